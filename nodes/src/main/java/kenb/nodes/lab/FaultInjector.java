package kenb.nodes.lab;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.ReferenceCountUtil;

import kenb.nodes.KeyOctets;
import kenb.nodes.host.HostSettings.PipelineHooks;
import kenb.nodes.x2ap.X2Message.HandoverRequest;
import kenb.stack.air.AirFraming;
import kenb.stack.ap.ApMessage;
import kenb.stack.ap.ApProtocol;
import kenb.stack.sctp.SctpMessage;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// Puts a run's {@link Fault} into the pipelines; harmless until {@link #arm}ed.
final class FaultInjector implements PipelineHooks {
    /// X2AP-PDU successfulOutcome, procedure 0 (TS 36.423 §9.3.3), as the first two octets on the wire.
    private static final int HANDOVER_REQUEST_ACKNOWLEDGE = 0x2000;

    private static final int DCCH_TAG_OFFSET = 13;

    private final @Nullable Fault fault;
    private final Consumer<String> did;
    private final AtomicBoolean armed = new AtomicBoolean();

    /// @param did is told what was done, once it is
    FaultInjector(@Nullable Fault fault, Consumer<String> did) {
        this.fault = fault;
        this.did = did;
    }

    /// From now on the fault happens at its next occasion.
    void arm(Fault which) {
        if (fault == which) {
            armed.set(true);
            if (which == Fault.SILENT_PEER) {
                did.accept("enb3 falls silent");
            }
        }
    }

    /// Whether it is this fault's turn; only once for each arming.
    private boolean fires(String what) {
        boolean first = armed.compareAndSet(true, false);
        if (first) {
            did.accept(what);
        }
        return first;
    }

    @Override
    public void sctpDatagrams(String node, ChannelPipeline pipeline) {
        silence(node, pipeline);
    }

    @Override
    public void gtpu(String node, ChannelPipeline pipeline) {
        silence(node, pipeline);
    }

    @Override
    public void air(String node, ChannelPipeline pipeline) {
        silence(node, pipeline);
        if (fault == Fault.TAMPER_RRC && node.equals(LabNodes.UE)) {
            pipeline.addLast(new Tamper());
        }
    }

    @Override
    public void association(String node, ApProtocol protocol, ChannelPipeline pipeline) {
        if (fault == Fault.TRUNCATED_X2AP
                && protocol == ApProtocol.X2AP
                && node.equals(LabNodes.TARGET)) {
            pipeline.addLast(new Truncate());
        }
    }

    @Override
    public void messages(String node, ApProtocol protocol, ChannelPipeline pipeline) {
        if (fault == Fault.WRONG_KEY
                && protocol == ApProtocol.X2AP
                && node.equals(LabNodes.SOURCE)) {
            pipeline.addLast(new WrongKey());
        }
    }

    private void silence(String node, ChannelPipeline pipeline) {
        if (fault == Fault.SILENT_PEER && node.equals(LabNodes.SENB)) {
            pipeline.addLast(new Silence());
        }
    }

    /// Changes one bit of the next PDU on SRB 1.
    private final class Tamper extends ChannelOutboundHandlerAdapter {
        @Override
        public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
            if (msg instanceof DatagramPacket packet
                    && isSignalling(packet.content())
                    && fires("one bit changed in a PDU of SRB1")) {
                ByteBuf datagram = packet.content();
                int index = datagram.readerIndex() + AirFraming.HEADER_OCTETS + 2;
                datagram.setByte(index, datagram.getByte(index) ^ 0x10);
            }
            ctx.write(msg, promise);
        }

        private static boolean isSignalling(ByteBuf datagram) {
            int start = datagram.readerIndex();
            return datagram.readableBytes() > AirFraming.HEADER_OCTETS + 4
                    && datagram.getByte(start + 8) == 0
                    && datagram.getByte(start + 9) == 1
                    && datagram.getByte(start + DCCH_TAG_OFFSET) == 4;
        }
    }

    /// Cuts the next HANDOVER REQUEST ACKNOWLEDGE in half.
    private final class Truncate extends ChannelOutboundHandlerAdapter {
        @Override
        public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
            if (msg instanceof SctpMessage message
                    && message.payload().readableBytes() > 4
                    && message.payload().getUnsignedShort(message.payload().readerIndex())
                            == HANDOVER_REQUEST_ACKNOWLEDGE
                    && fires("HANDOVER REQUEST ACKNOWLEDGE cut in half")) {
                ByteBuf payload = message.payload();
                payload.writerIndex(payload.readerIndex() + payload.readableBytes() / 2);
            }
            ctx.write(msg, promise);
        }
    }

    /// Changes one bit of the next HANDOVER REQUEST's K_eNB*.
    private final class WrongKey extends ChannelOutboundHandlerAdapter {
        @Override
        public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
            if (msg instanceof ApMessage<?>(long ue, HandoverRequest request)
                    && fires("one bit changed in HANDOVER REQUEST's K_eNB*")) {
                byte[] wrong = request.kenbStar().octets().clone();
                wrong[0] ^= 1;
                request.kenbStar().wipe();
                ctx.write(new ApMessage<>(ue, with(request, new KeyOctets(wrong))), promise);
            } else {
                ctx.write(msg, promise);
            }
        }

        private static HandoverRequest with(HandoverRequest r, KeyOctets kenbStar) {
            return new HandoverRequest(
                    r.oldEnbUe(),
                    r.target(),
                    r.gummei(),
                    r.mmeUe(),
                    r.capabilities(),
                    kenbStar,
                    r.ncc(),
                    r.ambr(),
                    r.erabs(),
                    r.rrcContext(),
                    r.lastVisited());
        }
    }

    /// Nothing in, nothing out, while armed.
    private final class Silence extends ChannelDuplexHandler {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object msg) {
            if (armed.get()) {
                ReferenceCountUtil.release(msg);
            } else {
                ctx.fireChannelRead(msg);
            }
        }

        @Override
        public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
            if (armed.get()) {
                ReferenceCountUtil.release(msg);
                promise.setSuccess();
            } else {
                ctx.write(msg, promise);
            }
        }
    }
}
