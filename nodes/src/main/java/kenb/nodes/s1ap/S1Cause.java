package kenb.nodes.s1ap;

/// The causes (TS 36.413 §9.2.1.3) that nodes here give; one received that is none of them is {@link #UNSPECIFIED}.
public enum S1Cause {
    UNSPECIFIED("unspecified"),
    TX2RELOCOVERALL_EXPIRY("TX2RELOCoverall expiry"),
    SUCCESSFUL_HANDOVER("successful handover"),
    RADIO_CONNECTION_WITH_UE_LOST("radio connection with UE lost"),
    FAILURE_IN_RADIO_INTERFACE_PROCEDURE("failure in the radio interface procedure"),
    ENCRYPTION_OR_INTEGRITY_ALGORITHMS_NOT_SUPPORTED(
            "encryption and/or integrity protection algorithms not supported"),
    UNKNOWN_UE_ID("unknown MME UE S1AP ID"),
    DETACH("detach"),
    AUTHENTICATION_FAILURE("authentication failure"),
    UNKNOWN_PLMN("unknown PLMN");

    private final String text;

    S1Cause(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
