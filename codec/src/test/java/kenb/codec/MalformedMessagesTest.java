package kenb.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;

import kenb.codec.per.DecodeException;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Bytes that are wrong: a DecodeException that says where, or a value that can be written; nothing else, and no memory for
/// what is not there.
@Tag("W-05")
class MalformedMessagesTest {
    /// A value costs some objects an octet; a forged length must not cost what it claims.
    private static final long MOST_BYTES = 4 << 20;

    private static final int MOST_OCTETS = 400;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static Stream<Message> messages() {
        return Message.PROTOCOLS.stream()
                .flatMap(it -> Messages.written(it).stream())
                .filter(it -> it.octets().length <= MOST_OCTETS);
    }

    /// One message of each top-level type, for its type.
    static Stream<Message> types() {
        return Message.PROTOCOLS.stream()
                .flatMap(it -> Messages.written(it).stream())
                .collect(
                        Collectors.toMap(
                                it -> it.protocol() + it.pdu(),
                                it -> it,
                                (one, other) -> one,
                                TreeMap::new))
                .values()
                .stream();
    }

    @ParameterizedTest
    @MethodSource("messages")
    void cutShortAtAnyOctet(Message message) {
        for (int length = 0; length < message.octets().length; length++) {
            var cut = message.with(Arrays.copyOf(message.octets(), length));
            assertThatThrownBy(cut::decode)
                    .as("%d octets of %s", length, message.hex())
                    .isInstanceOfSatisfying(DecodeException.class, this::assertSaysWhere);
        }
    }

    @ParameterizedTest
    @MethodSource("messages")
    void withAnyBitTurned(Message message) {
        for (int bit = 0; bit < message.octets().length * 8; bit++) {
            var octets = message.octets().clone();
            octets[bit / 8] ^= (byte) (0x80 >> bit % 8);
            assertRefusedOrWritten(message.with(octets));
        }
    }

    @ParameterizedTest
    @MethodSource("messages")
    void withAForgedLengthAnywhere(Message message) {
        int[][] lengths = {{0xFF}, {0x7F}, {0x80, 0x00}, {0xBF, 0xFF}, {0xC4}, {0xC1, 0xFF}};
        for (int at = 0; at < message.octets().length; at++)
            for (var length : lengths) {
                var octets = message.octets().clone();
                for (int i = 0; i < length.length && at + i < octets.length; i++)
                    octets[at + i] = (byte) length[i];
                assertRefusedOrWritten(message.with(octets));
            }
    }

    @ParameterizedTest
    @MethodSource("messages")
    void withRubbishBehindIt(Message message) {
        var longer = Arrays.copyOf(message.octets(), message.octets().length + 3);
        longer[longer.length - 1] = 0x55;
        assertThatThrownBy(message.with(longer)::decode)
                .isInstanceOfSatisfying(DecodeException.class, this::assertSaysWhere);
    }

    @ParameterizedTest
    @MethodSource("types")
    void thatIsRandom(Message type) {
        var random = new Random(36331);
        for (int i = 0; i < 3000; i++) {
            var octets = new byte[random.nextInt(200)];
            random.nextBytes(octets);
            assertRefusedOrWritten(type.with(octets));
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void thatRepeatsOneOctetForLong(Message type) {
        for (int value = 0; value < 256; value++) {
            var octets = new byte[5000];
            Arrays.fill(octets, (byte) value);
            assertRefusedOrWritten(type.with(octets));
        }
    }

    private void assertRefusedOrWritten(Message message) {
        Object value;
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            value = message.decode();
        } catch (DecodeException e) {
            assertSaysWhere(e);
            return;
        } catch (Throwable e) {
            throw new AssertionError(message + " " + message.hex(), e);
        } finally {
            assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
                    .as("bytes allocated for %s", message.hex())
                    .isLessThan(MOST_BYTES);
        }
        try {
            var again = message.with(message.again());
            assertThat(again.decode()).as(message.hex()).isEqualTo(value);
        } catch (Exception e) {
            throw new AssertionError(message + " " + message.hex(), e);
        }
    }

    private void assertSaysWhere(DecodeException e) {
        assertThat(e.path()).isNotBlank();
        assertThat(e.bitOffset()).isNotNegative();
        assertThat(e.getMessage()).contains(e.path(), "bit ");
    }
}
