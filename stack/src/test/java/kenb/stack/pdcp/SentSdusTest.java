package kenb.stack.pdcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.Random;
import java.util.TreeMap;

@Tag("P-01")
class SentSdusTest {
    /// Lengths from nothing to a third of the room, so that it goes round and fits to the octet.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void whatIsKeptIsWhatWasSentAndNotConfirmed(int seed) {
        var random = new Random(seed);
        int limit = 1 + random.nextInt(20);
        int odd = seed & 1;
        var sent = new SentSdus(limit, 0);
        var model = new TreeMap<Long, byte[]>();
        long next = (1L << 31) - 3_000;
        sent.startAt(next);
        for (int i = 0; i < 2_000; i++) {
            switch (random.nextInt(5)) {
                case 0 -> {
                    long count = next - random.nextInt(limit + 3);
                    sent.forget(count);
                    model.remove(count);
                }
                case 1 -> {
                    long count = next + 1 - random.nextInt(2 * limit + 3);
                    if (random.nextInt(4) == 0) {
                        sent.forgetBelow(count);
                        model.headMap(count).clear();
                    }
                }
                default -> {
                    byte[] sdu = new byte[random.nextInt(4) * 512 + odd * random.nextInt(3)];
                    random.nextBytes(sdu);
                    sent.keep(next, Unpooled.wrappedBuffer(sdu), 0);
                    model.put(next++, sdu);
                    model.headMap(next - limit).clear();
                }
            }
            assertThat(sent.size()).as("step %d of seed %d", i, seed).isEqualTo(model.size());
            if (i % 50 == 0) model.forEach((count, sdu) -> isKept(sent, count, sdu));
        }
    }

    private static void isKept(SentSdus sent, long count, byte[] sdu) {
        ByteBuf copy = sent.copy(count, UnpooledByteBufAllocator.DEFAULT, 3, 4);
        assertThat(copy.readerIndex()).isEqualTo(3);
        assertThat(copy.writableBytes()).isEqualTo(4);
        assertThat(ByteBufUtil.getBytes(copy)).isEqualTo(sdu);
        copy.release();
    }

    /// Eight of 512 octets fill the first 4096; then one goes, and one takes its place.
    @Test
    void roomThatIsFullToTheOctetGrows() {
        var sent = new SentSdus(16, 0);
        for (int i = 0; i < 10; i++) {
            if (i == 8) sent.forget(0);
            byte[] sdu = new byte[512];
            Arrays.fill(sdu, (byte) i);
            sent.keep(i, Unpooled.wrappedBuffer(sdu), 0);
        }
        for (int i = 1; i < 10; i++) {
            ByteBuf copy = sent.copy(i, UnpooledByteBufAllocator.DEFAULT, 0, 0);
            assertThat(ByteBufUtil.getBytes(copy)).containsOnly(i);
            copy.release();
        }
    }

    @Test
    void theDiscardTimerCountsFromTheFirstSending() {
        var sent = new SentSdus(10, 50);
        for (int i = 0; i < 5; i++) sent.keep(i, Unpooled.EMPTY_BUFFER, 10 * i);
        sent.expire(60);
        assertThat(sent.first()).isEqualTo(2);
        assertThat(sent.size()).isEqualTo(3);
    }
}
