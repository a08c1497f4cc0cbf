package kenb.nodes.enb;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

import kenb.codec.gtp.GtpuMessages;
import kenb.nodes.Erab;
import kenb.nodes.Outbox;
import kenb.nodes.Timer;
import kenb.nodes.Tunnel;
import kenb.nodes.radio.Leg;
import kenb.stack.gtpu.GtpuReceiver;
import kenb.stack.gtpu.TunnelTable;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.random.RandomGenerator;

/// The eNB's tunnels: S1-U, and X2-U while data is forwarded (TS 36.300 §10.1.2.3).
final class UserPlane implements GtpuReceiver.Tunnels<Outbox> {
    /// Timers of this name belong to TEIDs.
    static final String TAIL = "forwarding tail";

    private static final Duration TAIL_LIFE = Duration.ofSeconds(2);

    /// What a tunnel end is: a bearer's S1-U end, a bearer's X2-U end, or what is left of a bearer that moved on.
    private sealed interface End {
        record Direct(Bearer bearer) implements End {}

        record Forwarded(Bearer bearer) implements End {}

        record Tail(Tunnel forwardTo) implements End {}
    }

    private final InetSocketAddress endpoint;
    private final GtpuReceiver receiver;
    private final TunnelTable<End> tunnels;

    UserPlane(InetSocketAddress endpoint, RandomGenerator random) {
        this.endpoint = endpoint;
        receiver = new GtpuReceiver(endpoint.getAddress());
        tunnels = new TunnelTable<>(random);
    }

    /// A new bearer.
    ///
    /// @param erab with the uplink end at the UPE
    Bearer bearer(Erab erab, int drb, Leg leg) {
        return open(erab, drb, leg, false);
    }

    /// A bearer that moves here from another node.
    Bearer awaitedBearer(Erab erab, int drb, Leg leg) {
        return open(erab, drb, leg, true);
    }

    private Bearer open(Erab erab, int drb, Leg leg, boolean awaited) {
        var direct = new Tunnel(endpoint, tunnels.allot());
        Tunnel forwarding = awaited ? new Tunnel(endpoint, tunnels.allot()) : null;
        var bearer = new Bearer(erab, drb, leg, direct, forwarding);
        tunnels.bind(direct.teid(), new End.Direct(bearer));
        if (forwarding != null) {
            tunnels.bind(forwarding.teid(), new End.Forwarded(bearer));
        }
        return bearer;
    }

    /// Takes over a GTP-U message.
    void receive(InetSocketAddress from, ByteBuf message, Outbox out) {
        ByteBuf answer = receiver.receive(message, this, out);
        if (answer != null) {
            out.gtpu(from, answer);
        }
    }

    @Override
    public boolean packet(int teid, ByteBuf packet, Outbox out) {
        switch (tunnels.find(teid)) {
            case End.Direct(Bearer bearer) -> {
                Tunnel elsewhere = bearer.downlink().fromUpe(packet, out);
                if (elsewhere != null) {
                    sendInTunnel(elsewhere, packet, out);
                }
            }
            case End.Forwarded(Bearer bearer) -> bearer.downlink().fromPredecessor(packet, out);
            case End.Tail(Tunnel forwardTo) -> sendInTunnel(forwardTo, packet, out);
            case null -> {
                return false;
            }
        }
        return true;
    }

    @Override
    public void endMarker(int teid, Outbox out) {
        switch (tunnels.find(teid)) {
            case End.Direct(Bearer bearer) -> {
                Tunnel elsewhere = bearer.downlink().forwardingTo();
                if (elsewhere != null) {
                    sendEndMarker(elsewhere, out);
                    bearer.downlink().endMarkerPassedOn();
                }
            }
            case End.Forwarded(Bearer bearer) -> bearer.endOfForwarding(out);
            case End.Tail(Tunnel forwardTo) -> {
                sendEndMarker(forwardTo, out);
                closeTail(teid);
                out.stop(tail(teid));
            }
            case null -> {}
        }
    }

    /// Sends a bearer's downlink to the node that it moves to, what was held first.
    void forward(Bearer bearer, Tunnel to, Outbox out) {
        bearer.downlink().forwardTo(to, (packet, o) -> sendInTunnel(to, packet, o), out);
    }

    /// Closes bearers. What still comes for one that is being forwarded goes on until its end marker, or not for long.
    void release(Collection<Bearer> bearers, Outbox out) {
        for (Bearer bearer : bearers) {
            int direct = bearer.downlinkEnd().teid();
            Tunnel forwardTo = bearer.downlink().forwardingTo();
            if (forwardTo == null) {
                tunnels.close(direct);
            } else {
                tunnels.bind(direct, new End.Tail(forwardTo));
                out.start(tail(direct), TAIL_LIFE);
            }
            if (bearer.forwardingEnd() != null) {
                tunnels.close(bearer.forwardingEnd().teid());
            }
            bearer.close();
        }
    }

    void closeTail(int teid) {
        if (tunnels.find(teid) instanceof End.Tail) {
            tunnels.close(teid);
        }
    }

    private static Timer tail(int teid) {
        return new Timer(TAIL, teid);
    }

    static void sendInTunnel(Tunnel to, ByteBuf packet, Outbox out) {
        out.gtpu(to.endpoint(), GtpuMessages.gPdu(to.teid(), packet));
    }

    private static void sendEndMarker(Tunnel to, Outbox out) {
        out.gtpu(to.endpoint(), GtpuMessages.endMarker(ByteBufAllocator.DEFAULT, to.teid()));
    }

    /// Tunnels open now; none is left when all UEs are gone.
    int open() {
        return tunnels.size();
    }
}
