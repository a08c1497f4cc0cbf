package kenb.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// Spoils good messages the ways networks and enemies do.
final class Mutator {
    private static final int MOST_OCTETS = 8192;

    /// First octets of lengths (X.691 §11.9) and of numbers at the edge.
    private static final byte[][] FORGED = {
        {0},
        {1},
        {0x7F},
        {(byte) 0x80},
        {(byte) 0xFF},
        {(byte) 0x80, 0},
        {(byte) 0x80, (byte) 0x80},
        {(byte) 0xBF, (byte) 0xFF},
        {(byte) 0xC1},
        {(byte) 0xC4},
        {(byte) 0xC0},
        {(byte) 0xFF, (byte) 0xFF},
        {0, 0, 0, 0},
        {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF},
        {0x7F, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF}
    };

    private final SplittableRandom random;

    Mutator(SplittableRandom random) {
        this.random = random;
    }

    /// One of `seeds` with one to six things wrong, sometimes none.
    byte[] spoil(List<byte[]> seeds) {
        var octets = pick(seeds).clone();
        for (int left = random.nextInt(7); left > 0; left--) octets = once(octets, seeds);
        return octets.length <= MOST_OCTETS ? octets : Arrays.copyOf(octets, MOST_OCTETS);
    }

    private byte[] once(byte[] octets, List<byte[]> seeds) {
        if (octets.length == 0) return bytes(1 + random.nextInt(40));
        int at = random.nextInt(octets.length);
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> octets[at] ^= (byte) (1 << random.nextInt(8));
            case 3 -> octets[at] = (byte) random.nextInt(256);
            case 4 -> octets[at] += (byte) (random.nextInt(9) - 4);
            case 5 -> {
                var forged = FORGED[random.nextInt(FORGED.length)];
                System.arraycopy(
                        forged, 0, octets, at, Math.min(forged.length, octets.length - at));
            }
            case 6 -> {
                return Arrays.copyOf(octets, at);
            }
            case 7 -> {
                return spliced(octets, at, at, bytes(1 + random.nextInt(16)));
            }
            case 8 -> {
                int to = at + random.nextInt(Math.min(octets.length - at, 16) + 1);
                return spliced(octets, at, to, new byte[0]);
            }
            default -> {
                var other = pick(seeds);
                int from = random.nextInt(other.length + 1);
                int to = from + random.nextInt(other.length - from + 1);
                int end = random.nextBoolean() ? octets.length : at;
                return spliced(octets, at, end, Arrays.copyOfRange(other, from, to));
            }
        }
        return octets;
    }

    private static byte[] spliced(byte[] octets, int from, int to, byte[] middle) {
        var whole = new byte[from + middle.length + octets.length - to];
        System.arraycopy(octets, 0, whole, 0, from);
        System.arraycopy(middle, 0, whole, from, middle.length);
        System.arraycopy(octets, to, whole, from + middle.length, octets.length - to);
        return whole;
    }

    private byte[] bytes(int count) {
        var octets = new byte[count];
        random.nextBytes(octets);
        return octets;
    }

    private byte[] pick(List<byte[]> seeds) {
        return seeds.get(random.nextInt(seeds.size()));
    }
}
