package kenb.stack.sctp.kernel;

import com.sun.nio.sctp.MessageInfo;
import com.sun.nio.sctp.SctpChannel;
import com.sun.nio.sctp.SctpStandardSocketOptions;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.sctp.nio.NioSctpChannel;

import kenb.stack.sctp.AssociationEvent;
import kenb.stack.sctp.SctpMessage;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.List;

/// Netty's channel of a kernel association, which reads [SctpMessage]s and [AssociationEvent]s in the order the kernel gives them
/// and can shut down or abort. Netty's own closes the socket as soon as the peer shuts down, and tells of it before messages that came
/// earlier.
final class KernelChannel extends NioSctpChannel {
    private final List<InetAddress> further;
    private final int maxMessageOctets;
    private final Notifications notifications = new Notifications();
    private @Nullable ByteBuf begun;
    private boolean shuttingDown;

    /// To connect.
    ///
    /// @param further local addresses besides the one to connect from
    KernelChannel(SctpChannel socket, List<InetAddress> further, int maxMessageOctets) {
        super(socket);
        this.further = further;
        this.maxMessageOctets = maxMessageOctets;
    }

    /// Accepted.
    KernelChannel(Channel listener, SctpChannel socket, int maxMessageOctets) {
        super(listener, socket);
        this.further = List.of();
        this.maxMessageOctets = maxMessageOctets;
    }

    @Override
    protected boolean doConnect(SocketAddress remote, SocketAddress local) throws Exception {
        SctpChannel socket = javaChannel().bind(local);
        for (InetAddress other : further) {
            socket.bindAddress(other);
        }
        return super.doConnect(remote, null);
    }

    @Override
    protected int doReadMessages(List<Object> into) throws Exception {
        int before = into.size();
        var sizes = unsafe().recvBufAllocHandle();
        ByteBuf message = begun;
        begun = null;
        if (message == null) {
            message = sizes.allocate(config().getAllocator());
        }
        try {
            while (true) {
                int at = message.writerIndex();
                ByteBuffer room = message.internalNioBuffer(at, message.writableBytes());
                sizes.attemptedBytesRead(room.remaining());
                MessageInfo info;
                try {
                    info = javaChannel().receive(room, into, notifications);
                } catch (IOException e) {
                    // ECONNRESET and the like come with or behind the notification that says the
                    // same.
                    into.add(new AssociationEvent.Lost(String.valueOf(e.getMessage())));
                    return into.size() - before;
                }
                if (info == null) {
                    return into.size() - before;
                }
                if (info.bytes() < 0) {
                    into.add(NoMore.NO_MORE);
                    return into.size() - before;
                }
                message.writerIndex(at + info.bytes());
                sizes.lastBytesRead(info.bytes());
                if (message.readableBytes() > maxMessageOctets) {
                    into.add(new TooLong("message of more than " + maxMessageOctets + " octets"));
                    return into.size() - before;
                }
                if (info.isComplete()) {
                    into.add(
                            new SctpMessage(
                                    info.streamNumber(),
                                    info.payloadProtocolID(),
                                    info.isUnordered(),
                                    message));
                    message = null;
                    return into.size() - before;
                }
                if (!message.isWritable()) {
                    message.ensureWritable(message.readableBytes());
                }
            }
        } finally {
            if (message != null) {
                if (message.isReadable()) {
                    begun = message;
                } else {
                    message.release();
                }
            }
        }
    }

    /// A message the kernel refuses costs that message, not the association.
    @Override
    protected boolean continueOnWriteError() {
        return true;
    }

    @Override
    protected void doWrite(ChannelOutboundBuffer in) throws Exception {
        super.doWrite(in);
        if (shuttingDown && in.isEmpty()) {
            javaChannel().shutdown();
        }
    }

    /// Sends what was written, then SHUTDOWN (RFC 9260 §9.2); the kernel tells of the end by a notification.
    void shutDown() {
        shuttingDown = true;
        ChannelOutboundBuffer waiting = unsafe().outboundBuffer();
        if (waiting == null || waiting.isEmpty()) {
            try {
                javaChannel().shutdown();
            } catch (IOException gone) {
                unsafe().close(voidPromise());
            }
        } else {
            flush();
        }
    }

    /// Makes the close that follows an ABORT: that is what a lingering time of zero means to SCTP.
    void abortOnClose() {
        try {
            javaChannel().setOption(SctpStandardSocketOptions.SO_LINGER, 0);
        } catch (IOException gone) {
            // Closed already: nothing to abort.
        }
    }

    /// Streams the peer takes from us, or 0 where there is no association.
    int outStreams() {
        var association = association();
        return association == null ? 0 : association.maxOutboundStreams();
    }

    int inStreams() {
        var association = association();
        return association == null ? 0 : association.maxInboundStreams();
    }

    @Override
    protected void doClose() throws Exception {
        ByteBuf left = begun;
        begun = null;
        if (left != null) {
            left.release();
        }
        super.doClose();
    }

    /// Stands behind the last message: the peer has begun to shut down, and the kernel may not be done with it yet.
    enum NoMore {
        NO_MORE
    }

    /// Stands among the messages where one was longer than the setting allows.
    record TooLong(String reason) {}
}
