package kenb.nodes.enb;

import io.netty.buffer.ByteBuf;

import kenb.nodes.Outbox;
import kenb.nodes.Tunnel;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/// Which way a bearer's downlink packets go while the UE moves, so that none is lost and their order is kept
/// (TS 36.300 §10.1.2.3, §10.1.2.8): to the UE, to the node it moves to, or held until it has come. At the receiving
/// node what the old one forwards goes first, and what comes straight from the UPE waits for the end marker.
final class DownlinkPath {
    /// Packets held for one UE at most; what comes on top is dropped and counted.
    static final int MOST_HELD = 8192;

    /// Takes a packet over and sends it to the UE.
    @FunctionalInterface
    interface Delivery {
        void deliver(ByteBuf packet, Outbox out);
    }

    private final Delivery deliver;
    private final Queue<ByteBuf> forwarded = new ArrayDeque<>();
    private final Queue<ByteBuf> direct = new ArrayDeque<>();
    private @Nullable Tunnel forwardTo;
    private boolean open;
    private boolean awaitsEndMarker;
    private long forwardedOn;
    private long dropped;

    private DownlinkPath(Delivery deliver, boolean open, boolean awaitsEndMarker) {
        this.deliver = deliver;
        this.open = open;
        this.awaitsEndMarker = awaitsEndMarker;
    }

    /// For a new bearer: closed until the UE has it.
    static DownlinkPath held(Delivery deliver) {
        return new DownlinkPath(deliver, false, false);
    }

    /// For a bearer whose UE is awaited, and whose packets another node forwards.
    static DownlinkPath awaitingUe(Delivery deliver) {
        return new DownlinkPath(deliver, false, true);
    }

    /// A packet from the UPE.
    ///
    /// @return where to send it instead, or null when it was taken over
    @Nullable Tunnel fromUpe(ByteBuf packet, Outbox out) {
        if (forwardTo != null) {
            forwardedOn++;
            return forwardTo;
        }
        if (open && !awaitsEndMarker) {
            deliver.deliver(packet, out);
        } else {
            hold(direct, packet);
        }
        return null;
    }

    /// A packet that the node before forwarded.
    void fromPredecessor(ByteBuf packet, Outbox out) {
        if (open) {
            deliver.deliver(packet, out);
        } else {
            hold(forwarded, packet);
        }
    }

    /// The node before forwards nothing more: its end marker came, or one waited for it long enough.
    void endOfForwarding(Outbox out) {
        awaitsEndMarker = false;
        flush(out);
    }

    /// The UE is here and its numbers are known.
    void openToUe(Outbox out) {
        open = true;
        flush(out);
    }

    /// The UE is about to listen elsewhere; packets wait until it is known where.
    void hold() {
        open = false;
    }

    /// From now on packets go to another node, those held first.
    ///
    /// @param send takes a packet over and sends it there
    void forwardTo(Tunnel tunnel, Delivery send, Outbox out) {
        forwardTo = tunnel;
        forwardedOn += forwarded.size() + direct.size();
        for (Queue<ByteBuf> queue : List.of(forwarded, direct)) {
            for (ByteBuf packet = queue.poll(); packet != null; packet = queue.poll()) {
                send.deliver(packet, out);
            }
        }
    }

    /// Nothing more will come by the old way.
    void endMarkerPassedOn() {
        forwardTo = null;
        open = false;
    }

    @Nullable Tunnel forwardingTo() {
        return forwardTo;
    }

    boolean awaitsEndMarker() {
        return awaitsEndMarker;
    }

    long forwardedOn() {
        return forwardedOn;
    }

    long dropped() {
        return dropped;
    }

    /// Lets go of what is held.
    void close() {
        forwarded.forEach(ByteBuf::release);
        direct.forEach(ByteBuf::release);
        forwarded.clear();
        direct.clear();
    }

    private void hold(Queue<ByteBuf> queue, ByteBuf packet) {
        if (forwarded.size() + direct.size() >= MOST_HELD) {
            dropped++;
            packet.release();
        } else {
            queue.add(packet);
        }
    }

    private void flush(Outbox out) {
        if (!open) {
            return;
        }
        drain(forwarded, out);
        if (!awaitsEndMarker) {
            drain(direct, out);
        }
    }

    private void drain(Queue<ByteBuf> queue, Outbox out) {
        for (ByteBuf packet = queue.poll(); packet != null; packet = queue.poll()) {
            deliver.deliver(packet, out);
        }
    }
}
