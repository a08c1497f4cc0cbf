package kenb.stack.sctp.udp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.channel.AbstractChannel;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelMetadata;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.EventLoop;

import kenb.stack.sctp.AssociationAbort;
import kenb.stack.sctp.AssociationEvent;
import kenb.stack.sctp.AssociationException;
import kenb.stack.sctp.AssociationKey;
import kenb.stack.sctp.SctpMessage;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayDeque;

/// An association as a Netty channel: carries between a pipeline and the [Association].
final class AssociationChannel extends AbstractChannel implements AssociationOutput {
    private static final ChannelMetadata METADATA = new ChannelMetadata(false);
    private static final int MESSAGES_PER_READ = 64;

    private final ChannelConfig config = new DefaultChannelConfig(this);
    private final ArrayDeque<SctpMessage> unread = new ArrayDeque<>();
    private @Nullable UdpSockets socket;
    private @Nullable Association association;
    private @Nullable ChannelPromise connecting;
    private @Nullable AssociationEvent ended;
    private final Alarms.Sleeper alarm =
            new Alarms.Sleeper() {
                @Override
                void wake() {
                    expire();
                }
            };
    private boolean up;
    private boolean open = true;
    private boolean closing;
    private boolean readPending;
    private boolean reading;

    AssociationChannel(@Nullable Channel listener) {
        super(listener);
    }

    /// Before the channel is registered: the socket it lives on.
    void socket(UdpSockets shared) {
        socket = shared;
        shared.use();
    }

    void association(Association mine) {
        association = mine;
    }

    private UdpSockets requireSocket() {
        UdpSockets shared = socket;
        if (shared == null) {
            throw new IllegalStateException("association channel without a socket");
        }
        return shared;
    }

    // ---- from the association ----

    @Override
    public void send(int socket, ByteBuf packet, InetSocketAddress udpAddress) {
        requireSocket().send(socket, packet, udpAddress);
    }

    @Override
    public void deliver(SctpMessage message) {
        if (readPending && unread.isEmpty()) {
            if (!reading) {
                reading = true;
                requireSocket().reading(this);
            }
            readPending = config.isAutoRead();
            hand(message);
        } else {
            unread.add(compact(message));
        }
    }

    /// A message that has to wait does not pin the datagrams that arrived with it.
    private SctpMessage compact(SctpMessage message) {
        if (message.payload().unwrap() == null || message.payload() instanceof CompositeByteBuf) {
            return message;
        }
        int octets = message.payload().readableBytes();
        SctpMessage copy =
                message.replace(alloc().directBuffer(octets).writeBytes(message.payload()));
        message.release();
        return copy;
    }

    private void hand(SctpMessage message) {
        Association mine = association;
        if (mine != null) {
            mine.consumed(message);
        }
        pipeline().fireChannelRead(message);
    }

    /// The batch of datagrams ends in which messages were fired.
    void readComplete() {
        reading = false;
        readPending = false;
        pipeline().fireChannelReadComplete();
    }

    @Override
    public void event(AssociationEvent event) {
        switch (event) {
            case AssociationEvent.Up _ -> {
                up = true;
                ChannelPromise promise = connecting;
                connecting = null;
                boolean wanted = promise == null || promise.trySuccess();
                pipeline().fireChannelActive();
                pipeline().fireUserEventTriggered(event);
                if (!wanted) {
                    close();
                }
            }
            case AssociationEvent.Closed _, AssociationEvent.Lost _ -> {
                forget();
                ended = event;
                endWhenRead();
            }
            default -> pipeline().fireUserEventTriggered(event);
        }
    }

    /// The end shows after the last message was read.
    private void endWhenRead() {
        AssociationEvent event = ended;
        if (event != null && unread.isEmpty()) {
            ended = null;
            if (reading) {
                readComplete();
            }
            pipeline().fireUserEventTriggered(event);
            unsafe().close(voidPromise());
        }
    }

    @Override
    public void setUpFailed(String reason) {
        forget();
        ChannelPromise promise = connecting;
        connecting = null;
        if (promise != null) {
            promise.tryFailure(new AssociationException(reason));
        }
        unsafe().close(voidPromise());
    }

    private void forget() {
        Association mine = association;
        if (mine != null) {
            requireSocket().endpoint().forget(mine);
        }
        requireSocket().alarms().forget(alarm);
    }

    @Override
    public void sendBufferFreed() {
        ((Unsafe) unsafe()).resume();
    }

    @Override
    public void wakeAt(long nanos) {
        if (nanos != Long.MAX_VALUE) {
            requireSocket().alarms().wakeAt(nanos, alarm);
        }
    }

    private void expire() {
        Association mine = association;
        if (mine != null && open) {
            mine.expire();
        }
    }

    private void flushAssociation() {
        Association mine = association;
        if (mine != null) {
            mine.flush();
            requireSocket().flush();
        }
    }

    // ---- from the pipeline ----

    @Override
    protected void doBeginRead() {
        readPending = true;
        if (!unread.isEmpty()) {
            eventLoop().execute(this::readUnread);
        }
    }

