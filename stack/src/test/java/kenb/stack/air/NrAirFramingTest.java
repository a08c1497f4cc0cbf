package kenb.stack.air;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

import kenb.stack.cipher.Direction;
import kenb.stack.pdcp.Protection;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Objects;

/// Framings laid out by hand from the tags that Wireshark documents.
@Tag("P-05")
class NrAirFramingTest {
    private static final String COMMAND =
            hex("706463702d6e72 01 0301 0401 0501 061234 0f 11 01 0007abcd00000000");
    private static final String SETUP =
            hex("706463702d6e72 01 0300 0401 0501 065234 0f 11 01 0007abcd00000000");
    private static final String SIGNALLING =
            hex("706463702d6e72 01 0301 0401 0502 061234 0f 01 0007abcd00000000");
    private static final String USER =
            hex("706463702d6e72 02 0300 0212 0502 061234 0f 1001 01 800007abcd00000000");
    private static final String PLAIN_USER =
            hex("706463702d6e72 02 0301 020c 0520 061234 01 8007abcd");
    private static final String[] ALL = {COMMAND, SETUP, SIGNALLING, USER, PLAIN_USER};

    private static String hex(String text) {
        return text.replace(" ", "");
    }

    @Test
    void framesAreWrittenAsLaidOutAndReadBack() {
        String pdu = "0007abcd00000000";
        var full = Protection.INTEGRITY_AND_CIPHERING;
        var down = Direction.DOWNLINK;
        check(NrAirFrame.signalling(0x1234, Protection.INTEGRITY, down, 1, pdu(pdu)), COMMAND);
        check(NrAirFrame.signalling(0x1234, Protection.NONE, Direction.UPLINK, 1, pdu(pdu)), SETUP);
        check(NrAirFrame.signalling(0x1234, full, down, 2, pdu(pdu)), SIGNALLING);
        check(
                NrAirFrame.user(
                        0x1234, Direction.UPLINK, 2, 18, true, true, pdu("800007abcd00000000")),
                USER);
        check(NrAirFrame.user(0x1234, down, 32, 12, false, false, pdu("8007abcd")), PLAIN_USER);
    }

    private static void check(NrAirFrame frame, String layout) {
        ByteBuf given = frame.pdu();
        String pdu = ByteBufUtil.hexDump(given);
        ByteBuf framed = NrAirFraming.write(frame);
        assertThat(framed).isSameAs(given);
        assertThat(ByteBufUtil.hexDump(framed)).isEqualTo(layout);
        NrAirFrame back = Objects.requireNonNull(NrAirFraming.read(framed));
        assertThat(ByteBufUtil.hexDump(back.pdu())).isEqualTo(pdu);
        assertThat(back).isEqualTo(frame);
        assertThat(back.pdu().release()).isTrue();
    }

    @Test
    void aPduWithoutHeadroomIsCopiedOnce() {
        ByteBuf tight = Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump("8007abcd"));
        var frame = NrAirFrame.user(0x1234, Direction.DOWNLINK, 32, 12, false, false, tight);
        ByteBuf framed = NrAirFraming.write(frame);
        assertThat(ByteBufUtil.hexDump(framed)).isEqualTo(PLAIN_USER);
        assertThat(tight.refCnt()).isZero();
        framed.release();
    }

    @Test
    void cutAnywhereBeforeItsPduItIsNoFrameAndStaysTheCallers() {
        for (String whole : ALL) {
            byte[] octets = ByteBufUtil.decodeHexDump(whole);
            int header =
                    octets.length
                            - NrAirFraming.read(Unpooled.wrappedBuffer(octets))
                                    .pdu()
                                    .readableBytes();
            for (int length = 0; length <= header; length++) {
                ByteBuf cut = Unpooled.wrappedBuffer(Arrays.copyOf(octets, length));
                assertThat(NrAirFraming.read(cut)).as("%d octets of %s", length, whole).isNull();
                assertThat(cut.refCnt()).isEqualTo(1);
            }
        }
    }

    @Test
    void anyChangedBitGivesAFrameThatIsWrittenInTheSameWayOrNone() {
        for (String whole : ALL) {
            for (int bit = 0; bit < whole.length() * 4; bit++) {
                byte[] octets = ByteBufUtil.decodeHexDump(whole);
                octets[bit / 8] ^= (byte) (1 << bit % 8);
                NrAirFrame frame = NrAirFraming.read(Unpooled.wrappedBuffer(octets));
                if (frame == null) continue;
                assertThat(frame.crnti()).isBetween(0, AirFrame.CRNTIS - 1);
                assertThat(frame.bearer()).isBetween(1, 32);
                String pdu = ByteBufUtil.hexDump(frame.pdu());
                NrAirFrame back = NrAirFraming.read(NrAirFraming.write(frame));
                assertThat(back).isNotNull();
                assertThat(ByteBufUtil.hexDump(back.pdu())).isEqualTo(pdu);
            }
        }
    }

    private static ByteBuf pdu(String hex) {
        int room = NrAirFraming.MOST_HEADER_OCTETS;
        return Unpooled.buffer(64)
                .writeZero(room)
                .skipBytes(room)
                .writeBytes(ByteBufUtil.decodeHexDump(hex));
    }
}
