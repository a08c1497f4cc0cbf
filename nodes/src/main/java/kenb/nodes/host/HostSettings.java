package kenb.nodes.host;

import io.netty.channel.ChannelPipeline;

import kenb.nodes.Notice;
import kenb.nodes.upe.SessionMessage;
import kenb.stack.ap.ApProtocol;
import kenb.stack.sctp.SctpSettings;

import java.net.InetAddress;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/// How a node is bound to the network.
///
/// @param address the node's own address; all its sockets are bound to it
/// @param carrier `auto`, `udp` or `kernel`
/// @param sctp gives fresh settings to start from
/// @param notices gets what the node reports, on the node's event loop
/// @param sessions takes session messages to the other side
public record HostSettings(
        InetAddress address,
        String carrier,
        Supplier<SctpSettings.Builder> sctp,
        PipelineHooks hooks,
        BiConsumer<String, Notice> notices,
        BiConsumer<String, SessionMessage> sessions) {

    /// May add handlers to a node's pipelines when they are built: a capture tap, a fault. A handler put first is nearest
    /// to the network.
    public interface PipelineHooks {
        PipelineHooks NONE = new PipelineHooks() {};

        /// The datagrams that carry SCTP, where they do.
        default void sctpDatagrams(String node, ChannelPipeline pipeline) {}

        default void gtpu(String node, ChannelPipeline pipeline) {}

        default void air(String node, ChannelPipeline pipeline) {}

        /// An association, below the codec of its protocol.
        default void association(String node, ApProtocol protocol, ChannelPipeline pipeline) {}

        /// An association, above the codecs: messages as procedures know them.
        default void messages(String node, ApProtocol protocol, ChannelPipeline pipeline) {}

        /// First this one's handlers, then the other's.
        default PipelineHooks and(PipelineHooks other) {
            return new BothHooks(this, other);
        }
    }

    private record BothHooks(PipelineHooks one, PipelineHooks other) implements PipelineHooks {
        @Override
        public void sctpDatagrams(String node, ChannelPipeline pipeline) {
            one.sctpDatagrams(node, pipeline);
            other.sctpDatagrams(node, pipeline);
        }

        @Override
        public void gtpu(String node, ChannelPipeline pipeline) {
            one.gtpu(node, pipeline);
            other.gtpu(node, pipeline);
        }

        @Override
        public void air(String node, ChannelPipeline pipeline) {
            one.air(node, pipeline);
            other.air(node, pipeline);
        }

        @Override
        public void association(String node, ApProtocol protocol, ChannelPipeline pipeline) {
            one.association(node, protocol, pipeline);
            other.association(node, protocol, pipeline);
        }

        @Override
        public void messages(String node, ApProtocol protocol, ChannelPipeline pipeline) {
            one.messages(node, protocol, pipeline);
            other.messages(node, protocol, pipeline);
        }
    }
}
