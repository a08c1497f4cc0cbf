package kenb.codec.per;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;

import kenb.codec.corners.aligned.Deep;
import kenb.codec.corners.aligned.Grid;
import kenb.codec.corners.aligned.Loop;
import kenb.codec.corners.aligned.Nulls;
import kenb.codec.per.Encodings.Encoding;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Input that wants memory, stack or an exception that is not ours.
@Tag("W-05")
class HostileInputTest {
    static Stream<Encoding> encodings() {
        return Stream.of("aligned", "unaligned")
                .flatMap(it -> Encodings.all(it).stream())
                .filter(it -> !it.type().equals("Long"));
    }

    /// 0 bits an element, 64K elements an octet.
    @Test
    void listsOfNothingDoNotFillTheMemory() {
        var fragments = new byte[1 << 20];
        Arrays.fill(fragments, (byte) 0xC4);
        assertThatThrownBy(() -> Nulls.decode(fragments))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("list elements from a PDU of 8388608 bits");
        var sizes = new byte[1 << 16];
        Arrays.fill(sizes, (byte) 0xFF);
        assertThatThrownBy(() -> Grid.decode(sizes)).isInstanceOf(DecodeException.class);
    }

    @Test
    void aListOfNothingOfOrdinarySizeIsRead() {
        var nulls = new Nulls(IntStream.range(0, 60_000).mapToObj(_ -> true).toList());
        assertThat(Nulls.decode(nulls.encode())).isEqualTo(nulls);
    }

    @Test
    void nestingEndsBeforeTheStackDoes() {
        assertThatThrownBy(() -> Deep.decode(filled(100_000, 0xFF)))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("nested deeper than 128");
        assertThatThrownBy(() -> Loop.decode(filled(100, 0x00)))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("nested deeper than 128");
    }

    /// A reader that has thrown reads the next PDU as if nothing had been.
    @Test
    void aReaderGoesOnAfterARefusal() {
        var in = PerReader.aligned();
        assertThatThrownBy(() -> Deep.decode(in.reset(filled(100, 0xFF))))
                .isInstanceOf(DecodeException.class);
        var good = new Deep(new Deep(null));
        var buffer = Unpooled.directBuffer().writeBytes(good.encode());
        try {
            assertThat(Deep.decode(in.reset(buffer))).isEqualTo(good);
            in.finish();
            assertThat(buffer.readableBytes()).isEqualTo(good.encode().length);
        } finally {
            buffer.release();
        }
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void mutatedEncodingsAreReadOrRefusedAndComeBackEqual(Encoding encoding) {
        var random = new SplittableRandom(encoding.octets().hashCode());
        var strange = new ArrayList<Object>();
        for (int round = 0; round < 200; round++) {
            var octets = mutated(encoding.bytes(), random);
            try {
                var value = Encodings.decode(encoding.variant(), encoding.type(), octets);
                var again = Encodings.encode(encoding.variant(), encoding.type(), value);
                var second = Encodings.decode(encoding.variant(), encoding.type(), again);
                if (!second.equals(value)) strange.add(List.of(octets, value, second));
            } catch (DecodeException expected) {
                assertThat(expected.bitOffset()).isBetween(0L, 8L * octets.length);
            }
        }
        assertThat(strange).isEmpty();
    }

    private static byte[] mutated(byte[] octets, SplittableRandom random) {
        var result = octets.clone();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            switch (random.nextInt(3)) {
                case 0 -> result = Arrays.copyOf(result, random.nextInt(result.length + 4));
                case 1 -> {
                    if (result.length > 0)
                        result[random.nextInt(result.length)] ^= (byte) (1 << random.nextInt(8));
                }
                default -> {
                    if (result.length > 0)
                        result[random.nextInt(result.length)] =
                                new byte[] {0, -1, -128, -60, -65}[random.nextInt(5)];
                }
            }
        }
        return result;
    }

    private static byte[] filled(int length, int octet) {
        var octets = new byte[length];
        Arrays.fill(octets, (byte) octet);
        return octets;
    }
}
