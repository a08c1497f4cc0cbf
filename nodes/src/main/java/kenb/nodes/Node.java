package kenb.nodes;

import io.netty.buffer.ByteBuf;

import kenb.stack.air.AirFrame;

import java.net.InetSocketAddress;

/// A network element: contexts and procedures, and nothing else. All calls come one after the other (from the node's
/// event loop, or from a simulation), so that state needs no lock.
public interface Node {

    /// The name in reports, on lifelines and in the key log, e.g. `enb1`.
    String name();

    /// Signalling, timers and orders of the operator.
    void on(Event event, Outbox out);

    /// A PDU from the radio stand-in; the node owns `frame` from here.
    default void onAir(InetSocketAddress from, AirFrame frame, Outbox out) {
        frame.pdu().release();
    }

    /// A GTP-U message; the node owns `message` from here.
    default void onGtpu(InetSocketAddress from, ByteBuf message, Outbox out) {
        message.release();
    }
}
