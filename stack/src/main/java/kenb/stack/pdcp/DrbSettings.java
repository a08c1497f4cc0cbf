package kenb.stack.pdcp;

/// Settings of a data radio bearer (PDCP-Config of TS 36.331).
///
/// @param drbId DRB-Identity, 1 to 32; BEARER is one less
/// @param snLength 7 or 12 bits on RLC UM; 12, 15 or 18 on RLC AM
/// @param acknowledged RLC AM: sequence numbers live through a handover, late PDUs count as duplicates
/// @param reordering the reordering function is used (36.323 5.1.2.1.4): split and LWA bearers, out-of-order delivery by RLC
/// @param retained SDUs that are kept until they are confirmed; the oldest go when there are more. 0 keeps none
/// @param discardNanos discardTimer: how long an SDU is kept; 0 for ever
/// @param batchSize PDUs ciphered in one call; more are worked off in several
/// @param countThreshold COUNT from which [PdcpEvent.CountNearWrap] is reported, once per key and direction
public record DrbSettings(
        int drbId,
        SnLength snLength,
        boolean acknowledged,
        boolean reordering,
        int retained,
        long discardNanos,
        int batchSize,
        long countThreshold) {

    /// 2²⁴ PDUs before the end: minutes at line rate.
    public static final long DEFAULT_COUNT_THRESHOLD = (1L << 32) - (1L << 24);

    private static final int DEFAULT_BATCH = 32;

    public DrbSettings {
        if (drbId < 1 || drbId > 32) throw new IllegalArgumentException("DRB " + drbId);
        boolean fits =
                switch (snLength) {
                    case BITS_5 -> false;
                    case BITS_7 -> !acknowledged;
                    case BITS_12 -> true;
                    case BITS_15, BITS_18 -> acknowledged;
                };
        if (!fits) {
            throw new IllegalArgumentException(
                    "sequence numbers of "
                            + snLength.bits()
                            + " bits with RLC "
                            + (acknowledged ? "AM" : "UM"));
        }
        if (retained < 0 || retained > snLength.reorderingWindow())
            throw new IllegalArgumentException(retained + " SDUs kept");
        if (retained > 0 && !acknowledged)
            throw new IllegalArgumentException("nothing confirms SDUs of a bearer on RLC UM");
        if (batchSize < 1) throw new IllegalArgumentException("batch of " + batchSize);
    }

    /// Without the reordering function; nothing is kept.
    public DrbSettings(
            int drbId,
            SnLength snLength,
            boolean acknowledged,
            int batchSize,
            long countThreshold) {
        this(drbId, snLength, acknowledged, false, 0, 0, batchSize, countThreshold);
    }

    public static DrbSettings am(int drbId, SnLength snLength) {
        return new DrbSettings(drbId, snLength, true, DEFAULT_BATCH, DEFAULT_COUNT_THRESHOLD);
    }

    public static DrbSettings um(int drbId, SnLength snLength) {
        return new DrbSettings(drbId, snLength, false, DEFAULT_BATCH, DEFAULT_COUNT_THRESHOLD);
    }

    /// The same with the reordering function.
    public DrbSettings withReordering() {
        return new DrbSettings(
                drbId,
                snLength,
                acknowledged,
                true,
                retained,
                discardNanos,
                batchSize,
                countThreshold);
    }

    /// The same with SDUs kept until they are confirmed.
    public DrbSettings keeping(int sdus, long forNanos) {
        return new DrbSettings(
                drbId,
                snLength,
                acknowledged,
                reordering,
                sdus,
                forNanos,
                batchSize,
                countThreshold);
    }
}
