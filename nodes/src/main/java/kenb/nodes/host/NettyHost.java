package kenb.nodes.host;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;

import kenb.nodes.Event;
import kenb.nodes.Node;
import kenb.nodes.Notice;
import kenb.nodes.Outbox;
import kenb.nodes.Timer;
import kenb.nodes.s1ap.S1Message;
import kenb.nodes.upe.SessionMessage;
import kenb.nodes.x2ap.X2Message;
import kenb.stack.air.AirFrame;
import kenb.stack.air.AirFraming;
import kenb.stack.ap.ApMessage;
import kenb.stack.ap.ApProtocol;
import kenb.stack.net.EventLoops;
import kenb.stack.sctp.Carriers;
import kenb.stack.sctp.SctpCarrier;
import kenb.stack.sctp.SctpSettings;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/// A node on the network. All that touches the node runs on its one event loop; {@link #open}, {@link #post} and
/// {@link #close} may be called from anywhere, the rest is the node's {@link Outbox}.
public final class NettyHost implements Outbox, AutoCloseable {
    private final Node node;
    private final HostSettings settings;
    private final EventLoopGroup group;
    private final EventLoop loop;
    private final SctpCarrier carrier;
    private final Map<Integer, Channel> associations = new HashMap<>();
    private final Map<Timer, ScheduledFuture<?>> timers = new HashMap<>();
    private final List<Channel> listeners = new ArrayList<>();
    private int lastAssociation;
    private @Nullable Channel air;
    private @Nullable Channel gtpu;

    public NettyHost(Node node, HostSettings settings) {
        this.node = node;
        this.settings = settings;
        String threads = "kenb-" + node.name();
        group =
                settings.carrier().equals("udp")
                        ? EventLoops.forDatagrams(1, threads)
                        : EventLoops.nio(1, threads);
        loop = group.next();
        // The kernel has its own timers (sysctl net.sctp.*) and shows no datagrams to hook.
        var sctp =
                settings.carrier().equals("kernel")
                        ? SctpSettings.builder()
                        : settings.sctp()
                                .get()
                                .datagramPipeline(
                                        p -> settings.hooks().sctpDatagrams(node.name(), p));
        carrier = Carriers.of(settings.carrier(), group, sctp.build());
    }

    public String carrier() {
        return carrier.name();
    }

    public InetAddress address() {
        return settings.address();
    }

    /// Binds the socket of the radio stand-in. All three fail with what the operating system says.
    public Future<?> openAir(int port) {
        return DatagramNode.bind(
                        loop, at(port), p -> settings.hooks().air(node.name(), p), this::fromAir)
                .addListener((ChannelFuture f) -> air = f.isSuccess() ? f.channel() : null);
    }

    public Future<?> openGtpu(int port) {
        return DatagramNode.bind(
                        loop,
                        at(port),
                        p -> settings.hooks().gtpu(node.name(), p),
                        this::fromTunnel)
                .addListener((ChannelFuture f) -> gtpu = f.isSuccess() ? f.channel() : null);
    }

    /// Accepts associations at the protocol's port.
    public Future<?> listen(ApProtocol protocol) {
        return carrier.listen(
                        at(protocol.port()), initializer(protocol, false, () -> ++lastAssociation))
                .addListener((ChannelFuture f) -> listeners.add(f.channel()));
    }

    /// Sets up an association; the node hears of the outcome as {@link Event.AssociationUp} or {@link
    /// Event.AssociationDown}.
    public void connect(ApProtocol protocol, InetAddress remote) {
        loop.execute(() -> {
            int association = ++lastAssociation;
            carrier.connect(
                            at(0),
                            new InetSocketAddress(remote, protocol.port()),
                            initializer(protocol, true, () -> association))
                    .addListener(f -> {
                        if (!f.isSuccess()) {
                            deliver(
                                    new Event.AssociationDown(
                                            association,
                                            protocol,
                                            false,
                                            String.valueOf(f.cause().getMessage())));
                        }
                    });
        });
    }

    /// Hands the node an event.
    public void post(Event event) {
        loop.execute(() -> deliver(event));
    }

    /// Runs something with the node on its loop, e.g. to read its counters.
    public Future<?> run(Runnable action) {
        return loop.submit(action);
    }

