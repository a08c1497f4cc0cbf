package kenb.nodes.lab;

import io.netty.channel.ChannelPipeline;

import kenb.nodes.host.HostSettings.PipelineHooks;
import kenb.stack.capture.Capture;
import kenb.stack.capture.CaptureTap;

import java.util.HashMap;
import java.util.Map;

/// Records every datagram that the nodes send, each once, at its sender.
final class CaptureHooks implements PipelineHooks {
    private final Map<String, CaptureTap> taps = new HashMap<>();

    CaptureHooks(Capture capture, AddressPlan addresses) {
        for (String node : LabNodes.NAMES) {
            taps.put(node, capture.tap(node));
            capture.name(addresses.of(node), node);
        }
    }

    @Override
    public void sctpDatagrams(String node, ChannelPipeline pipeline) {
        add(node, pipeline);
    }

    @Override
    public void gtpu(String node, ChannelPipeline pipeline) {
        add(node, pipeline);
    }

    @Override
    public void air(String node, ChannelPipeline pipeline) {
        add(node, pipeline);
    }

    private void add(String node, ChannelPipeline pipeline) {
        CaptureTap tap = taps.get(node);
        if (tap != null) {
            pipeline.addLast(tap);
        }
    }
}
