package kenb.nodes;

import io.netty.buffer.ByteBuf;

import kenb.nodes.s1ap.S1Message;
import kenb.nodes.upe.SessionMessage;
import kenb.nodes.x2ap.X2Message;
import kenb.stack.air.AirFrame;

import java.net.InetSocketAddress;
import java.time.Duration;

/// A node's way to act: everything a procedure decides leaves through here. An implementation sends over sockets
/// ({@link kenb.nodes.host.NettyHost}), through a simulated network, or writes down what a test wants to see.
///
/// `ue` of a signalling message is {@link #NON_UE} or any number that stays the same for one UE; it picks the stream.
public interface Outbox {
    long NON_UE = -1;

    void s1ap(int association, long ue, S1Message message);

    void x2ap(int association, long ue, X2Message message);

    /// Passes on the ownership of the frame's PDU.
    void air(InetSocketAddress to, AirFrame frame);

    /// Passes on the ownership of the message, a whole GTP-U message.
    void gtpu(InetSocketAddress to, ByteBuf message);

    void session(SessionMessage message);

    void start(Timer timer, Duration after);

    void stop(Timer timer);

    /// Ends an association in an orderly way.
    void shutdown(int association);

    void report(Notice notice);
}
