package kenb.nodes.host;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelPipeline;

import kenb.codec.criticality.ErrorAnswers;
import kenb.codec.criticality.ProtocolRules;
import kenb.codec.s1ap.S1apElementaryProcedures;
import kenb.codec.s1ap.S1apPdu;
import kenb.codec.x2ap.X2apElementaryProcedures;
import kenb.codec.x2ap.X2apPdu;
import kenb.nodes.s1ap.S1Message;
import kenb.nodes.s1ap.S1Reader;
import kenb.nodes.s1ap.S1Writer;
import kenb.nodes.x2ap.X2Message;
import kenb.nodes.x2ap.X2Reader;
import kenb.nodes.x2ap.X2Writer;
import kenb.stack.ap.ApCodec;
import kenb.stack.ap.ApProtocol;
import kenb.stack.ap.ErrorHandling;

/// The codecs of an association: octets ↔ PDU ↔ message.
final class PduCodecs {
    private static final ProtocolRules S1AP_RULES = new ProtocolRules(S1apElementaryProcedures.SET);
    private static final ErrorAnswers<S1apPdu> S1AP_ANSWERS =
            new ErrorAnswers<>(S1apPdu.class, S1apElementaryProcedures.SET);
    private static final ProtocolRules X2AP_RULES = new ProtocolRules(X2apElementaryProcedures.SET);
    private static final ErrorAnswers<X2apPdu> X2AP_ANSWERS =
            new ErrorAnswers<>(X2apPdu.class, X2apElementaryProcedures.SET);

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
                                            S1apPdu::encode,
                                            new ErrorHandling<>(
                                                    S1AP_RULES, S1AP_ANSWERS, S1apPdu.lazy())))
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
                                            X2apPdu::encode,
                                            new ErrorHandling<>(
                                                    X2AP_RULES, X2AP_ANSWERS, X2apPdu.lazy())))
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
