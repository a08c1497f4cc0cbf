package kenb.stack.sctp.kernel;

import com.sun.nio.sctp.SctpChannel;
import com.sun.nio.sctp.SctpStandardSocketOptions.InitMaxStreams;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.sctp.SctpChannelOption;
import io.netty.util.concurrent.GlobalEventExecutor;

import kenb.stack.sctp.AssociationAbort;
import kenb.stack.sctp.AssociationException;
import kenb.stack.sctp.SctpCarrier;
import kenb.stack.sctp.SctpSettings;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// SCTP of the kernel. Java can set stream counts and buffers; the rest are the host's sysctls, so a setting other than the
/// default is refused and its sysctl named. A wildcard address stands for all of the host's, which the peer is told.
public final class KernelCarrier implements SctpCarrier {
    private final EventLoopGroup group;
    private final SctpSettings settings;
    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

    /// @throws IllegalStateException where kernel SCTP is missing
    /// @throws IllegalArgumentException naming each setting that can't be honoured
    public KernelCarrier(EventLoopGroup group, SctpSettings settings) {
        List<String> refusals = refusals(settings);
        if (!refusals.isEmpty()) {
            throw new IllegalArgumentException(
                    "the kernel carrier can't honour: " + String.join("; ", refusals));
        }
        if (group instanceof IoEventLoopGroup loops && !loops.isIoType(NioIoHandler.class)) {
            throw new IllegalArgumentException(
                    "the kernel carrier needs event loops of Java's NIO (EventLoops.nio)");
        }
        String missing = KernelSctp.missing();
        if (missing != null) {
            throw new IllegalStateException(missing);
        }
        this.group = group;
        this.settings = settings;
    }

    /// Settings this carrier can't honour, each with the way to get it.
    public static List<String> refusals(SctpSettings s) {
        SctpSettings d = SctpSettings.defaults();
        List<String> all = new ArrayList<>();
        refuse(all, "rtoInitial", s.rtoInitial(), d.rtoInitial(), "sysctl net.sctp.rto_initial");
        refuse(all, "rtoMin", s.rtoMin(), d.rtoMin(), "sysctl net.sctp.rto_min");
        refuse(all, "rtoMax", s.rtoMax(), d.rtoMax(), "sysctl net.sctp.rto_max");
        refuse(
                all,
                "heartbeatInterval",
                s.heartbeatInterval(),
                d.heartbeatInterval(),
                "sysctl net.sctp.hb_interval");
        refuse(
                all,
                "pathMaxRetrans",
                s.pathMaxRetrans(),
                d.pathMaxRetrans(),
                "sysctl net.sctp.path_max_retrans");
        refuse(
                all,
                "associationMaxRetrans",
                s.associationMaxRetrans(),
                d.associationMaxRetrans(),
                "sysctl net.sctp.association_max_retrans");
        refuse(
                all,
                "maxInitRetransmits",
                s.maxInitRetransmits(),
                d.maxInitRetransmits(),
                "sysctl net.sctp.max_init_retransmits");
        refuse(all, "sackDelay", s.sackDelay(), d.sackDelay(), "sysctl net.sctp.sack_timeout");
        refuse(
                all,
                "sackEveryPackets",
                s.sackEveryPackets(),
                d.sackEveryPackets(),
                "no way, the socket option is not among Java's");
        refuse(
                all,
                "authenticatedChunks",
                s.authenticatedChunks(),
                d.authenticatedChunks(),
                "no way, sysctl net.sctp.auth_enable allows it but Java can't give the kernel keys");
        refuse(
                all,
                "cookieLife",
                s.cookieLife(),
                d.cookieLife(),
                "sysctl net.sctp.valid_cookie_life");
        refuse(
                all,
                "pmtuOctets",
                s.pmtuOctets(),
                d.pmtuOctets(),
                "the MTU of the interface or route");
        refuse(
                all,
                "maxAssociations",
                s.maxAssociations(),
                d.maxAssociations(),
                "a limit of the process's open files");
        refuse(
                all,
                "localEncapsulationPort",
                s.localEncapsulationPort(),
                d.localEncapsulationPort(),
                "sysctl net.sctp.udp_port");
        refuse(
                all,
                "remoteEncapsulationPort",
                s.remoteEncapsulationPort(),
                d.remoteEncapsulationPort(),
                "sysctl net.sctp.encap_port");
        refuse(
                all,
                "datagramPipeline",
                s.datagramPipeline(),
                d.datagramPipeline(),
                "no way, the packets are the kernel's: capture with dumpcap");
        return all;
    }

