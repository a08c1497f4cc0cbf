package kenb.codec.gtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

import kenb.codec.Wireshark;
import kenb.codec.gtp.DlDataDeliveryStatus.LostRange;
import kenb.codec.per.DecodeException;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;

@Tag("W-09")
class GtpuExtensionTest {
    private static final int PORT = 2152;
    private static final DlDataDeliveryStatus WHOLE_STATUS =
            new DlDataDeliveryStatus(
                    true,
                    0xFFFFFFFFL,
                    1_000_000L,
                    List.of(new LostRange(5, 7), new LostRange(9, 9)),
                    70_000,
                    70_001,
                    1,
                    69_000,
                    69_001);

    @TempDir Path folder;

    /// An IPv4 header alone: UDP is not needed to see where the packet begins.
    private static ByteBuf packet() {
        ByteBuf packet =
                Unpooled.buffer(128).setIndex(GtpuExtension.HEADROOM, GtpuExtension.HEADROOM);
        return packet.writeBytes(
                ByteBufUtil.decodeHexDump("4500001400000000403b0000" + "0a2d0002" + "08080808"));
    }

    private static ByteBuf status(DlDataDeliveryStatus status) {
        ByteBuf content = Unpooled.buffer();
        status.write(content);
        ByteBuf nothing = Unpooled.buffer(64).setIndex(64, 64);
        int next =
                GtpuExtension.prepend(
                        nothing, GtpuExtension.NR_RAN_CONTAINER, content, GtpuExtension.NONE);
        return GtpuMessages.gPdu(5, nothing, next);
    }

    @Test
    void extensionHeadersStandBeforeThePacketInItsOwnBuffer() {
        ByteBuf packet = packet();
        int next = GtpuExtension.prependPdcpNumber(packet, 0x1234, GtpuExtension.NONE);
        next = GtpuExtension.prependDlUserData(packet, 0xABCDEF, true, next);
        ByteBuf message = GtpuMessages.gPdu(0xCAFE0001, packet, next);
        assertThat(message).isSameAs(packet);
        assertThat(ByteBufUtil.hexDump(message))
                .startsWith(
                        "34ff0024cafe0001" + "00000084" + "020001abcdef00c0" + "01123400" + "4500");
        assertThat(GtpuHeader.payloadOffset(message)).isEqualTo(24);
        assertThat(GtpuExtension.pdcpNumber(message)).isEqualTo(0x1234);
        assertThat(GtpuExtension.nrUSequence(message)).isEqualTo(0xABCDEF);
        assertThat(GtpuExtension.qfi(message)).isEqualTo(-1);
        assertThat(GtpuExtension.find(message, GtpuExtension.UDP_PORT)).isEqualTo(-1);
        message.release();
    }

    @Test
    void longNumbersAndQosFlowsComeBack() {
        ByteBuf packet = packet();
        int next = GtpuExtension.prependLongPdcpNumber(packet, 0x3FFFE, GtpuExtension.NONE);
        next = GtpuExtension.prependPduSession(packet, true, false, 63, next);
        ByteBuf message = GtpuMessages.gPdu(1, packet, next);
        assertThat(GtpuExtension.pdcpNumber(message)).isEqualTo(0x3FFFE);
        assertThat(GtpuExtension.qfi(message)).isEqualTo(63);
        assertThat(GtpuExtension.nrUSequence(message)).isEqualTo(-1);
        message.release();
    }

    /// Headers of a 5G core's packets among pycrate's tests.
    @Test
    void foreignPduSessionContainersAreRead() {
        var uplink = octets("34ff000c0080003500000085" + "01100100" + "45000000");
        var downlink = octets("34ff000c0000000100000085" + "01000100" + "45000000");
        assertThat(GtpuExtension.qfi(uplink)).isEqualTo(1);
        assertThat(GtpuExtension.qfi(downlink)).isEqualTo(1);
        assertThat(GtpuHeader.payloadOffset(uplink)).isEqualTo(16);
    }