    private void fromAir(DatagramPacket packet) {
        AirFrame frame = AirFraming.read(packet.content());
        if (frame == null) {
            packet.release();
            report(Notice.event("air", "datagram in no known framing from " + packet.sender()));
            return;
        }
        guarded(() -> node.onAir(packet.sender(), frame, this));
    }

    private void fromTunnel(DatagramPacket packet) {
        guarded(() -> node.onGtpu(packet.sender(), packet.content(), this));
    }

    private InetSocketAddress at(int port) {
        return new InetSocketAddress(settings.address(), port);
    }

    private void deliver(Event event) {
        guarded(() -> node.on(event, this));
    }

    private void guarded(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException broken) {
            StackTraceElement[] trace = broken.getStackTrace();
            report(
                    Notice.failed(
                            "internal error",
                            broken + (trace.length == 0 ? "" : " at " + trace[0])));
        }
    }

    private ChannelInitializer<Channel> initializer(
            ApProtocol protocol, boolean initiatedHere, IntSupplier number) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                settings.hooks().association(node.name(), protocol, channel.pipeline());
                PduCodecs.addTo(channel.pipeline(), protocol);
                settings.hooks().messages(node.name(), protocol, channel.pipeline());
                channel.pipeline()
                        .addLast(
                                new AssociationHandler(
                                        number.getAsInt(),
                                        protocol,
                                        initiatedHere,
                                        associations,
                                        NettyHost.this::deliver));
            }
        };
    }

    @Override
    public void s1ap(int association, long ue, S1Message message) {
        send(association, new ApMessage<>(ue, message));
    }

    @Override
    public void x2ap(int association, long ue, X2Message message) {
        send(association, new ApMessage<>(ue, message));
    }

    private void send(int association, ApMessage<?> message) {
        Channel channel = associations.get(association);
        if (channel == null) {
            report(
                    Notice.event(
                            "SCTP",
                            "association " + association + " is gone, a message is dropped"));
            return;
        }
        channel.writeAndFlush(message)
                .addListener(f -> {
                    if (!f.isSuccess()) {
                        report(Notice.event("SCTP", "not sent: " + f.cause().getMessage()));
                    }
                });
    }

    @Override
    public void air(InetSocketAddress to, AirFrame frame) {
        if (air == null) {
            frame.pdu().release();
        } else {
            air.writeAndFlush(new DatagramPacket(AirFraming.write(frame), to));
        }
    }

    @Override
    public void gtpu(InetSocketAddress to, ByteBuf message) {
        if (gtpu == null) {
            message.release();
        } else {
            gtpu.writeAndFlush(new DatagramPacket(message, to));
        }
    }

    @Override
    public void session(SessionMessage message) {
        settings.sessions().accept(node.name(), message);
    }

    @Override
    public void start(Timer timer, Duration after) {
        stop(timer);
        timers.put(
                timer,
                loop.schedule(
                        () -> {
                            timers.remove(timer);
                            deliver(new Event.TimerExpired(timer));
                        },
                        after.toNanos(),
                        TimeUnit.NANOSECONDS));
    }

    @Override
    public void stop(Timer timer) {
        ScheduledFuture<?> running = timers.remove(timer);
        if (running != null) {
            running.cancel(false);
        }
    }

    @Override
    public void shutdown(int association) {
        Channel channel = associations.get(association);
        if (channel != null) {
            channel.close();
        }
    }

    @Override
    public void report(Notice notice) {
        settings.notices().accept(node.name(), notice);
    }

    /// Closes all associations in order.
    public Future<?> shutdownAll() {
        return loop.submit(() -> List.copyOf(associations.values()).forEach(Channel::close));
    }

    /// Associations that stand. Ask on the node's loop ({@link #run}).
    public int associations() {
        return associations.size();
    }

    /// Stops all timers, closes all sockets and ends the event loop.
    @Override
    public void close() {
        loop.submit(
                        () -> {
                            timers.values().forEach(t -> t.cancel(false));
                            timers.clear();
                            listeners.forEach(Channel::close);
                            carrier.close();
                            if (air != null) {
                                air.close();
                            }
                            if (gtpu != null) {
                                gtpu.close();
                            }
                        })
                .awaitUninterruptibly();
        group.shutdownGracefully(0, 500, TimeUnit.MILLISECONDS);
    }
}
