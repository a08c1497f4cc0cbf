package kenb.nodes.x2ap;

/// The causes (TS 36.423 §9.2.6) that nodes here give; one received that is none of them is {@link #UNSPECIFIED}.
public enum X2Cause {
    HANDOVER_DESIRABLE_FOR_RADIO_REASONS("handover desirable for radio reasons"),
    CELL_NOT_AVAILABLE("cell not available"),
    TRELOCPREP_EXPIRY("TRELOCprep expiry"),
    TX2RELOCOVERALL_EXPIRY("TX2RELOCoverall expiry"),
    TDCPREP_EXPIRY("TDCprep expiry"),
    ENCRYPTION_ALGORITHMS_NOT_SUPPORTED("encryption algorithms not supported"),
    ENCRYPTION_OR_INTEGRITY_ALGORITHMS_NOT_SUPPORTED(
            "encryption and/or integrity protection algorithms not supported"),
    NO_RADIO_RESOURCES("no radio resources available in target cell"),
    UNKNOWN_UE_ID("unknown UE X2AP id"),
    NORMAL_RELEASE("user inactivity"),
    UNSPECIFIED("unspecified");

    private final String text;

    X2Cause(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
