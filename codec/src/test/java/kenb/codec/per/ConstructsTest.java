package kenb.codec.per;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import kenb.codec.per.Encodings.Encoding;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Every construct of PER in both variants, held against Erlang's own implementation.
@Tag("W-01")
class ConstructsTest {
    private static Stream<Encoding> encodings() {
        return Stream.of("aligned", "unaligned").flatMap(it -> Encodings.all(it).stream());
    }

    static Stream<Encoding> brief() {
        return encodings().filter(it -> !it.type().equals("Long"));
    }

    static Stream<Encoding> withBits() {
        return brief().filter(it -> !it.type().equals("Nothing"));
    }

    static Stream<Encoding> lengthy() {
        return encodings().filter(it -> it.type().equals("Long"));
    }

    static Stream<Encoding> extended() {
        return encodings()
                .filter(it -> it.type().equals("Extended") || it.type().equals("Alternatives"));
    }

    @ParameterizedTest
    @MethodSource("brief")
    void readsWhatErlangReads(Encoding encoding) {
        assertThat(Notation.of(encoding.decode())).isEqualTo(encoding.value());
    }

    @ParameterizedTest
    @MethodSource("brief")
    void writesWhatErlangWrites(Encoding encoding) {
        var again = Encodings.encode(encoding.variant(), encoding.type(), encoding.decode());
        assertThat(again).isEqualTo(encoding.bytes());
    }

    /// Strings of octets, bits and characters, and a list, each of as many units as the line says.
    @ParameterizedTest
    @MethodSource("lengthy")
    void fragmentsAsErlangDoes(Encoding encoding) throws Exception {
        int units = Integer.parseInt(encoding.octets());
        var value = longValue(encoding.variant(), units);
        var octets = Encodings.encode(encoding.variant(), "LongType", value);
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(octets)))
                .isEqualTo(encoding.value());
        assertThat(Encodings.decode(encoding.variant(), "LongType", octets)).isEqualTo(value);
    }

    private static Object longValue(String variant, int units) {
        var octets = new byte[units];
        for (int i = 0; i < units; i++) octets[i] = (byte) (i * 7);
        var bits = BitString.of(Arrays.copyOf(octets, (units + 7) / 8), units);
        var list = IntStream.range(0, units).map(it -> it * 5 & 255).boxed().toList();
        var characters = new StringBuilder();
        for (int i = 0; i < units; i++) characters.append((char) (32 + i % 90));
        var text = characters.toString();
        return variant.equals("aligned")
                ? new kenb.codec.constructs.aligned.LongType(
                        true, Octets.of(octets), bits, list, text, text, alignedColours(units))
                : new kenb.codec.constructs.unaligned.LongType(
                        true, Octets.of(octets), bits, list, text, text, unalignedColours(units));
    }

    private static Octets alignedColours(int count) {
        var items = List.of(kenb.codec.constructs.aligned.Colour.Value.values());
        var out = PerWriter.aligned();
        kenb.codec.constructs.aligned.Colours.encode(out, repeated(items, count));
        return Octets.of(out.toByteArray());
    }

    private static Octets unalignedColours(int count) {
        var items = List.of(kenb.codec.constructs.unaligned.Colour.Value.values());
        var out = PerWriter.unaligned();
        kenb.codec.constructs.unaligned.Colours.encode(out, repeated(items, count));
        return Octets.of(out.toByteArray());
    }

    private static <T> List<T> repeated(List<? extends T> items, int count) {
        return IntStream.range(0, count).<T>mapToObj(it -> items.get(it % items.size())).toList();
    }

    /// A reader of an earlier release keeps what it does not know.
    @Tag("W-03")
    @Tag("W-04")
    @ParameterizedTest
    @MethodSource("extended")
    void whatALaterReleaseAddedComesBack(Encoding encoding) {
        var type = encoding.type().equals("Extended") ? "Older" : "OlderAlternatives";
        var value = Encodings.decode(encoding.variant(), type, encoding.bytes());
        assertThat(Encodings.encode(encoding.variant(), type, value)).isEqualTo(encoding.bytes());
    }

    @Tag("W-05")
    @ParameterizedTest
    @MethodSource("withBits")
    void cutShortAtAnyOctetItIsRefused(Encoding encoding) {
        for (int length = 0; length < encoding.bytes().length; length++) {
            var cut = Arrays.copyOf(encoding.bytes(), length);
            assertThatThrownBy(() -> Encodings.decode(encoding.variant(), encoding.type(), cut))
                    .isInstanceOfSatisfying(
                            DecodeException.class,
                            e -> assertThat(e.bitOffset()).isBetween(0L, 8L * cut.length));
        }
    }
}
