package kenb.stack.pdcp;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/// TS 36.323 5.1.2.1.2 to 5.1.2.1.4, 5.2, 5.3 and 5.9 in the order of their sentences, with their variables, on sorted maps.
final class LteModel {
    private final DrbSettings settings;
    private final int maximum;
    private final int window;
    private final TreeMap<Long, Long> stored = new TreeMap<>();
    private final TreeSet<Long> kept = new TreeSet<>();
    private int nextSn;
    private long rxHfn;
    private int lastSubmittedSn;
    private long reorderingCount;

    /// COUNT and what the SDU must hold, in turns; contents are -1 where they can't be known.
    final List<Long> delivered = new ArrayList<>();

    final List<Long> resent = new ArrayList<>();
    boolean timerRuns;
    int discarded;
    int exhausted;
    long nextTransmit;

    LteModel(DrbSettings settings, long start) {
        this.settings = settings;
        maximum = settings.snLength().maximumSn();
        window = settings.snLength().reorderingWindow();
        startAt(start);
        nextTransmit = start;
    }

    private void startAt(long count) {
        nextSn = (int) (count & maximum);
        rxHfn = count / (maximum + 1L);
        lastSubmittedSn = nextSn == 0 ? maximum : nextSn - 1;
    }

    long sends() {
        if (settings.retained() > 0) {
            kept.add(nextTransmit);
            kept.headSet(nextTransmit - settings.retained() + 1).clear();
        }
        return nextTransmit++;
    }

    void arrives(int sn, long content, boolean lowerLayersReestablished) {
        if (!settings.acknowledged() && !settings.reordering()) {
            arrivesUnacknowledged(sn, content);
            return;
        }
        if (sn - lastSubmittedSn > window
                || 0 <= lastSubmittedSn - sn && lastSubmittedSn - sn < window) {
            discarded++;
            return;
        }
        int oldNext = nextSn;
        long oldHfn = rxHfn;
        long count = acceptedCount(sn);
        if (count >>> 32 != 0) {
            nextSn = oldNext;
            rxHfn = oldHfn;
            exhausted++;
            return;
        }
        if (stored.putIfAbsent(count, content) != null) {
            discarded++;
            return;
        }
        boolean isNext = sn == lastSubmittedSn + 1 || sn == lastSubmittedSn - maximum;
        if (settings.reordering()) {
            if (isNext) deliverFrom(count);
            if (timerRuns && lastDelivered() >= reorderingCount - 1) timerRuns = false;
            startTimer();
        } else if (!lowerLayersReestablished) {
            deliverBelow(count);
            deliverFrom(count);
        } else if (isNext) {
            deliverFrom(count);
        }
    }

    private long acceptedCount(int sn) {
        if (nextSn - sn > window) {
            rxHfn++;
            nextSn = sn + 1;
            return count(rxHfn, sn);
        }
        if (sn - nextSn >= window) return count(rxHfn - 1, sn);
        long count = count(rxHfn, sn);
        if (sn >= nextSn) advance(sn);
        return count;
    }

    private void arrivesUnacknowledged(int sn, long content) {
        if (count(sn < nextSn ? rxHfn + 1 : rxHfn, sn) >>> 32 != 0) {
            exhausted++;
            return;
        }
        if (sn < nextSn) rxHfn++;
        deliver(count(rxHfn, sn), content);
        advance(sn);
    }

    private void advance(int sn) {
        nextSn = sn + 1;
        if (nextSn > maximum) {
            nextSn = 0;
            rxHfn++;
        }
    }

    private long count(long hfn, int sn) {
        return hfn * (maximum + 1L) + sn;
    }

    long next() {
        return count(rxHfn, nextSn);
    }

    /// Last_Submitted_PDCP_RX_SN has no HFN of its own; it is at most one window behind Next_PDCP_RX_SN.
    private long lastDelivered() {
        long last = next() - 1;
        return last - Math.floorMod(last - lastSubmittedSn, maximum + 1L);
    }

    private void deliver(long count, long content) {
        delivered.add(count);
        delivered.add(content);
        lastSubmittedSn = (int) (count & maximum);
    }

    private void deliverBelow(long count) {
        while (!stored.isEmpty() && stored.firstKey() < count) {
            var first = stored.pollFirstEntry();
            deliver(first.getKey(), first.getValue());
        }
    }

    private void deliverFrom(long count) {
        Long content;
        for (long c = count; (content = stored.remove(c)) != null; c++) deliver(c, content);
    }

    private void startTimer() {
        if (timerRuns || stored.isEmpty()) return;
        timerRuns = true;
        reorderingCount = next();
    }

    void timerExpires() {
        timerRuns = false;
        deliverBelow(reorderingCount);
        deliverFrom(reorderingCount);
        startTimer();
    }

    void reestablish() {
        if (settings.acknowledged()) {
            recover();
            return;
        }
        timerRuns = false;
        deliverBelow(Long.MAX_VALUE);
        startAt(0);
        nextTransmit = 0;
    }

    void recover() {
        resent.addAll(kept);
    }

    /// The status report, bit by bit.
    String report() {
        long missing = lastDelivered() + 1;
        int fmsBits = settings.snLength() == SnLength.BITS_12 ? 12 : 20;
        var bits = new StringBuilder("0000");
        String fms = Long.toBinaryString(missing & maximum);
        bits.repeat('0', fmsBits - fms.length()).append(fms);
        if (!stored.isEmpty())
            for (long c = missing + 1; c <= stored.lastKey(); c++)
                bits.append(stored.containsKey(c) ? '1' : '0');
        return bits.repeat('0', (8 - bits.length() % 8) % 8).toString();
    }

    /// What the report of the receiving side here lets the transmitting side forget.
    void confirmed() {
        long missing = lastDelivered() + 1;
        long first = nextTransmit - Math.floorMod(nextTransmit - missing, maximum + 1L);
        if (nextTransmit - first > window) return;
        kept.headSet(first).clear();
        for (long c : stored.keySet()) kept.remove(c - missing + first);
    }

    void delivered(long count) {
        kept.remove(count);
    }

    int kept() {
        return kept.size();
    }
}
