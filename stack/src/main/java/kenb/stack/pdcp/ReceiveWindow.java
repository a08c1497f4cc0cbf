package kenb.stack.pdcp;

/// Which COUNT a received number of an LTE bearer stands for (TS 36.323 5.1.2.1.2 to 5.1.2.1.4): Next_PDCP_RX_SN with RX_HFN, and
/// Last_Submitted_PDCP_RX_SN, as COUNT values.
///
/// The specification finds RX_HFN from Next_PDCP_RX_SN, and what is old from Last_Submitted_PDCP_RX_SN. What it does not throw away
/// is one to half of the numbers ahead of the latter, and there both say the same COUNT; so that one is enough.
final class ReceiveWindow {
    /// The PDU is to be dropped: its number is not ahead of what was delivered.
    static final long DISCARD = -1;

    /// The PDU is to be dropped: COUNT is used up.
    static final long EXHAUSTED = -2;

    private final SnLength sn;
    private final boolean ordered;
    private long next;
    private long last;

    /// @param ordered false on RLC UM without the reordering function: whatever comes is new
    ReceiveWindow(SnLength sn, boolean ordered) {
        this.sn = sn;
        this.ordered = ordered;
        startAt(0);
    }

    /// COUNT of the first number not received.
    void startAt(long count) {
        next = count;
        last = count - 1;
    }

    /// One behind the highest that was received.
    long next() {
        return next;
    }

    /// The last one that was delivered; -1 before the first.
    long last() {
        return last;
    }

    /// The COUNT of a received number; or [#DISCARD] or [#EXHAUSTED]. Changes nothing.
    long count(int received) {
        long count;
        if (ordered) {
            int ahead = received - sn.sn(last) & sn.maximumSn();
            if (ahead == 0 || ahead > sn.reorderingWindow()) return DISCARD;
            count = last + ahead;
        } else {
            long hfn = sn.hfn(next);
            count = sn.count(received < sn.sn(next) ? hfn + 1 : hfn, received);
        }
        return count < CountWatch.END ? count : EXHAUSTED;
    }

    void received(long count) {
        if (count >= next) next = count + 1;
    }

    void delivered(long count) {
        last = count;
    }

    /// The COUNT that a discarded number stands for; negative where nothing has been sent yet that could have it.
    long discardedCount(int received) {
        return last - (sn.sn(last) - received & sn.maximumSn());
    }
}
