package kenb.stack.gtpu;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;

import kenb.codec.gtp.GtpuExtension;
import kenb.codec.gtp.GtpuHeader;
import kenb.codec.gtp.GtpuMessages;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;

@Tag("W-09")
class GtpuReceiverTest implements GtpuReceiver.Tunnels<String> {
    private final GtpuReceiver receiver = new GtpuReceiver(InetAddress.getLoopbackAddress());
    private final List<String> seen = new ArrayList<>();

    @Override
    public boolean packet(int teid, ByteBuf packet, String context) {
        if (teid != 5) {
            return false;
        }
        seen.add(context + " packet of " + packet.readableBytes());
        packet.release();
        return true;
    }

    @Override
    public void endMarker(int teid, String context) {
        seen.add(context + " end marker " + teid);
    }

    @Override
    public void errorIndication(int teid, String context) {
        seen.add(context + " error indication " + teid);
    }

    @Override
    public void echoResponse(int sequence, String context) {
        seen.add(context + " echo response " + sequence);
    }

    @Override
    public void extensionHeadersRefused(String context) {
        seen.add(context + " refused");
    }

    @Test
    void aPacketBehindExtensionHeadersIsHandedOnAlone() {
        ByteBuf packet = Unpooled.buffer(128).setIndex(64, 64).writeZero(30);
        int next = GtpuExtension.prependPdcpNumber(packet, 7, GtpuExtension.NONE);
        ByteBuf message = GtpuMessages.gPdu(5, packet, next);
        assertThat(receiver.receive(message, this, "forwarded")).isNull();
        assertThat(seen).containsExactly("forwarded packet of 30");
        assertThat(message.refCnt()).isZero();
    }

    @Test
    void whoWantsExtensionHeadersGetsTheWholeMessage() {
        var numbers = new ArrayList<Integer>();
        var tunnels =
                new GtpuReceiver.Tunnels<String>() {
                    @Override
                    public boolean packet(int teid, ByteBuf packet, String context) {
                        throw new AssertionError();
                    }

                    @Override
                    public void endMarker(int teid, String context) {}

                    @Override
                    public boolean extended(
                            int teid, ByteBuf message, int payload, String context) {
                        numbers.add(GtpuExtension.pdcpNumber(message));
                        assertThat(message.readableBytes() - payload).isEqualTo(30);
                        message.release();
                        return true;
                    }
                };
        ByteBuf packet = Unpooled.buffer(128).setIndex(64, 64).writeZero(30);
        int next = GtpuExtension.prependLongPdcpNumber(packet, 70_000, GtpuExtension.NONE);
        receiver.receive(GtpuMessages.gPdu(5, packet, next), tunnels, "");
        assertThat(numbers).containsExactly(70_000);
    }

    @Test
    void anExtensionHeaderThatMustBeUnderstoodAndIsNotIsAnsweredByWhatIsKnown() {
        ByteBuf packet = Unpooled.buffer(128).setIndex(64, 64).writeZero(30);
        int next = GtpuExtension.prepend(packet, 0x86, Unpooled.buffer().writeZero(2), 0);
        ByteBuf message = GtpuMessages.gPdu(5, packet, next);
        ByteBuf answer = Objects.requireNonNull(receiver.receive(message, this, ""));
        assertThat(GtpuHeader.type(answer)).isEqualTo(GtpuHeader.SUPPORTED_EXTENSION_HEADERS);
        assertThat(message.refCnt()).isZero();
        assertThat(seen).isEmpty();
        assertThat(receiver.notUnderstood()).isEqualTo(1);
        assertThat(receiver.receive(answer, this, "and")).isNull();
        assertThat(seen).containsExactly("and refused");
    }

    @Test
    void answersAndErrorIndicationsReachTheirOwner() {
        var allocator = UnpooledByteBufAllocator.DEFAULT;
        receiver.receive(GtpuMessages.echoResponse(allocator, 9), this, "an");
        var here = InetAddress.getLoopbackAddress();
        receiver.receive(GtpuMessages.errorIndication(allocator, 0, 77, here), this, "an");
        assertThat(seen).containsExactly("an echo response 9", "an error indication 77");
        assertThat(receiver.errorIndications()).isEqualTo(1);
    }

    @Test
    void rubbishIsReleasedAndCounted() {
        ByteBuf rubbish = Unpooled.wrappedBuffer(new byte[] {1, 2, 3});
        assertThat(receiver.receive(rubbish, this, "")).isNull();
        assertThat(rubbish.refCnt()).isZero();
        assertThat(receiver.malformed()).isEqualTo(1);
    }

    @Test
    void paddingBehindAMessageIsNotPartOfItsPacket() {
        ByteBuf message = GtpuMessages.gPdu(5, Unpooled.buffer().writeZero(30)).writeZero(100);
        assertThat(receiver.receive(message, this, "padded")).isNull();
        assertThat(seen).containsExactly("padded packet of 30");
    }

    @Test
    void packetForNoTunnelIsAnsweredWithAnErrorIndication() {
        ByteBuf message = GtpuMessages.gPdu(6, Unpooled.buffer().writeZero(30));
        ByteBuf answer = Objects.requireNonNull(receiver.receive(message, this, ""));
        assertThat(GtpuHeader.type(answer)).isEqualTo(GtpuHeader.ERROR_INDICATION);
        assertThat(message.refCnt()).isZero();
        assertThat(receiver.unknownTunnel()).isEqualTo(1);
    }

    @Test
    void packetsMarkersAndEchoesFindTheirWay() {
        var allocator = UnpooledByteBufAllocator.DEFAULT;
        receiver.receive(GtpuMessages.gPdu(5, Unpooled.buffer().writeZero(30)), this, "now");
        receiver.receive(GtpuMessages.endMarker(allocator, 5), this, "now");
        assertThat(seen).containsExactly("now packet of 30", "now end marker 5");
        ByteBuf echo =
                Objects.requireNonNull(
                        receiver.receive(GtpuMessages.echoRequest(allocator, 9), this, ""));
        assertThat(GtpuHeader.type(echo)).isEqualTo(GtpuHeader.ECHO_RESPONSE);
        assertThat(GtpuHeader.sequence(echo)).isEqualTo(9);
    }

    @Test
    void tunnelsHaveNumbersOfTheirOwnAndNeverZero() {
        var tunnels = new TunnelTable<String>(new Random(1));
        int one = tunnels.allot();
        tunnels.bind(one, "one");
        int two = tunnels.allot();
        tunnels.bind(two, "two");
        assertThat(one).isNotEqualTo(two).isNotZero();
        assertThat(tunnels.find(two)).isEqualTo("two");
        tunnels.close(one);
        assertThat(tunnels.find(one)).isNull();
        assertThat(tunnels.size()).isEqualTo(1);
    }
}
