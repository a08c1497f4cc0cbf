package kenb.stack.ap;

/// An application protocol on SCTP: its port and payload protocol identifier (IANA; TS 36.412 §7, TS 36.422 §7).
public enum ApProtocol {
    S1AP(36412, 18),
    X2AP(36422, 27);

    private final int port;
    private final int payloadProtocolId;

    ApProtocol(int port, int payloadProtocolId) {
        this.port = port;
        this.payloadProtocolId = payloadProtocolId;
    }

    public int port() {
        return port;
    }

    public int payloadProtocolId() {
        return payloadProtocolId;
    }
}
