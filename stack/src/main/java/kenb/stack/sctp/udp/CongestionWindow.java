package kenb.stack.sctp.udp;

/// cwnd of a path in octets: slow start, congestion avoidance, what a loss does to it (RFC 9260 §7.2).
final class CongestionWindow {
    private final int mtu;
    private int cwnd;
    private int threshold;
    private int partlyAcked;

    /// After T3-rtx one packet is out at a time until something is acknowledged, however small it is (§7.2.3).
    private boolean single;

    /// @param mtu largest SCTP packet's chunk space, octets
    CongestionWindow(int mtu, int peerWindow) {
        this.mtu = mtu;
        this.cwnd = initial();
        this.threshold = Math.max(peerWindow, cwnd);
    }

    private int initial() {
        return Math.min(4 * mtu, Math.max(2 * mtu, 4404));
    }

    int octets() {
        return cwnd;
    }

    /// Whether nothing more may go beside `flight` octets that are out.
    boolean isFull(int flight) {
        return flight >= cwnd || single && flight > 0;
    }

    /// The cumulative TSN moved on.
    ///
    /// @param newlyAcked octets this SACK acknowledged
    /// @param flight octets outstanding before it
    void acked(int newlyAcked, int flight) {
        single = false;
        if (cwnd <= threshold) {
            if (flight >= cwnd) {
                cwnd = grown(Math.min(newlyAcked, mtu));
            }
        } else {
            partlyAcked += newlyAcked;
            if (partlyAcked >= cwnd && flight >= cwnd) {
                partlyAcked -= cwnd;
                cwnd = grown(mtu);
            }
            partlyAcked = Math.min(partlyAcked, cwnd);
        }
    }

    private int grown(int octets) {
        return (int) Math.min((long) cwnd + octets, 1 << 30);
    }

    void allAcked() {
        partlyAcked = 0;
    }

    /// §7.2.4, once per recovery.
    void fastRetransmit() {
        threshold = Math.max(cwnd / 2, 4 * mtu);
        cwnd = threshold;
        partlyAcked = 0;
    }

    /// §7.2.3, T3-rtx.
    void timeout() {
        threshold = Math.max(cwnd / 2, 4 * mtu);
        cwnd = mtu;
        partlyAcked = 0;
        single = true;
    }

    /// §7.2.1: nothing was sent for an RTO, so what was learnt of the path is old.
    void idle() {
        threshold = Math.max(threshold, cwnd);
        cwnd = Math.min(cwnd, initial());
    }
}
