package kenb.stack.sctp.kernel;

import com.sun.nio.sctp.SctpStandardSocketOptions.InitMaxStreams;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.sctp.SctpChannelOption;
import io.netty.channel.sctp.nio.NioSctpChannel;
import io.netty.channel.sctp.nio.NioSctpServerChannel;
import io.netty.handler.codec.sctp.SctpMessageCompletionHandler;
import io.netty.util.concurrent.GlobalEventExecutor;

import kenb.stack.sctp.AssociationAbort;
import kenb.stack.sctp.SctpCarrier;
import kenb.stack.sctp.SctpSettings;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// SCTP of the kernel. Java can set stream counts and buffers; the rest are the host's sysctls, so a setting other than the
/// default is refused and its sysctl named.
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
                        .channel(NioSctpServerChannel.class)
                        .option(SctpChannelOption.SCTP_INIT_MAXSTREAMS, streams())
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
        return new Bootstrap()
                .group(group)
                .channel(NioSctpChannel.class)
                .option(SctpChannelOption.SCTP_INIT_MAXSTREAMS, streams())
                .option(SctpChannelOption.SO_SNDBUF, settings.sendBufferOctets())
                .option(SctpChannelOption.SO_RCVBUF, settings.receiveBufferOctets())
                .handler(pipeline(init))
                .connect(remote, local);
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
                        .addLast("wholeMessages", new SctpMessageCompletionHandler())
                        .addLast(
                                "kernelSctp",
                                new KernelMessages((NioSctpChannel) channel, settings))
                        .addLast(theirs);
            }
        };
    }

    @Override
    public void close() {
        channels.forEach(channel -> {
            if (channel instanceof NioSctpChannel) {
                channel.write(new AssociationAbort("carrier closed"));
                channel.flush();
            } else {
                channel.close();
            }
        });
    }
}
