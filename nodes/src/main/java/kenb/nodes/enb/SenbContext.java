package kenb.nodes.enb;

import kenb.nodes.rrc.DownlinkRrc.ScgCell;
import kenb.nodes.x2ap.X2Message.ScgBearer;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.TreeMap;

/// A UE's SeNB as its MeNB knows it.
final class SenbContext {

    enum Phase {
        /// SENB ADDITION REQUEST is out.
        PREPARING,
        /// The UE's reconfiguration is out.
        CONFIGURING,
        ACTIVE,
        /// The reconfiguration that releases the SCG is out.
        RELEASING
    }

    final int association;
    final int menbUe;
    final int scgCounter;
    int senbUe = -1;
    Phase phase = Phase.PREPARING;
    @Nullable ScgCell cell;

    /// By E-RAB id.
    final Map<Integer, ScgBearer> bearers = new TreeMap<>();

    SenbContext(int association, int menbUe, int scgCounter) {
        this.association = association;
        this.menbUe = menbUe;
        this.scgCounter = scgCounter;
    }
}
