package kenb.nodes.lab;

/// Something that goes wrong in a run on purpose.
public enum Fault {
    /// One bit of the first measurement report changes on the air: its MAC-I fails, it is dropped, the run goes on.
    TAMPER_RRC("tamper-rrc"),
    /// The target of the handover gets a wrong K_eNB*: the UE's confirmation fails its MAC-I, the handover fails.
    WRONG_KEY("wrong-key"),
    /// HANDOVER REQUEST ACKNOWLEDGE is cut short: the source can't decode it and gives the handover up.
    TRUNCATED_X2AP("truncated-x2ap"),
    /// The SeNB falls silent before the addition: no SCTP, GTP-U or radio from it any more.
    SILENT_PEER("silent-peer");

    private final String option;

    Fault(String option) {
        this.option = option;
    }

    /// Whether it is a peer that does not answer, or not as it should.
    public boolean isOfPeer() {
        return this == TRUNCATED_X2AP || this == SILENT_PEER;
    }

    /// As the command line names it.
    @Override
    public String toString() {
        return option;
    }
}
