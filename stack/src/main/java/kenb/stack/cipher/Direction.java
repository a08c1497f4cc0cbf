package kenb.stack.cipher;

/// The DIRECTION bit of TS 33.401 annex B.
public enum Direction {
    UPLINK,
    DOWNLINK;

    /// 0 uplink, 1 downlink.
    public int bit() {
        return ordinal();
    }

    public Direction opposite() {
        return this == UPLINK ? DOWNLINK : UPLINK;
    }
}
