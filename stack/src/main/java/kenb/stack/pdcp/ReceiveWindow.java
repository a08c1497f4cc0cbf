package kenb.stack.pdcp;

/// HFN determination of a DRB's receiving side (TS 36.323 5.1.2.1.2 for RLC AM, 5.1.2.1.3 for RLC UM).
///
/// Next_PDCP_RX_SN with RX_HFN, and Last_Submitted_PDCP_RX_SN, are kept as COUNT values.
final class ReceiveWindow {
    /// The PDU is to be dropped: its number is not ahead of what was delivered.
    static final long DISCARD = -1;

    /// The PDU is to be dropped: COUNT is used up.
    static final long EXHAUSTED = -2;

    private final SnLength sn;
    private final boolean acknowledged;
    private long next;
    private int lastSubmitted;

    ReceiveWindow(SnLength sn, boolean acknowledged) {
        this.sn = sn;
        this.acknowledged = acknowledged;
        startAt(0);
    }

    /// COUNT of the first number not received.
    void startAt(long count) {
        next = count;
        lastSubmitted = sn.sn(count - 1);
    }

    long next() {
        return next;
    }

    int lastSubmittedSn() {
        return lastSubmitted;
    }

    /// The COUNT of a received number, which thereby counts as received; or [#DISCARD] or
    /// [#EXHAUSTED], which change nothing.
    long receive(int received) {
        return acknowledged ? receiveAcknowledged(received) : receiveUnacknowledged(received);
    }

    private long receiveAcknowledged(int received) {
        int window = sn.reorderingWindow();
        int behind = lastSubmitted - received;
        if (-behind > window || 0 <= behind && behind < window) return DISCARD;
        int nextSn = sn.sn(next);
        long hfn = sn.hfn(next);
        long count;
        if (nextSn - received > window) {
            count = sn.count(hfn + 1, received);
        } else if (received - nextSn >= window) {
            count = sn.count(hfn - 1, received);
        } else {
            count = sn.count(hfn, received);
        }
        if (count >= CountWatch.END) return EXHAUSTED;
        if (count >= next) next = count + 1;
        lastSubmitted = received;
        return count;
    }

    private long receiveUnacknowledged(int received) {
        long hfn = sn.hfn(next);
        if (received < sn.sn(next)) hfn++;
        long count = sn.count(hfn, received);
        if (count >= CountWatch.END) return EXHAUSTED;
        next = count + 1;
        return count;
    }

    /// The COUNT that a discarded number stands for; negative where nothing has been sent yet that could have it.
    long discardedCount(int received) {
        long hfn = sn.hfn(next - 1);
        return sn.count(received <= lastSubmitted ? hfn : hfn - 1, received);
    }
}
