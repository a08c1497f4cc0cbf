package kenb.stack.air;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

import kenb.stack.air.AirFrame.Channel;
import kenb.stack.cipher.Direction;
import kenb.stack.pdcp.Protection;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Objects;

/// Framings laid out by hand from the tags that Wireshark documents.
@Tag("P-05")
class AirFramingTest {
    private static final String SIGNALLING =
            "706463702d6c7465 00 01 00 0301 0401 0e5234 0d0001 01".replace(" ", "") + "05abcd";
    private static final String USER =
            "706463702d6c7465 00 02 00 0300 020c 0e1234 0d0002 01".replace(" ", "") + "8007abcd";
    private static final String COMMON =
            "726c632d6c7465 01 0300 055234 060001 01".replace(" ", "") + "40abcd";

    @Test
    void cutAnywhereBeforeItsPduItIsNoFrameAndStaysTheCallers() {
        for (String whole : new String[] {SIGNALLING, USER, COMMON}) {
            byte[] octets = ByteBufUtil.decodeHexDump(whole);
            int header = whole.equals(COMMON) ? 17 : 22;
            for (int length = 0; length <= header; length++) {
                ByteBuf cut = Unpooled.wrappedBuffer(Arrays.copyOf(octets, length));
                assertThat(AirFraming.read(cut)).as("%d octets of %s", length, whole).isNull();
                assertThat(cut.refCnt()).isEqualTo(1);
            }
        }
    }

    @Test
    void anyChangedBitGivesAFrameWithinItsBoundsOrNone() {
        for (String whole : new String[] {SIGNALLING, USER, COMMON}) {
            for (int bit = 0; bit < whole.length() * 4; bit++) {
                byte[] octets = ByteBufUtil.decodeHexDump(whole);
                octets[bit / 8] ^= (byte) (1 << bit % 8);
                var frame = AirFraming.read(Unpooled.wrappedBuffer(octets));
                if (frame == null) continue;
                assertThat(frame.crnti()).isBetween(0, AirFrame.CRNTIS - 1);
                assertThat(frame.bearer()).isBetween(frame.channel() == Channel.CCCH ? 0 : 1, 32);
                assertThat(frame.pdu().isReadable()).isTrue();
            }
        }
    }

    @Test
    void framesAreWrittenAsLaidOutAndReadBack() {
        check(
                AirFrame.signalling(0x1234, Protection.NONE, Direction.DOWNLINK, 1, pdu("05abcd")),
                SIGNALLING);
        check(AirFrame.user(0x1234, Direction.UPLINK, 2, 12, pdu("8007abcd")), USER);
        check(AirFrame.common(0x1234, Direction.UPLINK, pdu("40abcd")), COMMON);
    }

    private static void check(AirFrame frame, String expected) {
        ByteBuf datagram = AirFraming.write(frame);
        assertThat(datagram).isSameAs(frame.pdu());
        assertThat(ByteBufUtil.hexDump(datagram)).isEqualTo(expected);
        var read = Objects.requireNonNull(AirFraming.read(datagram));
        assertThat(read).isEqualTo(frame);
        assertThat(read.pdu()).isSameAs(datagram);
    }

    @Test
    void withoutHeadroomOrWhenSharedThePduIsCopiedAndLeftAsItWas() {
        ByteBuf tight = Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump("8007abcd"));
        assertThat(ByteBufUtil.hexDump(write(tight))).isEqualTo(USER);
        assertThat(tight.refCnt()).isZero();
        ByteBuf shared = pdu("8007abcd");
        ByteBuf kept = shared.retainedDuplicate();
        assertThat(ByteBufUtil.hexDump(write(shared))).isEqualTo(USER);
        assertThat(ByteBufUtil.hexDump(kept, 0, 22)).isEqualTo("00".repeat(22));
    }

    @Test
    void tagsInAnotherOrderAndThoseWithoutMeaningHereAreRead() {
        String other =
                "706463702d6c7465 00 02 00 0d0002 0700 0e1234 060004 020c 0300 0c0000 01 8007abcd";
        var frame = AirFraming.read(pdu(other.replace(" ", "")));
        assertThat(frame).isNotNull();
        assertThat(frame.bearer()).isEqualTo(2);
        assertThat(frame.snLengthBits()).isEqualTo(12);
        assertThat(ByteBufUtil.hexDump(frame.pdu())).isEqualTo("8007abcd");
    }

    @Test
    void signallingHasTheSequenceNumbersOfSrbsWhateverATagSays() {
        var frame = AirFraming.read(pdu(SIGNALLING.replace("0401", "0401020c")));
        assertThat(frame).isNotNull();
        assertThat(frame.snLengthBits()).isEqualTo(5);
    }

    @Test
    void idsTellProtectionsApart() {
        for (var protection : Protection.values()) {
            int id = AirFrame.ueId(0x3fff, protection);
            assertThat(id).isBetween(1, 0xffff);
            assertThat(AirFrame.protectionOf(id)).isEqualTo(protection);
        }
        assertThat(AirFrame.protectionOf(0xffff)).isNull();
    }

    private static ByteBuf write(ByteBuf pdu) {
        return AirFraming.write(AirFrame.user(0x1234, Direction.UPLINK, 2, 12, pdu));
    }

    /// With headroom.
    private static ByteBuf pdu(String hex) {
        byte[] octets = ByteBufUtil.decodeHexDump(hex);
        int headroom = AirFraming.HEADER_OCTETS;
        return Unpooled.buffer().writeZero(headroom).writeBytes(octets).skipBytes(headroom);
    }
}
