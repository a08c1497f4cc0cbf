package kenb.tools.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/// Pairs the elements of two lists in order. Where they part, both are followed to the nearest place where they meet again;
/// time and memory grow with the lists' length alone.
final class Alignment {
    private static final int FARTHEST = 400;

    /// A pair, or what one side has alone; an index is -1 on the other.
    record Pair(int left, int right) {}

    private Alignment() {}

    static <T> List<Pair> of(List<T> left, List<T> right, BiPredicate<T, T> alike) {
        var pairs = new ArrayList<Pair>();
        int i = 0;
        int j = 0;
        while (i < left.size() && j < right.size()) {
            var skip =
                    alike.test(left.get(i), right.get(j))
                            ? new Pair(0, 0)
                            : meet(left, i, right, j, alike);
            for (int k = 0; k < skip.left; k++) pairs.add(new Pair(i++, -1));
            for (int k = 0; k < skip.right; k++) pairs.add(new Pair(-1, j++));
            if (i < left.size() && j < right.size() && alike.test(left.get(i), right.get(j)))
                pairs.add(new Pair(i++, j++));
        }
        while (i < left.size()) pairs.add(new Pair(i++, -1));
        while (j < right.size()) pairs.add(new Pair(-1, j++));
        return pairs;
    }

    /// How many to leave out on each side, as few as can be.
    private static <T> Pair meet(
            List<T> left, int i, List<T> right, int j, BiPredicate<T, T> alike) {
        for (int sum = 1; sum <= FARTHEST; sum++) {
            for (int a = 0; a <= sum; a++) {
                int b = sum - a;
                if (i + a < left.size()
                        && j + b < right.size()
                        && alike.test(left.get(i + a), right.get(j + b))) return new Pair(a, b);
            }
        }
        return new Pair(1, 1);
    }
}
