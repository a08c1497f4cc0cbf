package kenb.nodes.host;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelPipeline;

import kenb.codec.s1ap.S1apPdu;
import kenb.codec.x2ap.X2apPdu;
import kenb.nodes.s1ap.S1Message;
import kenb.nodes.s1ap.S1Reader;
import kenb.nodes.s1ap.S1Writer;
import kenb.nodes.x2ap.X2Message;
import kenb.nodes.x2ap.X2Reader;
import kenb.nodes.x2ap.X2Writer;
import kenb.stack.ap.ApCodec;
import kenb.stack.ap.ApProtocol;

/// The codecs of an association: octets ↔ PDU ↔ message.
final class PduCodecs {
    private PduCodecs() {}

    static void addTo(ChannelPipeline pipeline, ApProtocol protocol) {
        switch (protocol) {
            case S1AP ->
                    pipeline.addLast(
                                    new ApCodec<>(
                                            protocol,
                                            S1apPdu.class,
                                            payload ->
                                                    S1apPdu.decode(ByteBufUtil.getBytes(payload)),
                                            S1apPdu::encode))
                            .addLast(
                                    new MessageCodec<>(
                                            protocol,
                                            S1apPdu.class,
                                            S1Message.class,
                                            S1Reader::read,
                                            S1Writer::write));
            case X2AP ->
                    pipeline.addLast(
                                    new ApCodec<>(
                                            protocol,
                                            X2apPdu.class,
                                            payload ->
                                                    X2apPdu.decode(ByteBufUtil.getBytes(payload)),
                                            X2apPdu::encode))
                            .addLast(
                                    new MessageCodec<>(
                                            protocol,
                                            X2apPdu.class,
                                            X2Message.class,
                                            X2Reader::read,
                                            X2Writer::write));
        }
    }
}
