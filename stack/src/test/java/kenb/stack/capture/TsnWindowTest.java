package kenb.stack.capture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Random;

@Tag("R-01")
class TsnWindowTest {
    private final TsnWindow window = new TsnWindow();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, -5, Integer.MAX_VALUE - 10, -40_000})
    void everyTsnIsNewOnceWhateverTheOrderAndTheRepetitions(int start) {
        var random = new Random(start);
        var tsns = new ArrayList<Integer>();
        for (int i = 0; i < 50_000; i++) tsns.add(start + i);
        for (int i = 0; i < tsns.size() - 300; i += 300)
            Collections.shuffle(tsns.subList(i, i + 300), random);
        int isNew = 0;
        for (int i = 0; i < tsns.size(); i++) {
            if (window.isNew(tsns.get(i), 7)) isNew++;
            int before = Math.max(0, i - random.nextInt(600));
            assertThat(window.isNew(tsns.get(before), 7)).isFalse();
        }
        assertThat(isNew).isEqualTo(50_000);
    }

    @Test
    void aSecondSightOfAWholeAssociationIsNoNews() {
        for (int i = 0; i < 100_000; i++) assertThat(window.isNew(i, i)).isTrue();
        for (int i = 0; i < 100_000; i++) assertThat(window.isNew(i, i)).as("TSN %d", i).isFalse();
    }

    @Test
    void aDamagedTsnDoesNotHideTheNextOnes() {
        for (int i = 1000; i < 1100; i++) assertThat(window.isNew(i, i)).isTrue();
        assertThat(window.isNew(1100 + 0x40000, 3)).isTrue();
        assertThat(window.isNew(1100 + 0x40000, 3)).isFalse();
        for (int i = 1101; i < 1200; i++) assertThat(window.isNew(i, i)).isTrue();
        for (int i = 1101; i < 1200; i++) assertThat(window.isNew(i, i)).isFalse();
    }

    @Test
    void aNumberingThatMovesIsFollowed() {
        for (int i = 0; i < 100; i++) assertThat(window.isNew(i, i)).isTrue();
        for (int i = 1_000_000; i < 1_000_100; i++) assertThat(window.isNew(i, i)).isTrue();
        for (int i = 1_000_001; i < 1_000_100; i++) assertThat(window.isNew(i, i)).isFalse();
    }

    @Test
    void theSameNumberWithOtherContentIsAnotherMessage() {
        assertThat(window.isNew(0, 1)).isTrue();
        assertThat(window.isNew(0, 2)).isTrue();
        assertThat(window.isNew(0, 2)).isFalse();
    }
}
