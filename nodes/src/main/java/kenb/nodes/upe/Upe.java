package kenb.nodes.upe;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

import kenb.codec.gtp.GtpuMessages;
import kenb.nodes.Event;
import kenb.nodes.Node;
import kenb.nodes.Notice;
import kenb.nodes.Outbox;
import kenb.nodes.Timer;
import kenb.nodes.Tunnel;
import kenb.nodes.traffic.Flow;
import kenb.nodes.traffic.FlowReport;
import kenb.nodes.traffic.TrafficSink;
import kenb.nodes.traffic.TrafficSource;
import kenb.nodes.upe.SessionMessage.CreateSessionRequest;
import kenb.nodes.upe.SessionMessage.CreateSessionResponse;
import kenb.nodes.upe.SessionMessage.DeleteSessionRequest;
import kenb.nodes.upe.SessionMessage.DeleteSessionResponse;
import kenb.nodes.upe.SessionMessage.ModifyBearerRequest;
import kenb.nodes.upe.SessionMessage.ModifyBearerResponse;
import kenb.stack.gtpu.GtpuReceiver;
import kenb.stack.gtpu.TunnelTable;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// A user plane entity with one peer behind it, which sends and counts test traffic.
public final class Upe implements Node, GtpuReceiver.Tunnels<Outbox> {
    private static final String TRAFFIC = "traffic";
    private static final Duration TRAFFIC_TICK = Duration.ofMillis(2);
    private static final int FIRST_HOST = 0x0a2d0002; // 10.45.0.2

    /// Starts or stops what the peer sends to a UE.
    public sealed interface UpeOrder extends Event.Order {
        record StartTraffic(Flow flow) implements UpeOrder {}

        record StopTraffic(Inet4Address ue) implements UpeOrder {}
    }

    private final String name;
    private final InetSocketAddress endpoint;
    private final LongSupplier nanos;
    private final GtpuReceiver receiver;
    private final TunnelTable<Session> tunnels;
    private final Map<Long, Session> byMmeSession = new HashMap<>();
    private final Map<Inet4Address, Session> byUe = new HashMap<>();
    private int nextHost = FIRST_HOST;

    /// @param endpoint its end of all tunnels
    /// @param nanos the time, for test traffic
    public Upe(
            String name, InetSocketAddress endpoint, RandomGenerator random, LongSupplier nanos) {
        this.name = name;
        this.endpoint = endpoint;
        this.nanos = nanos;
        receiver = new GtpuReceiver(endpoint.getAddress());
        tunnels = new TunnelTable<>(random);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void on(Event event, Outbox out) {
        switch (event) {
            case Event.SessionReceived(SessionMessage message) -> session(message, out);
            case UpeOrder.StartTraffic(Flow flow) -> {
                Session session = byUe.get(flow.destination());
                if (session != null) {
                    session.source =
                            new TrafficSource(flow, ByteBufAllocator.DEFAULT, nanos.getAsLong());
                    tick(session, out);
                }
            }
            case UpeOrder.StopTraffic(Inet4Address ue) -> {
                Session session = byUe.get(ue);
                if (session != null && session.source != null) {
                    session.source.stop(nanos.getAsLong());
                }
            }
            case Event.TimerExpired(Timer timer) -> {
                Session session = byMmeSession.get(timer.owner());
                if (session != null) {
                    tick(session, out);
                }
            }
            default -> {}
        }
    }

    private void session(SessionMessage message, Outbox out) {
        switch (message) {
            case CreateSessionRequest(int sequence, long id, int bearer) -> {
                Session old = byMmeSession.get(id);
                if (old != null) {
                    close(old);
                }
                var session = new Session(id, bearer, address(nextHost++), tunnels.allot());
                tunnels.bind(session.teid, session);
                byMmeSession.put(id, session);
                byUe.put(session.ue, session);
                out.session(
                        new CreateSessionResponse(
                                sequence,
                                id,
                                bearer,
                                session.ue,
                                new Tunnel(endpoint, session.teid)));
            }
            case ModifyBearerRequest(int sequence, long id, int bearer, Tunnel downlink) -> {
                Session session = byMmeSession.get(id);
                boolean known = session != null && session.bearer == bearer;
                if (known) {
                    move(session, downlink, out);
                }
                out.session(new ModifyBearerResponse(sequence, id, bearer, known));
            }
            case DeleteSessionRequest(int sequence, long id) -> {
                Session session = byMmeSession.get(id);
                if (session != null) {
                    close(session);
                }
                out.session(new DeleteSessionResponse(sequence, id));
            }
            case CreateSessionResponse _, ModifyBearerResponse _, DeleteSessionResponse _ -> {}
        }
    }

    /// The old path is told that nothing more comes by it (TS 23.401 §5.5.1.1.2 step 5).
    private void move(Session session, Tunnel downlink, Outbox out) {
        Tunnel old = session.downlink;
        session.downlink = downlink;
        if (old != null && !old.equals(downlink)) {
            out.gtpu(old.endpoint(), GtpuMessages.endMarker(ByteBufAllocator.DEFAULT, old.teid()));
            out.report(
                    Notice.step(
                            "Downlink", "from " + old + " to " + downlink + ", end marker sent"));
        }
    }

    private void close(Session session) {
        tunnels.close(session.teid);
        byMmeSession.remove(session.id);
        byUe.remove(session.ue);
    }

    private void tick(Session session, Outbox out) {
        TrafficSource source = session.source;
        if (source == null || source.stopped()) {
            return;
        }
        Tunnel downlink = session.downlink;
        if (downlink != null) {
            for (int due = source.due(nanos.getAsLong()); due > 0; due--) {
                ByteBuf packet = source.next(nanos.getAsLong());
                out.gtpu(downlink.endpoint(), GtpuMessages.gPdu(downlink.teid(), packet));
            }
        }
        out.start(new Timer(TRAFFIC, session.id), TRAFFIC_TICK);
    }

    @Override
    public void onGtpu(InetSocketAddress from, ByteBuf message, Outbox out) {
        ByteBuf answer = receiver.receive(message, this, out);
        if (answer != null) {
            out.gtpu(from, answer);
        }
    }

    @Override
    public boolean packet(int teid, ByteBuf packet, Outbox out) {
        Session session = tunnels.find(teid);
        if (session == null) {
            return false;
        }
        session.sink.receive(packet, nanos.getAsLong());
        return true;
    }

    @Override
    public void endMarker(int teid, Outbox out) {}

    /// What became of a UE's packets, of which `sent` were sent.
    public FlowReport uplinkReport(Inet4Address ue, long sent) {
        Session session = byUe.get(ue);
        return (session == null ? new TrafficSink() : session.sink).report(sent);
    }

    public long uplinkReceived(Inet4Address ue) {
        Session session = byUe.get(ue);
        return session == null ? 0 : session.sink.received();
    }

    public long downlinkSent(Inet4Address ue) {
        Session session = byUe.get(ue);
        return session == null || session.source == null ? 0 : session.source.sent();
    }

    /// Sessions open now.
    public int sessions() {
        return byUe.size();
    }

    private static Inet4Address address(int host) {
        byte[] octets = {(byte) (host >> 24), (byte) (host >> 16), (byte) (host >> 8), (byte) host};
        try {
            return (Inet4Address) InetAddress.getByAddress(octets);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