    @Test
    void withoutRoomNothingIsWritten() {
        ByteBuf packet = Unpooled.copiedBuffer(new byte[] {1, 2, 3});
        assertThatThrownBy(() -> GtpuExtension.prependPdcpNumber(packet, 1, 0))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessageContaining("4 octets of headroom");
        ByteBuf roomy = GtpuMessages.withHeadroom(packet, GtpuExtension.HEADROOM);
        assertThat(packet.refCnt()).isZero();
        assertThat(GtpuMessages.withHeadroom(roomy, GtpuExtension.HEADROOM)).isSameAs(roomy);
        int next = GtpuExtension.prependPdcpNumber(roomy, 1, GtpuExtension.NONE);
        assertThat(ByteBufUtil.hexDump(GtpuMessages.gPdu(2, roomy, next)))
                .isEqualTo("34ff000b00000002000000c001000100010203");
        roomy.release();
    }

    @Test
    void aHeaderThatMustBeUnderstoodIsToldApart() {
        var unknown = octets("34ff000c0000000100000086" + "01000000" + "45000000");
        var harmless = octets("34ff000c0000000100000006" + "01000000" + "45000000");
        assertThat(GtpuExtension.notUnderstood(unknown)).isEqualTo(0x86);
        assertThat(GtpuExtension.notUnderstood(harmless)).isEqualTo(GtpuExtension.NONE);
        assertThat(GtpuExtension.notUnderstood(octets("30ff000000000001"))).isZero();
    }

    @Test
    void aDeliveryStatusComesBackWhateverIsInIt() {
        for (var status :
                new DlDataDeliveryStatus[] {
                    WHOLE_STATUS,
                    new DlDataDeliveryStatus(1500, null),
                    new DlDataDeliveryStatus(0, 17),
                    new DlDataDeliveryStatus(false, 9, null, List.of(), null, 3, null, null, 4)
                }) {
            ByteBuf message = status(status);
            int content = GtpuExtension.find(message, GtpuExtension.NR_RAN_CONTAINER);
            assertThat(DlDataDeliveryStatus.read(message, content)).isEqualTo(status);
            assertThat(GtpuHeader.payloadOffset(message)).isEqualTo(message.readableBytes());
            message.release();
        }
    }

    @Test
    void aDeliveryStatusThatIsCutIsRefused() {
        ByteBuf content = Unpooled.buffer();
        WHOLE_STATUS.write(content);
        for (int octets = 0; octets < content.readableBytes() - 3; octets += 4) {
            ByteBuf nothing = Unpooled.buffer(64).setIndex(64, 64);
            int type = GtpuExtension.NR_RAN_CONTAINER;
            int next = GtpuExtension.prepend(nothing, type, content.slice(0, octets + 2), 0);
            ByteBuf message = GtpuMessages.gPdu(5, nothing, next);
            assertThatThrownBy(() ->
                            DlDataDeliveryStatus.read(message, GtpuExtension.find(message, type)))
                    .isInstanceOf(DecodeException.class)
                    .hasMessageContaining("DL DATA DELIVERY STATUS, bit");
            assertThat(GtpuExtension.nrUSequence(message)).isEqualTo(-1);
        }
    }

