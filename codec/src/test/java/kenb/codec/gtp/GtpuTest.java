package kenb.codec.gtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.UnknownHostException;

/// Foreign messages are those of Open5GS in public captures.
@Tag("W-09")
class GtpuTest {
    private static final String PLAIN =
            "30ff005400000008"
                    + "4500005461b440004001ccb60a2d0010010101010800abca003b0001fcef2c61000000005ed5050000000000"
                    + "101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f3031323334353637";
    private static final String WITH_PDU_SESSION_CONTAINER =
            "34ff0024000000010000008501100100"
                    + "4500001cc6230000ff01e1600a2d00020a2d000108001b1f73486998";

    private static ByteBuf hex(String digits) {
        return Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(digits));
    }

    @Test
    void messageCutAnywhereIsNotOne() {
        for (String whole : new String[] {PLAIN, WITH_PDU_SESSION_CONTAINER}) {
            for (int octets = 0; octets < whole.length() / 2; octets++) {
                ByteBuf cut = hex(whole).slice(0, octets);
                assertThat(GtpuHeader.payloadOffset(cut)).as("%d octets", octets).isEqualTo(-1);
            }
        }
    }

    @Test
    void extensionHeaderThatRunsOutOfTheMessageOrHasNoLengthIsRefused() {
        ByteBuf message = hex(WITH_PDU_SESSION_CONTAINER);
        message.setByte(12, 200);
        assertThat(GtpuHeader.payloadOffset(message)).isEqualTo(-1);
        message.setByte(12, 0);
        assertThat(GtpuHeader.payloadOffset(message)).isEqualTo(-1);
    }

    @Test
    void messageIsFoundInADatagramPaddedBehindIt() {
        for (String whole : new String[] {PLAIN, WITH_PDU_SESSION_CONTAINER}) {
            ByteBuf padded = hex(whole + "00".repeat(100));
            assertThat(GtpuHeader.payloadOffset(padded))
                    .isEqualTo(GtpuHeader.payloadOffset(hex(whole)));
            assertThat(GtpuHeader.octets(padded)).isEqualTo(whole.length() / 2);
        }
        ByteBuf claimsMore = hex(PLAIN).setShort(2, PLAIN.length() / 2 - 8 + 1);
        assertThat(GtpuHeader.payloadOffset(claimsMore)).isEqualTo(-1);
    }

    @Test
    void extensionHeaderMayNotReachIntoThePadding() {
        ByteBuf message = hex("34ff00040000000a00000085" + "01100500" + "00".repeat(20));
        assertThat(GtpuHeader.payloadOffset(message)).isEqualTo(-1);
    }

    @Test
    void foreignPacketsAreFoundBehindTheirHeaders() {
        ByteBuf plain = hex(PLAIN);
        assertThat(GtpuHeader.payloadOffset(plain)).isEqualTo(8);
        assertThat(GtpuHeader.type(plain)).isEqualTo(GtpuHeader.G_PDU);
        assertThat(GtpuHeader.teid(plain)).isEqualTo(8);
        ByteBuf extended = hex(WITH_PDU_SESSION_CONTAINER);
        assertThat(GtpuHeader.payloadOffset(extended)).isEqualTo(16);
        assertThat(extended.getUnsignedByte(16)).isEqualTo((short) 0x45);
    }

    @Test
    void packetIsWrappedAsOthersDoItWithAndWithoutHeadroom() {
        String packet = PLAIN.substring(16);
        ByteBuf tight = GtpuMessages.gPdu(8, hex(packet));
        assertThat(ByteBufUtil.hexDump(tight)).isEqualTo(PLAIN);
        tight.release();
        ByteBuf roomy = Unpooled.buffer().writeZero(20).writeBytes(hex(packet)).skipBytes(20);
        ByteBuf wrapped = GtpuMessages.gPdu(8, roomy);
        assertThat(wrapped).isSameAs(roomy);
        assertThat(ByteBufUtil.hexDump(wrapped)).isEqualTo(PLAIN);
    }

    @Test
    void controlMessagesHaveTheirFields() throws UnknownHostException {
        var allocator = UnpooledByteBufAllocator.DEFAULT;
        assertThat(ByteBufUtil.hexDump(GtpuMessages.endMarker(allocator, 0x01020304)))
                .isEqualTo("30fe000001020304");
        assertThat(ByteBufUtil.hexDump(GtpuMessages.echoRequest(allocator, 0x1234)))
                .isEqualTo("320100040000000012340000");
        assertThat(ByteBufUtil.hexDump(GtpuMessages.echoResponse(allocator, 0x1234)))
                .isEqualTo("3202000600000000123400000e00");
        var here = InetAddress.getByAddress(new byte[] {10, 0, 0, 1});
        assertThat(ByteBufUtil.hexDump(GtpuMessages.errorIndication(allocator, 0, 7, here)))
                .isEqualTo("321a00100000000000000000" + "1000000007" + "8500040a000001");
        ByteBuf echo = GtpuMessages.echoRequest(allocator, 0x1234);
        assertThat(GtpuHeader.payloadOffset(echo)).isEqualTo(12);
        assertThat(GtpuHeader.sequence(echo)).isEqualTo(0x1234);
    }
}
