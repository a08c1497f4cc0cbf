package kenb.tools.sctp;

import io.netty.channel.EventLoopGroup;

import kenb.stack.sctp.SctpCarrier;

import java.util.concurrent.TimeUnit;

/// The carrier chosen, on event loops of its own, and why it was.
///
/// @param why in a few words, for people
public record Carrying(SctpCarrier carrier, EventLoopGroup group, String why)
        implements AutoCloseable {

    /// Waits a moment for what is on its way.
    @Override
    public void close() {
        carrier.close();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2000);
    }
}
