package kenb.stack.ap;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;

import kenb.codec.criticality.ErrorAnswers;
import kenb.codec.criticality.ProtocolRules;
import kenb.codec.x2ap.X2apElementaryProcedures;
import kenb.codec.x2ap.X2apPdu;
import kenb.stack.sctp.AssociationEvent;
import kenb.stack.sctp.SctpMessage;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

@Tag("T-03")
class ApCodecTest {
    /// UE CONTEXT RELEASE, ids 0 and 1.
    private static final String PDU = "0005000f000002000a00020000000900020001";

    private final List<Object> events = new ArrayList<>();
    private final EmbeddedChannel channel =
            new EmbeddedChannel(
                    new ApCodec<>(
                            ApProtocol.X2AP,
                            X2apPdu.class,
                            payload -> X2apPdu.decode(ByteBufUtil.getBytes(payload)),
                            X2apPdu::encode,
                            new ErrorHandling<>(
                                    new ProtocolRules(X2apElementaryProcedures.SET),
                                    new ErrorAnswers<>(X2apPdu.class, X2apElementaryProcedures.SET),
                                    X2apPdu.lazy())),
                    new ChannelInboundHandlerAdapter() {
                        @Override
                        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
                            events.add(event);
                        }
                    });

    private static ByteBuf payload() {
        return Unpooled.wrappedBuffer(HexFormat.of().parseHex(PDU));
    }

    @Test
    void truncatedMessageIsReleasedAndReportedNotDelivered() {
        for (int octets = 1; octets < PDU.length() / 2; octets++) {
            events.clear();
            ByteBuf cut = payload().slice(0, octets);
            assertThat(channel.writeInbound(new SctpMessage(1, 27, cut))).isFalse();
            assertThat(cut.refCnt()).isZero();
            assertThat(events)
                    .singleElement()
                    .isInstanceOfSatisfying(
                            Undecodable.class,
                            u -> assertThat(u.reason()).contains("X2AP-PDU").contains("bit"));
        }
    }

    @Test
    void otherPayloadProtocolIsReported() {
        ByteBuf payload = payload();
        assertThat(channel.writeInbound(new SctpMessage(0, 18, payload))).isFalse();
        assertThat(payload.refCnt()).isZero();
        assertThat(events)
                .containsExactly(
                        new Undecodable(
                                ApProtocol.X2AP, 0, "payload protocol identifier 18, expected 27"));
    }

    @Test
    void streamZeroIsForNonUeSignallingAndAUeKeepsToOneOther() {
        X2apPdu pdu = X2apPdu.decode(HexFormat.of().parseHex(PDU));
        assertThat(stream(7, pdu)).as("before streams are known").isZero();
        channel.pipeline().fireUserEventTriggered(new AssociationEvent.Up(4, 4));
        assertThat(stream(ApMessage.NON_UE, pdu)).isZero();
        for (long ue = 0; ue < 10; ue++) {
            assertThat(stream(ue, pdu)).isBetween(1, 3).isEqualTo(stream(ue, pdu));
        }
        assertThat(List.of(stream(0, pdu), stream(1, pdu), stream(2, pdu))).doesNotHaveDuplicates();
    }

    @Test
    void pduGoesOutWithItsProtocolsIdentifier() {
        channel.writeOutbound(new ApMessage<>(1, X2apPdu.decode(HexFormat.of().parseHex(PDU))));
        SctpMessage out = channel.readOutbound();
        assertThat(out.payloadProtocolId()).isEqualTo(27);
        assertThat(ByteBufUtil.hexDump(out.payload())).isEqualTo(PDU);
        out.release();
    }

    private int stream(long ue, X2apPdu pdu) {
        channel.writeOutbound(new ApMessage<>(ue, pdu));
        SctpMessage out = channel.readOutbound();
        out.release();
        return out.streamId();
    }
}