    private void readUnread() {
        if (!readPending || unread.isEmpty()) {
            return;
        }
        readPending = false;
        for (int i = 0; i < MESSAGES_PER_READ && !unread.isEmpty(); i++) {
            hand(unread.remove());
            if (!config.isAutoRead() && i > 0) {
                break;
            }
        }
        pipeline().fireChannelReadComplete();
        flushAssociation();
        endWhenRead();
    }

    @Override
    protected Object filterOutboundMessage(Object msg) throws AssociationException {
        if (msg instanceof AssociationAbort || msg instanceof AssociationKey) {
            return msg;
        }
        if (!(msg instanceof SctpMessage message)) {
            throw new UnsupportedOperationException(
                    "an association carries SctpMessage, not " + msg.getClass().getName());
        }
        Association mine = association;
        String refusal = closing || mine == null ? "the channel is closing" : mine.refusal(message);
        if (refusal != null) {
            throw new AssociationException(refusal);
        }
        return msg;
    }

    @Override
    protected void doWrite(ChannelOutboundBuffer in) {
        Association mine = association;
        if (mine == null) {
            return;
        }
        while (in.current() instanceof Object msg) {
            if (msg instanceof AssociationAbort(String reason)) {
                in.remove();
                mine.abort(reason);
                break;
            }
            if (msg instanceof AssociationKey key) {
                String refusal = mine.key(key);
                if (refusal == null) {
                    in.remove();
                } else {
                    in.remove(new AssociationException(refusal));
                }
                continue;
            }
            SctpMessage message = (SctpMessage) msg;
            if (mine.canSend()) {
                mine.send(message.retain());
                in.remove();
            } else {
                String refusal = mine.refusal(message);
                if (refusal == null) {
                    break;
                }
                in.remove(new AssociationException(refusal));
            }
        }
        if (closing && in.isEmpty()) {
            mine.shutdown();
        }
        flushAssociation();
    }

    @Override
    protected Unsafe newUnsafe() {
        return new Unsafe();
    }

    /// Connects, and closes in good order: the association shuts down first, then the channel is closed.
    private final class Unsafe extends AbstractUnsafe {
        @Override
        public void connect(SocketAddress remote, SocketAddress local, ChannelPromise promise) {
            if (!promise.setUncancellable() || !ensureOpen(promise)) {
                return;
            }
            connecting = promise;
            var to = (InetSocketAddress) remote;
            var from = (InetSocketAddress) local;
            UdpSockets shared = requireSocket();
            try {
                Association mine =
                        shared.endpoint()
                                .connect(
                                        from.getPort(),
                                        to.getPort(),
                                        new InetSocketAddress(
                                                to.getAddress(), shared.remoteEncapsulationPort()),
                                        AssociationChannel.this);
                association = mine;
                mine.open();
                shared.flush();
            } catch (AssociationException e) {
                setUpFailed(String.valueOf(e.getMessage()));
            }
        }

        @Override
        public void close(ChannelPromise promise) {
            Association mine = association;
            if (mine == null || mine.isClosed()) {
                super.close(promise);
                return;
            }
            if (!promise.isVoid()) {
                closeFuture().addListener(_ -> promise.trySuccess());
            }
            if (!closing) {
                closing = true;
                ChannelOutboundBuffer waiting = outboundBuffer();
                if (waiting == null || waiting.isEmpty()) {
                    mine.shutdown();
                    flushAssociation();
                }
                // What is unread would hold the end up: nobody asks for it any more.
                if (!readPending) {
                    readPending = true;
                    readUnread();
                }
            }
        }

        void resume() {
            if (eventLoop().inEventLoop()) {
                flush0();
            }
        }
    }

    @Override
    protected void doClose() {
        open = false;
        up = false;
        Association mine = association;
        if (mine != null && !mine.isClosed()) {
            mine.abort("channel closed");
            flushAssociation();
        }
        unread.forEach(SctpMessage::release);
        unread.clear();
        if (socket != null) {
            socket.leave();
        }
    }

    @Override
    protected boolean isCompatible(EventLoop loop) {
        return socket != null && socket.loop() == loop;
    }

    @Override
    protected @Nullable SocketAddress localAddress0() {
        Association mine = association;
        InetSocketAddress udp = socket == null ? null : socket.localAddress();
        return mine == null || udp == null
                ? null
                : new InetSocketAddress(udp.getAddress(), mine.localPort());
    }

    @Override
    protected @Nullable SocketAddress remoteAddress0() {
        Association mine = association;
        return mine == null ? null : mine.peerAddress();
    }

    @Override
    protected void doBind(SocketAddress localAddress) {
        throw new UnsupportedOperationException("an association has its address from its carrier");
    }

    @Override
    protected void doDisconnect() {
        doClose();
    }

    @Override
    public ChannelConfig config() {
        return config;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public boolean isActive() {
        return up && open;
    }

    @Override
    public ChannelMetadata metadata() {
        return METADATA;
    }
}
