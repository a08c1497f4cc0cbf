package kenb.stack.pdcp;

/// Settings of a data radio bearer of NR (PDCP-Config of TS 38.331).
///
/// @param drbId DRB-Identity, 1 to 32; BEARER is one less
/// @param snLength 12 or 18 bits
/// @param acknowledged RLC AM: numbers and what is not confirmed live through a re-establishment
/// @param integrityProtected every data PDU has a MAC-I
/// @param outOfOrderDelivery SDUs go up as they come, duplicates removed
/// @param sdapHeader the first octet of an SDU is SDAP's and stays in clear
/// @param retained SDUs that are kept until they are confirmed; the oldest go when there are more. 0 keeps none
/// @param discardNanos discardTimer: how long an SDU is kept; 0 for ever
/// @param batchSize PDUs ciphered in one call; more are worked off in several
/// @param countThreshold COUNT from which [PdcpEvent.CountNearWrap] is reported, once per key and direction
public record NrDrbSettings(
        int drbId,
        SnLength snLength,
        boolean acknowledged,
        boolean integrityProtected,
        boolean outOfOrderDelivery,
        boolean sdapHeader,
        int retained,
        long discardNanos,
        int batchSize,
        long countThreshold) {
    private static final int DEFAULT_BATCH = 32;

    public NrDrbSettings {
        if (drbId < 1 || drbId > 32) throw new IllegalArgumentException("DRB " + drbId);
        if (snLength != SnLength.BITS_12 && snLength != SnLength.BITS_18)
            throw new IllegalArgumentException(
                    "sequence numbers of " + snLength.bits() + " bits; NR has 12 and 18");
        if (batchSize < 1) throw new IllegalArgumentException("batch of " + batchSize);
        if (retained < 0 || retained > snLength.reorderingWindow())
            throw new IllegalArgumentException(retained + " SDUs kept");
        if (retained > 0 && !acknowledged)
            throw new IllegalArgumentException("nothing confirms SDUs of a bearer on RLC UM");
    }

    /// In order, with MAC-I, without SDAP, half a window of SDUs kept.
    public static NrDrbSettings am(int drbId, SnLength snLength) {
        return new NrDrbSettings(
                drbId,
                snLength,
                true,
                true,
                false,
                false,
                snLength.reorderingWindow() / 2,
                0,
                DEFAULT_BATCH,
                DrbSettings.DEFAULT_COUNT_THRESHOLD);
    }

    /// In order, with MAC-I, without SDAP.
    public static NrDrbSettings um(int drbId, SnLength snLength) {
        return new NrDrbSettings(
                drbId,
                snLength,
                false,
                true,
                false,
                false,
                0,
                0,
                DEFAULT_BATCH,
                DrbSettings.DEFAULT_COUNT_THRESHOLD);
    }

    int macOctets() {
        return integrityProtected ? 4 : 0;
    }

    /// Octets at the front of a PDU that are not ciphered.
    int clearOctets() {
        return snLength.headerOctets() + (sdapHeader ? 1 : 0);
    }
}