    @Test
    void nothingIsAllocatedForAPacket() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int packets = 100_000;
        ByteBuf packet = packet();
        int end = packet.writerIndex();
        frame(packet, end, 1_000); // loads what classes there are to load
        long before = threads.getCurrentThreadAllocatedBytes();
        long sum = frame(packet, end, packets);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(sum).isZero();
        assertThat(allocated / packets).as("bytes a packet").isZero();
    }

    private static long frame(ByteBuf packet, int end, int packets) {
        long sum = 0;
        for (int i = 0; i < packets; i++) {
            packet.setIndex(GtpuExtension.HEADROOM, end);
            int next = GtpuExtension.prependLongPdcpNumber(packet, i, GtpuExtension.NONE);
            next = GtpuExtension.prependDlUserData(packet, i, false, next);
            ByteBuf message = GtpuMessages.gPdu(i, packet, next);
            sum += GtpuExtension.nrUSequence(message) - GtpuExtension.pdcpNumber(message);
            sum += GtpuExtension.notUnderstood(message);
        }
        return sum;
    }

    @Test
    void tsharkSeesWhatWasMeant() throws Exception {
        Wireshark.need();
        var capture = new Wireshark(folder);
        ByteBuf numbered = packet();
        int next = GtpuExtension.prependPdcpNumber(numbered, 0x1234, GtpuExtension.NONE);
        add(capture, GtpuMessages.gPdu(1, numbered, next));
        ByteBuf split = packet();
        next = GtpuExtension.prependLongPdcpNumber(split, 70_000, GtpuExtension.NONE);
        next = GtpuExtension.prependDlUserData(split, 0xABCDEF, true, next);
        add(capture, GtpuMessages.gPdu(1, split, next));
        ByteBuf flow = packet();
        next = GtpuExtension.prependPduSession(flow, false, true, 9, GtpuExtension.NONE);
        add(capture, GtpuMessages.gPdu(1, flow, next));
        add(capture, status(WHOLE_STATUS));
        add(capture, status(new DlDataDeliveryStatus(1500, 17)));
        var allocator = ByteBufAllocator.DEFAULT;
        add(capture, GtpuMessages.echoRequest(allocator, 1));
        add(capture, GtpuMessages.echoResponse(allocator, 1));
        add(capture, GtpuMessages.endMarker(allocator, 1));
        var here = InetAddress.getByName("127.0.0.1");
        add(capture, GtpuMessages.errorIndication(allocator, 0, 7, here));
        add(capture, GtpuMessages.supportedExtensionHeaders(allocator, 3));
        assertThat(capture.fields("_ws.malformed", "frame.number")).isEmpty();
        assertThat(capture.lines("-q", "-z", "expert"))
                .noneMatch(line -> line.startsWith("Errors") || line.startsWith("Warns"));
        assertThat(capture.fields("gtp", "gtp.ext_hdr.pdcp_sn")).containsExactly("" + 0x1234);
        assertThat(capture.fields("gtp", "gtp.ext_hdr.long_pdcp_sn")).containsExactly("70000");
        assertThat(capture.fields("gtp", "nrup.retransmission_flag")).containsExactly("1");
        assertThat(capture.fields("gtp", "nrup.seq_num")).containsExactly("" + 0xABCDEF);
        assertThat(capture.fields("gtp", "gtp.ext_hdr.pdu_ses_con.qos_flow_id"))
                .containsExactly("9");
        assertThat(capture.fields("gtp", "gtp.ext_hdr.pdu_ses_cont.rqi")).containsExactly("1");
        assertThat(capture.fields("gtp", "nrup.desrd_buff_sz_data_radio_bearer"))
                .containsExactly("4294967295", "1500");
        assertThat(capture.fields("gtp", "nrup.desrd_data_rate")).containsExactly("1000000");
        assertThat(capture.fields("gtp", "nrup.start_num_lost_nru_seq_num")).containsExactly("5,9");
        assertThat(capture.fields("gtp", "nrup.high_success_delivered_nr_pdcp_sn"))
                .containsExactly("70000", "17");
        assertThat(capture.fields("gtp", "nrup.high_tx_nr_pdcp_sn")).containsExactly("70001");
        assertThat(capture.fields("gtp", "nrup.cause_val")).containsExactly("1");
        assertThat(capture.fields("gtp", "nrup.high_success_delivered_retx_nr_pdcp_sn"))
                .containsExactly("69000");
        assertThat(capture.fields("gtp", "nrup.high_retx_nr_pdcp_sn")).containsExactly("69001");
        assertThat(capture.fields("gtp.message == 31", "frame.number")).hasSize(1);
    }

    private static void add(Wireshark capture, ByteBuf message) {
        capture.add(PORT, ByteBufUtil.getBytes(message));
        message.release();
    }

    private static ByteBuf octets(String hex) {
        return Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex));
    }
}
