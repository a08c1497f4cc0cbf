package kenb.stack.ap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

@Tag("T-06")
class SilenceWatchdogTest {
    private final List<Object> events = new ArrayList<>();
    private final EmbeddedChannel channel =
            new EmbeddedChannel(
                    new SilenceWatchdog(
                            Duration.ofSeconds(10), it -> it.toString().startsWith("request")),
                    new ChannelInboundHandlerAdapter() {
                        @Override
                        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
                            events.add(event);
                        }
                    });

    @BeforeEach
    void stopTheClock() {
        channel.freezeTime();
    }

    @AfterEach
    void end() {
        channel.finishAndReleaseAll();
    }

    private void pass(long seconds) {
        channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
        channel.runPendingTasks();
    }

    @Test
    void aPeerThatIsAskedAndStaysDeafIsReportedOnce() {
        channel.writeOutbound("request");
        pass(9);
        channel.writeOutbound("request again");
        assertThat(events).isEmpty();
        pass(1);
        assertThat(events).containsExactly(new SilenceWatchdog.PeerSilent(Duration.ofSeconds(10)));
        channel.writeOutbound("request once more");
        pass(100);
        assertThat(events).hasSize(1);
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void aPeerThatIsAskedNothingMayStaySilentForHours() {
        channel.writeOutbound("indication");
        pass(36_000);
        assertThat(events).isEmpty();
    }

    @Test
    void anythingThatArrivesStartsTheLimitAnewWithTheNextQuestion() {
        channel.writeOutbound("request");
        pass(6);
        channel.writeInbound("something else");
        pass(100);
        channel.writeOutbound("request");
        pass(9);
        assertThat(events).isEmpty();
        pass(1);
        assertThat(events).hasSize(1);
    }

    @Test
    void aQuestionWhileTheOldTimerRunsHasItsWholeLimit() {
        channel.writeOutbound("request");
        pass(6);
        channel.writeInbound("answer");
        channel.writeOutbound("request");
        pass(9);
        assertThat(events).isEmpty();
        pass(1);
        assertThat(events).containsExactly(new SilenceWatchdog.PeerSilent(Duration.ofSeconds(10)));
    }

    @Test
    void aPeerThatWasHeardOfAgainIsReportedAgain() {
        channel.writeOutbound("request");
        pass(10);
        channel.writeInbound("answer");
        channel.writeOutbound("request");
        pass(10);
        assertThat(events).hasSize(2);
    }

    @Test
    void nothingIsReportedAfterTheEnd() {
        channel.writeOutbound("request");
        channel.close();
        pass(100);
        assertThat(events).isEmpty();
    }

    @Test
    void aLimitOfNothingIsRefused() {
        assertThatThrownBy(() -> new SilenceWatchdog(Duration.ZERO, _ -> true))
                .hasMessage("silence limit PT0S: more than zero");
    }
}
