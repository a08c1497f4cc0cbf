package kenb.nodes.enb;

import kenb.nodes.CellGlobalId;

import org.jspecify.annotations.Nullable;

/// An X2 handover under way, at the source or at the target; `oldUe` and `newUe` are the UE X2AP ids that source and
/// target gave.
final class HandoverContext {
    final int association;
    final int oldUe;
    int newUe = -1;

    /// At the target: whether SN STATUS TRANSFER came, and whether the path is switched; the source goes when both did.
    boolean numbersKnown;

    boolean pathSwitched;

    /// At the source: where to.
    final @Nullable CellGlobalId target;

    HandoverContext(int association, int oldUe, @Nullable CellGlobalId target) {
        this.association = association;
        this.oldUe = oldUe;
        this.target = target;
    }
}
