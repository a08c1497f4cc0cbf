package kenb.stack.aka;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// SQN = SEQ(43) ‖ IND(5), TS 33.102 C.1.1.1 with the array of 32 entries of C.3. IND says which of a USIM's 32 records judges the
/// freshness of SEQ, so that vectors given to several nodes may be used out of order.
public final class SequenceNumber {
    /// Octets of SQN in AUTN and AUTS.
    public static final int OCTETS = 6;

    static final int IND_BITS = 5;
    static final int IND_COUNT = 1 << IND_BITS;
    static final long END = 1L << 8 * OCTETS;

    private SequenceNumber() {}

    static long seq(long sqn) {
        return sqn >>> IND_BITS;
    }

    static int ind(long sqn) {
        return (int) sqn & IND_COUNT - 1;
    }

    static byte[] octets(long sqn) {
        return Arrays.copyOfRange(ByteBuffer.allocate(8).putLong(sqn).array(), 2, 8);
    }

    static long of(byte[] octets) {
        long sqn = 0;
        for (int i = 0; i < OCTETS; i++) sqn = sqn << 8 | octets[i] & 0xFF;
        return sqn;
    }

    /// The 6 octets of SQN ⊕ AK, first part of AUTN and AUTS; and back.
    static byte[] xor(byte[] octets, byte[] ak) {
        byte[] result = Arrays.copyOf(octets, OCTETS);
        for (int i = 0; i < OCTETS; i++) result[i] ^= ak[i];
        return result;
    }
}
