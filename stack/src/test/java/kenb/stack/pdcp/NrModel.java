package kenb.stack.pdcp;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/// TS 38.323 5.1.2, 5.2.2, 5.4 and 5.5 in the order of their sentences, with their variables, on sorted maps. RLC AM or UM or an SRB.
final class NrModel {
    private final boolean acknowledged;
    private final boolean signalling;
    private final boolean outOfOrder;
    private final int retained;
    private final long modulus;
    private final long window;
    private final TreeMap<Long, Boolean> stored = new TreeMap<>();
    private final TreeSet<Long> kept = new TreeSet<>();

    final List<Long> delivered = new ArrayList<>();
    final List<Long> resent = new ArrayList<>();
    long rxNext;
    long rxDeliv;
    private long rxReord;
    boolean timerRuns;
    int discarded;
    int failures;
    int exhausted;
    long txNext;

    NrModel(
            SnLength sn,
            boolean acknowledged,
            boolean signalling,
            boolean outOfOrder,
            int retained,
            long start) {
        this.acknowledged = acknowledged;
        this.signalling = signalling;
        this.outOfOrder = outOfOrder;
        this.retained = retained;
        modulus = 1L << sn.bits();
        window = modulus / 2;
        rxNext = rxDeliv = txNext = start;
    }

    long sends() {
        if (retained > 0) {
            kept.add(txNext);
            kept.headSet(txNext - retained + 1).clear();
        }
        return txNext++;
    }

    /// @param count under which the PDU was protected with the keys in use; -1 where it was not
    void arrives(int sn, long count) {
        long hfn = rxDeliv / modulus;
        long deliverSn = rxDeliv % modulus;
        if (sn < deliverSn - window) hfn++;
        else if (sn >= deliverSn + window) hfn--;
        long received = hfn * modulus + sn;
        if (received < 0) {
            discarded++;
            return;
        }
        if (received >>> 32 != 0) {
            exhausted++;
            return;
        }
        if (received != count) {
            failures++;
            return;
        }
        if (received < rxDeliv || stored.containsKey(received)) {
            discarded++;
            return;
        }
        stored.put(received, true);
        if (received >= rxNext) rxNext = received + 1;
        if (outOfOrder) delivered.add(received);
        if (received == rxDeliv) deliverInSequence();
        if (timerRuns && rxDeliv >= rxReord) timerRuns = false;
        startTimer();
    }

    private void deliverInSequence() {
        while (stored.remove(rxDeliv) != null) up(rxDeliv++);
    }

    private void up(long count) {
        if (!outOfOrder) delivered.add(count);
    }

    private void startTimer() {
        if (timerRuns || rxDeliv >= rxNext) return;
        rxReord = rxNext;
        timerRuns = true;
    }

    void timerExpires() {
        timerRuns = false;
        deliverBelow(rxReord);
        rxDeliv = rxReord;
        deliverInSequence();
        startTimer();
    }

    private void deliverBelow(long count) {
        while (!stored.isEmpty() && stored.firstKey() < count) up(stored.pollFirstEntry().getKey());
    }

    void reestablish() {
        if (acknowledged) {
            resent.addAll(kept);
            return;
        }
        timerRuns = false;
        if (!signalling) deliverBelow(Long.MAX_VALUE);
        stored.clear();
        rxNext = rxDeliv = txNext = 0;
    }

    void recover() {
        resent.addAll(kept);
    }

    void lowerLayerConfirms(long count) {
        kept.remove(count);
    }

    void reportArrives() {
        kept.headSet(rxDeliv).clear();
        kept.removeAll(stored.keySet());
    }

    int kept() {
        return kept.size();
    }

    /// The status report, bit by bit.
    String report() {
        var bits = new StringBuilder("00000000");
        String first = Long.toBinaryString(rxDeliv & 0xFFFF_FFFFL);
        bits.repeat('0', 32 - first.length()).append(first);
        for (long c = rxDeliv + 1; c < rxNext; c++) bits.append(stored.containsKey(c) ? '1' : '0');
        return bits.repeat('0', (8 - bits.length() % 8) % 8).toString();
    }
}
