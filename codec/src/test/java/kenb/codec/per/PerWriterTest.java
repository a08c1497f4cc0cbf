package kenb.codec.per;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigInteger;
import java.util.Random;

/// What was written stands in the octets bit for bit, worked out another way: as one big number.
@Tag("W-01")
class PerWriterTest {
    private final Random random = new Random(7);
    private BigInteger expected = BigInteger.ONE;

    /// The array grows at 496 octets, where every field and string must still come out whole.
    @ParameterizedTest
    @ValueSource(ints = {3, 40, 470, 490, 495, 500, 505, 1000, 2030, 20000})
    void fieldsStandOneBehindTheOther(int octets) {
        for (int repetition = 0; repetition * octets < 20_000; repetition++) {
            var out = PerWriter.unaligned();
            expected = BigInteger.ONE;
            while (expected.bitLength() - 1 < octets * 8) write(out);
            byte[] written = out.toByteArray();
            assertThat(written).isEqualTo(asOctets());
        }
    }

    private void write(PerWriter out) {
        switch (random.nextInt(3)) {
            case 0 -> {
                int count = random.nextInt(65);
                long value = count == 0 ? 0 : random.nextLong() >>> 64 - count;
                out.bits(value, count);
                expect(new BigInteger(Long.toUnsignedString(value)), count);
            }
            case 1 -> {
                var bytes = new byte[random.nextInt(40)];
                random.nextBytes(bytes);
                out.octetString(0, 63, false, Octets.of(bytes));
                expect(BigInteger.valueOf(bytes.length), 6);
                expect(new BigInteger(1, bytes), 8 * bytes.length);
            }
            default -> {
                int inside = random.nextInt(300);
                int mark = out.open();
                for (int i = 0; i < inside; i++) out.bit((i & 1) == 0);
                out.closeOpen(mark);
                int whole = Math.max(1, (inside + 7) / 8);
                expect(BigInteger.valueOf(whole), 8);
                for (int i = 0; i < whole * 8; i++)
                    expect(BigInteger.valueOf(i < inside && (i & 1) == 0 ? 1 : 0), 1);
            }
        }
    }

    private void expect(BigInteger value, int bits) {
        expected = expected.shiftLeft(bits).or(value);
    }

    private byte[] asOctets() {
        int bits = expected.bitLength() - 1;
        var padded = expected.shiftLeft(-bits & 7).toByteArray();
        var octets = new byte[Math.max(1, (bits + 7) / 8)];
        System.arraycopy(padded, padded.length - octets.length, octets, 0, octets.length);
        return octets;
    }
}
