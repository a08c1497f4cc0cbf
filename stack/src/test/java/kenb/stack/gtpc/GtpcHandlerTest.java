package kenb.stack.gtpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;

import kenb.codec.gtpc.Cause;
import kenb.codec.gtpc.GtpcIeTypes;
import kenb.codec.gtpc.GtpcMessage;
import kenb.codec.gtpc.GtpcMessageType;
import kenb.codec.per.DecodeException;
import kenb.codec.per.Octets;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Two entities on real sockets.
@Tag("W-09")
class GtpcHandlerTest {

    /// Accepts every request but the first datagram, which it does not hear of.
    private static final class Node implements GtpcOutput {
        final CompletableFuture<GtpcMessage> answer = new CompletableFuture<>();
        final AtomicInteger requests = new AtomicInteger();
        final GtpcEntity entity =
                new GtpcEntity(new GtpcSettings(50, 100, 60_000, 0, 10), 1, 1, this);
        final GtpcHandler handler =
                new GtpcHandler(entity, () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
        int lose;

        @Override
        public void send(InetSocketAddress peer, Octets datagram) {
            if (lose-- <= 0) handler.send(peer, datagram);
        }

        @Override
        public void request(InetSocketAddress peer, GtpcMessage message) {
            requests.incrementAndGet();
            entity.answer(
                    peer,
                    message,
                    new GtpcMessage(
                            GtpcMessageType.RELEASE_ACCESS_BEARERS_RESPONSE,
                            0,
                            0,
                            GtpcIeTypes.CAUSE.of(new Cause(Cause.REQUEST_ACCEPTED))),
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
        }

        @Override
        public void answered(InetSocketAddress peer, GtpcMessage request, GtpcMessage message) {
            answer.complete(message);
        }

        @Override
        public void unanswered(InetSocketAddress peer, GtpcMessage request) {
            answer.completeExceptionally(new AssertionError(request + " unanswered"));
        }

        @Override
        public void restarted(InetSocketAddress peer, int before, int now) {}

        @Override
        public void malformed(InetSocketAddress peer, DecodeException why) {
            answer.completeExceptionally(why);
        }
    }

    @Test
    void aLostRequestAndALostAnswerAreSentAgainByTheTimersOfTheEventLoop() throws Exception {
        var group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try {
            var client = new Node();
            var server = new Node();
            client.lose = 2;
            server.lose = 1;
            Channel here = bind(group, client);
            Channel there = bind(group, server);
            var peer = (InetSocketAddress) there.localAddress();
            here.eventLoop()
                    .execute(() -> {
                        long now = TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
                        client.entity.request(
                                peer,
                                new GtpcMessage(
                                        GtpcMessageType.RELEASE_ACCESS_BEARERS_REQUEST, 1, 0),
                                now);
                        client.handler.arm();
                    });
            assertThat(client.answer.get(60, TimeUnit.SECONDS).ies().require(GtpcIeTypes.CAUSE))
                    .isEqualTo(new Cause(Cause.REQUEST_ACCEPTED));
            assertThat(server.requests).hasValue(1);
        } finally {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
        }
    }

    private static Channel bind(MultiThreadIoEventLoopGroup group, Node node) throws Exception {
        return new Bootstrap()
                .group(group)
                .channel(NioDatagramChannel.class)
                .handler(node.handler)
                .bind(new InetSocketAddress("127.0.0.1", 0))
                .sync()
                .channel();
    }
}
