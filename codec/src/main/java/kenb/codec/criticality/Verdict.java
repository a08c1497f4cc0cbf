package kenb.codec.criticality;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What becomes of a PDU.
///
/// @param cause why it is rejected or reported; null where nothing is told to the sender
/// @param diagnostics the information elements that are to be reported
/// @param text for people
public record Verdict(
        Action action, @Nullable ErrorCause cause, List<Diagnostic> diagnostics, String text) {

    public enum Action {
        /// Nothing is wrong that matters.
        ACCEPT,
        /// The procedure goes on with what is understood; the sender is told.
        ACCEPT_AND_REPORT,
        /// None of it is executed: by the unsuccessful outcome where the procedure has one, else by ERROR INDICATION.
        REJECT,
        /// The procedure is not known: ERROR INDICATION.
        REPORT,
        /// A response that can't be used: the procedure counts as failed here, nothing is answered.
        FAIL_LOCALLY,
        /// Dropped without a word.
        DROP
    }

    public static final Verdict ACCEPT = new Verdict(Action.ACCEPT, null, List.of(), "");

    /// Whether the message may be executed.
    public boolean accepted() {
        return action == Action.ACCEPT || action == Action.ACCEPT_AND_REPORT;
    }
}
