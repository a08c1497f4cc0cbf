package kenb.stack.gtpu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

@Tag("W-09")
class GtpuPathsTest {
    private static final InetSocketAddress PEER = new InetSocketAddress("127.0.0.2", 2152);

    private final List<String> seen = new ArrayList<>();
    private final GtpuPaths paths =
            new GtpuPaths(
                    GtpuPaths.Settings.usual(),
                    new GtpuPaths.Output() {
                        @Override
                        public void echoRequest(InetSocketAddress peer, int sequence) {
                            seen.add("echo " + sequence);
                        }

                        @Override
                        public void lost(InetSocketAddress peer) {
                            seen.add("lost");
                        }

                        @Override
                        public void back(InetSocketAddress peer) {
                            seen.add("back");
                        }
                    });

    @Test
    void anAnsweredPathIsAskedOnceAMinute() {
        paths.watch(PEER, 0);
        paths.echoResponse(PEER, 0, 10);
        assertThat(paths.tick(60_009)).isEqualTo(60_010);
        assertThat(seen).containsExactly("echo 0");
        paths.tick(60_010);
        assertThat(seen).containsExactly("echo 0", "echo 1");
    }

    @Test
    void aSilentPathIsLostOnceAndBackAtItsNextAnswer() {
        paths.watch(PEER, 0);
        for (long now = 0; now <= 150_000; now += 1_000) paths.tick(now);
        assertThat(seen)
                .containsExactly(
                        "echo 0", "echo 0", "echo 0", "lost", "echo 1", "echo 1", "echo 1",
                        "echo 2", "echo 2", "echo 2");
        paths.echoResponse(PEER, 1, 150_000);
        assertThat(seen).doesNotContain("back");
        long now = paths.tick(150_000);
        while (!seen.getLast().equals("echo 3")) now = paths.tick(now);
        paths.echoResponse(PEER, 3, now);
        assertThat(seen.getLast()).isEqualTo("back");
    }

    @Test
    void answersOfStrangersAndOldAnswersCountForNothing() {
        paths.watch(PEER, 0);
        paths.echoResponse(new InetSocketAddress("127.0.0.3", 2152), 0, 1);
        paths.echoResponse(PEER, 7, 1);
        assertThat(paths.tick(2)).isEqualTo(3_000);
        paths.forget(PEER);
        assertThat(paths.tick(100_000)).isEqualTo(Long.MAX_VALUE);
    }
}
