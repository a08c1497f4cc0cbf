package kenb.codec.gtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.util.HexFormat;

@Tag("W-09")
class GtpuMessagesTest {
    @Test
    void packetWithHeadroomIsWrappedWhereItLies() {
        ByteBuf packet = Unpooled.buffer(64).setIndex(16, 16).writeInt(0x45000004);
        ByteBuf message = GtpuMessages.gPdu(0xCAFE0001, packet);
        assertThat(message).isSameAs(packet);
        assertThat(ByteBufUtil.hexDump(message)).isEqualTo("30ff0004cafe000145000004");
        assertThat(GtpuHeader.type(message)).isEqualTo(GtpuHeader.G_PDU);
        assertThat(GtpuHeader.teid(message)).isEqualTo(0xCAFE0001);
        assertThat(GtpuHeader.payloadOffset(message)).isEqualTo(8);
        message.release();
    }

    @Test
    void packetWithoutHeadroomIsCopiedOnceAndReleased() {
        ByteBuf packet = Unpooled.copiedBuffer(new byte[] {1, 2, 3});
        ByteBuf message = GtpuMessages.gPdu(1, packet);
        assertThat(ByteBufUtil.hexDump(message)).isEqualTo("30ff000300000001010203");
        assertThat(packet.refCnt()).isZero();
        message.release();
    }

    @Test
    void sharedPacketIsNotWrittenOver() {
        ByteBuf packet = Unpooled.buffer(64).setIndex(16, 16).writeInt(7);
        ByteBuf kept = packet.retainedDuplicate();
        GtpuMessages.gPdu(1, packet).release();
        assertThat(ByteBufUtil.hexDump(packet, 0, 16)).isEqualTo("00".repeat(16));
        kept.release();
    }

    /// Laid out by hand from TS 29.281 figures 5.1-1 and 5.2.1-1: sequence number, then a PDU session
    /// container (type 85) of 4 octets, then a PDCP PDU number (type c0) of 4 octets.
    @Test
    void payloadStandsBehindOptionalFieldsAndExtensionHeaders() {
        var message = octets("36ff00100000000a 1234 00 85 01 10 05 c0 01 00 2a 00 61626364");
        assertThat(GtpuHeader.payloadOffset(message)).isEqualTo(20);
        assertThat(GtpuHeader.sequence(message)).isEqualTo(0x1234);
        var plain = octets("32ff00080000000a 1234 00 00 61626364");
        assertThat(GtpuHeader.payloadOffset(plain)).isEqualTo(12);
    }

    @Test
    void cutShortAtAnyOctetItIsNoMessage() {
        var whole =
                HexFormat.of()
                        .parseHex(
                                "36ff00100000000a1234008501100 5c001002a0061626364"
                                        .replace(" ", ""));
        for (int length = 0; length < whole.length; length++)
            assertThat(GtpuHeader.payloadOffset(Unpooled.wrappedBuffer(whole, 0, length)))
                    .as("%d octets", length)
                    .isNegative();
        assertThat(GtpuHeader.payloadOffset(Unpooled.wrappedBuffer(whole))).isEqualTo(20);
    }

    @Test
    void extensionHeaderWithoutLengthOrEndIsNoMessage() {
        assertThat(GtpuHeader.payloadOffset(octets("34ff00080000000a 0000 00 85 00 10 05 00")))
                .isNegative();
        assertThat(GtpuHeader.payloadOffset(octets("34ff00080000000a 0000 00 85 01 10 05 85")))
                .isNegative();
        assertThat(GtpuHeader.payloadOffset(octets("10ff00000000000a"))).as("GTP'").isNegative();
        assertThat(GtpuHeader.payloadOffset(octets("50ff00000000000a")))
                .as("version 2")
                .isNegative();
    }

    @Test
    void signallingMessagesAreLaidOutAsSpecified() throws Exception {
        var allocator = ByteBufAllocator.DEFAULT;
        assertDump(GtpuMessages.endMarker(allocator, 5), "30fe000000000005");
        assertDump(GtpuMessages.echoRequest(allocator, 0x1234), "32010004000000001234 0000");
        assertDump(GtpuMessages.echoResponse(allocator, 0x1234), "32020006000000001234 0000 0e00");
        assertDump(
                GtpuMessages.errorIndication(
                        allocator, 0, 0xAABBCCDD, InetAddress.getByName("127.0.0.9")),
                "321a0010000000000000 0000 10aabbccdd 8500047f000009");
    }

    private static void assertDump(ByteBuf message, String hex) {
        assertThat(ByteBufUtil.hexDump(message)).isEqualTo(hex.replace(" ", ""));
        assertThat(GtpuHeader.payloadOffset(message)).isNotNegative();
        message.release();
    }

    private static ByteBuf octets(String hex) {
        return Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex.replace(" ", "")));
    }
}
