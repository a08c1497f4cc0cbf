package kenb.codec.per;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import kenb.codec.corners.unaligned.Clashes;
import kenb.codec.corners.unaligned.Envelope;
import kenb.codec.corners.unaligned.Few;
import kenb.codec.corners.unaligned.InOrderOfTags;
import kenb.codec.corners.unaligned.Letter;
import kenb.codec.corners.unaligned.Many;
import kenb.codec.corners.unaligned.Matrix;
import kenb.codec.corners.unaligned.NamedType.ItemItem;
import kenb.codec.corners.unaligned.Real;
import kenb.codec.corners.unaligned.StringType;
import kenb.codec.corners.unaligned.Tagged;
import kenb.codec.corners.unaligned.Zero;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.HexFormat;
import java.util.List;

/// Encodings worked out by hand from X.691.
@Tag("W-01")
class CornersTest {
    /// 23.1: the index follows the order of the tags, not the order written.
    @Test
    void alternativesGoByTheirTags() {
        assertThat(new Tagged.Y(1).encode()).isEqualTo(bits("00 001"));
        assertThat(new Tagged.Z(true).encode()).isEqualTo(bits("01 1"));
        assertThat(new Tagged.X().encode()).isEqualTo(bits("10"));
        assertThat(Tagged.decode(bits("00 001"))).isEqualTo(new Tagged.Y(1));
    }

    /// 21: so do the components of a SET.
    @Test
    void componentsOfASetGoByTheirTags() {
        assertThat(new InOrderOfTags(5, true).encode()).isEqualTo(bits("101 1"));
    }

    /// 11.9.4.1: nothing follows a length of zero, no alignment either.
    @Test
    void nothingIsAlignedForAnEmptyString() {
        var empty =
                new kenb.codec.corners.aligned.Zero(BitString.EMPTY, Octets.EMPTY, "", "", true);
        assertThat(empty.encode()).isEqualTo(bits("00000 00 00000 00 1"));
        assertThat(kenb.codec.corners.aligned.Zero.decode(bits("00000 00 00000 00 1")))
                .isEqualTo(empty);
    }

    /// 30.5.2: an alphabet of one character needs no bits.
    @Test
    void theOnlyCharacterThereIsTakesNoBits() {
        var value = new Zero(BitString.EMPTY, Octets.EMPTY, "", "xx", true);
        assertThat(value.encode()).isEqualTo(bits("00000 00 00000 10 1"));
        assertThat(Zero.decode(value.encode())).isEqualTo(value);
        assertThatThrownBy(() -> new Zero(BitString.EMPTY, Octets.EMPTY, "", "xy", true).encode())
                .isInstanceOf(EncodeException.class)
                .hasMessageStartingWith("Zero.onlyX: ")
                .hasMessageContaining("'y'");
    }

    /// 15: the content octets of X.690 §8.5 behind their length.
    @Test
    void realIsKeptAsContentOctets() {
        var half = Real.decode(octets("0380ff01"));
        assertThat(half.real()).isEqualTo(Octets.ofHex("80ff01"));
        assertThat(half.encode()).isEqualTo(octets("0380ff01"));
    }

    /// 11.9.3.4: a bitmap of over 64 bits has the long form of its length.
    @Test
    void moreExtensionAdditionsThanALongHasBits() {
        var last = Many.builder().x65(true).build();
        var expected = bits("1 1 01000010" + "0".repeat(65) + "1" + "00000001 10000000");
        assertThat(last.encode()).isEqualTo(expected);
        assertThat(Many.decode(expected).x65()).isTrue();
        var unknown = Few.decode(expected);
        assertThat(unknown.extensions().bitmapBits()).isEqualTo(66);
        assertThat(unknown.extensions().unknown())
                .containsExactly(new Extensions.Addition(65, Octets.of((byte) 0x80)));
        assertThat(unknown.encode()).isEqualTo(expected);
    }

    @Test
    void listsOfListsWithoutNames() {
        var value = new Matrix(List.of(List.of(new ItemItem(1), new ItemItem(2)), List.of()));
        assertThat(value.encode()).isEqualTo(bits("00000010 00000010 01 10 00000000"));
        assertThat(Matrix.decode(value.encode())).isEqualTo(value);
    }

    @Test
    void namesThatJavaCannotTellApartOrKeepsForItself() {
        var value = new Clashes(true, 3, false, true, Clashes.Kind.A_B_2);
        assertThat(value.encode()).isEqualTo(bits("1 011 0 1 01"));
        assertThat(value.kind().asn1Name()).isEqualTo("aB");
        assertThat(Clashes.decode(value.encode())).isEqualTo(value);
    }

    @Test
    void contentOfAnOctetStringIsDecodedOnRequest() {
        var letter = new Letter(7, null);
        var envelope = new Envelope(Octets.of(letter.encode()), null);
        assertThat(envelope.decodeLetter()).isEqualTo(letter);
        assertThat(envelope.decodeCopy()).isNull();
        var wrong = new Envelope(Octets.EMPTY, null);
        assertThatThrownBy(wrong::decodeLetter)
                .isInstanceOf(DecodeException.class)
                .hasMessage("letter.Letter, bit 0: 1 bits wanted, 0 remain");
    }

    @Test
    void valuesOutsideTheirConstraintAreRefusedWithTheirPath() {
        assertThatThrownBy(() -> new Tagged.Y(8).encode())
                .isInstanceOf(EncodeException.class)
                .hasMessage("Tagged.y: value 8 is outside 0..7");
        assertThatThrownBy(() -> new StringType("a", List.of(true, true)).encode())
                .isInstanceOf(EncodeException.class)
                .hasMessage("String.s: size 1 is below 2");
        assertThatThrownBy(() -> new StringType("ab", List.of(true)).encode())
                .isInstanceOf(EncodeException.class)
                .hasMessage("String.list: size 1 is below 2");
        assertThatThrownBy(() -> StringType.decode(octets("01c0")))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("at least 2");
    }

    /// Zeros and ones, filled up to an octet.
    private static byte[] bits(String text) {
        return BitString.ofBits(text.replace(" ", "")).toByteArray();
    }

    private static byte[] octets(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
