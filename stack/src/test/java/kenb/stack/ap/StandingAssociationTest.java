package kenb.stack.ap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.embedded.EmbeddedChannel;

import kenb.stack.ap.StandingAssociation.Event;
import kenb.stack.sctp.AssociationEvent;
import kenb.stack.sctp.AssociationException;
import kenb.stack.sctp.SctpCarrier;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

@Tag("T-05")
class StandingAssociationTest {
    private static final InetSocketAddress HERE = new InetSocketAddress("127.0.0.1", 0);
    private static final InetSocketAddress THERE = new InetSocketAddress("127.0.0.1", 36412);

    private final EmbeddedChannel clock = new EmbeddedChannel();
    private final Line line = new Line();
    private final List<Event> events = new ArrayList<>();
    private final List<AssociationEvent> heardAbove = new ArrayList<>();
    private final StandingAssociation standing =
            new StandingAssociation(
                    clock.eventLoop(),
                    line,
                    HERE,
                    THERE,
                    new ChannelInitializer<>() {
                        @Override
                        protected void initChannel(Channel ch) {
                            ch.pipeline().addLast(new Above());
                        }
                    },
                    new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(10), 0),
                    Duration.ofSeconds(30),
                    new Random(1),
                    events::add);

    private final class Above extends ChannelInboundHandlerAdapter {
        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            heardAbove.add((AssociationEvent) event);
        }
    }

    /// Connects at once, or refuses.
    private static final class Line implements SctpCarrier {
        private final List<EmbeddedChannel> channels = new ArrayList<>();
        private int attempts;
        private boolean refusing;

        @Override
        public String name() {
            return "line";
        }

        @Override
        public ChannelFuture listen(InetSocketAddress local, ChannelInitializer<Channel> child) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ChannelFuture connect(
                InetSocketAddress local,
                InetSocketAddress remote,
                ChannelInitializer<Channel> init) {
            attempts++;
            var channel = new EmbeddedChannel(init);
            channels.add(channel);
            return refusing
                    ? channel.newFailedFuture(new AssociationException("nobody there"))
                    : channel.newSucceededFuture();
        }

        @Override
        public void close() {}
    }

    @BeforeEach
    void stopTheClock() {
        clock.freezeTime();
    }

    private void pass(long seconds) {
        clock.advanceTimeBy(seconds, TimeUnit.SECONDS);
        clock.runPendingTasks();
        line.channels.forEach(EmbeddedChannel::runPendingTasks);
        clock.runPendingTasks();
    }

    private void lose(String reason) {
        Channel channel = line.channels.getLast();
        channel.pipeline().fireUserEventTriggered(new AssociationEvent.Lost(reason));
        channel.close();
        pass(0);
    }

    @Test
    void aPeerThatRefusesIsAskedLessAndLessOften() {
        line.refusing = true;
        standing.start();
        standing.start();
        pass(0);
        assertThat(line.attempts).isEqualTo(1);
        for (int wait : new int[] {1, 2, 4, 8, 10, 10}) {
            int before = line.attempts;
            assertThat(events.getLast())
                    .isEqualTo(new Event.Down("nobody there", before, Duration.ofSeconds(wait)));
            pass(wait - 1);
            assertThat(line.attempts).isEqualTo(before);
            pass(1);
            assertThat(line.attempts).isEqualTo(before + 1);
        }
        line.refusing = false;
        pass(10);
        assertThat(events.getLast()).isEqualTo(new Event.Up(line.channels.getLast()));
    }

    @Test
    void aLostAssociationComesBackWithANewChannel() {
        standing.start();
        pass(60);
        lose("the peer does not answer");
        assertThat(events.getLast())
                .isEqualTo(new Event.Down("the peer does not answer", 1, Duration.ofSeconds(1)));
        assertThat(heardAbove)
                .containsExactly(new AssociationEvent.Lost("the peer does not answer"));
        pass(1);
        assertThat(line.channels).hasSize(2);
        assertThat(events.getLast()).isEqualTo(new Event.Up(line.channels.getLast()));
    }

    @Test
    void aPeerThatEndsEachAssociationAtOnceIsNotAskedWithoutEnd() {
        standing.start();
        pass(0);
        for (int wait : new int[] {1, 2, 4, 8, 10}) {
            lose("aborted by the peer");
            assertThat(events.getLast())
                    .isInstanceOfSatisfying(
                            Event.Down.class,
                            it -> assertThat(it.retryIn()).isEqualTo(Duration.ofSeconds(wait)));
            pass(wait);
        }
        pass(30);
        lose("aborted by the peer");
        assertThat(events.getLast())
                .isEqualTo(new Event.Down("aborted by the peer", 1, Duration.ofSeconds(1)));
    }

    @Test
    void closingEndsTheAssociationAndTheTries() {
        standing.start();
        pass(0);
        standing.close();
        pass(0);
        assertThat(line.channels.getLast().isOpen()).isFalse();
        pass(100);
        assertThat(line.attempts).isEqualTo(1);
    }

    @Test
    void closingWhileWaitingEndsTheTries() {
        line.refusing = true;
        standing.start();
        pass(0);
        standing.close();
        pass(100);
        assertThat(line.attempts).isEqualTo(1);
    }

    @Test
    void waitsAreSpreadAndNeverFarBeyondTheLimit() {
        var backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), 0.25);
        var random = new Random(7);
        for (int failures = 1; failures < 2000; failures++) {
            double steady = Math.min(60, Math.pow(2, failures - 1));
            assertThat(backoff.after(failures, random).toNanos() / 1e9)
                    .isBetween(0.75 * steady, 1.25 * steady);
        }
        assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1), 0))
                .hasMessageContaining("not falling");
    }
}