    private static void refuse(
            List<String> all, String name, Object value, Object byDefault, String remedy) {
        if (!Objects.equals(value, byDefault)) {
            all.add(name + " (instead: " + remedy + ")");
        }
    }

    @Override
    public String name() {
        return "kernel";
    }

    @Override
    public ChannelFuture listen(InetSocketAddress local, ChannelInitializer<Channel> child) {
        ChannelFuture listening =
                new ServerBootstrap()
                        .group(group)
                        .channelFactory(() ->
                                new KernelServerChannel(
                                        settings.furtherLocalAddresses(),
                                        settings.maxMessageOctets()))
                        .option(SctpChannelOption.SCTP_INIT_MAXSTREAMS, streams())
                        .childOption(SctpChannelOption.SCTP_NODELAY, settings.noDelay())
                        .childOption(SctpChannelOption.SO_SNDBUF, settings.sendBufferOctets())
                        .childOption(SctpChannelOption.SO_RCVBUF, settings.receiveBufferOctets())
                        .childHandler(pipeline(child))
                        .bind(local);
        channels.add(listening.channel());
        return listening;
    }

    @Override
    public ChannelFuture connect(
            InetSocketAddress local, InetSocketAddress remote, ChannelInitializer<Channel> init) {
        ChannelFuture connecting =
                new Bootstrap()
                        .group(group)
                        .channelFactory(this::socket)
                        .option(SctpChannelOption.SCTP_INIT_MAXSTREAMS, streams())
                        .option(SctpChannelOption.SCTP_NODELAY, settings.noDelay())
                        .option(SctpChannelOption.SO_SNDBUF, settings.sendBufferOctets())
                        .option(SctpChannelOption.SO_RCVBUF, settings.receiveBufferOctets())
                        // The kernel gives up by itself, after net.sctp.max_init_retransmits.
                        .option(SctpChannelOption.CONNECT_TIMEOUT_MILLIS, 0)
                        .handler(pipeline(init))
                        .connect(remote, local);
        ChannelPromise promise = connecting.channel().newPromise();
        connecting.addListener(done -> {
            if (done.isSuccess()) {
                promise.trySuccess();
            } else {
                promise.tryFailure(notSetUp(remote, done.cause()));
            }
        });
        return promise;
    }

    private static AssociationException notSetUp(InetSocketAddress remote, Throwable cause) {
        var failure =
                new AssociationException(
                        switch (cause) {
                            case UnresolvedAddressException _, UnknownHostException _ ->
                                    "unknown host " + remote.getHostString();
                            case ConnectException _ ->
                                    remote.getHostString()
                                            + " port "
                                            + remote.getPort()
                                            + ": "
                                            + cause.getMessage();
                            default -> String.valueOf(cause.getMessage());
                        });
        failure.initCause(cause);
        return failure;
    }

    private KernelChannel socket() {
        try {
            return new KernelChannel(
                    SctpChannel.open(),
                    settings.furtherLocalAddresses(),
                    settings.maxMessageOctets());
        } catch (IOException e) {
            throw new ChannelException("no SCTP socket: " + e.getMessage(), e);
        }
    }

    private InitMaxStreams streams() {
        return InitMaxStreams.create(settings.maxInStreams(), settings.outStreams());
    }

    /// Wire side first: the kernel's messages and notifications become ours, then whatever the caller adds.
    private ChannelInitializer<Channel> pipeline(ChannelInitializer<Channel> theirs) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channels.add(channel);
                channel.pipeline()
                        .addLast(
                                "kernelSctp", new KernelMessages((KernelChannel) channel, settings))
                        .addLast(theirs);
            }
        };
    }

    @Override
    public void close() {
        channels.forEach(channel -> {
            if (channel instanceof KernelChannel) {
                channel.write(new AssociationAbort("carrier closed"));
            } else {
                channel.close();
            }
        });
    }
}
