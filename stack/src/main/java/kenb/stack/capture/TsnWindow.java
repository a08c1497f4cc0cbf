package kenb.stack.capture;

import java.util.Arrays;

/// Which TSNs of one direction of an association were seen, and what the last of them carried (RFC 9260 §3.3.1).
/// Starts small, as captures of a core hold thousands of quiet associations.
final class TsnWindow {
    private static final int SMALLEST = 64;
    private static final int LARGEST = 4096;

    private int[] carried = new int[SMALLEST]; // by TSN modulo length; 0 where not seen
    private boolean started;
    private int lowest;
    private int highest;
    private int stray; // the last TSN far from all others
    private int strayMark;

    /// Whether this is the first sight of a chunk. The same TSN with other content is no repetition: tools
    /// that make captures number carelessly. Of TSNs that the window has left behind only that they came is known.
    ///
    /// @param fingerprint of the chunk's content
    boolean isNew(int tsn, int fingerprint) {
        int mark = fingerprint == 0 ? 1 : fingerprint;
        int ahead = tsn - highest;
        if (!started) {
            start(tsn);
        } else if (ahead > 0 && ahead <= LARGEST) {
            advance(tsn, ahead);
        } else if (ahead <= 0 && ahead > -LARGEST) {
            while (-ahead >= carried.length) grow();
            if (tsn - lowest < 0) lowest = tsn;
        } else if (ahead < 0 && tsn - lowest >= 0) {
            return false;
        } else {
            boolean again = strayMark == mark && stray == tsn;
            boolean moved = strayMark != 0 && !again && Math.abs(tsn - stray) < LARGEST;
            stray = tsn;
            strayMark = mark;
            if (!moved) return !again; // one alone may be damaged: the numbering goes on as before
            start(tsn);
        }
        int slot = tsn & carried.length - 1;
        if (carried[slot] == mark) return false;
        carried[slot] = mark;
        return true;
    }

    private void start(int tsn) {
        Arrays.fill(carried, 0);
        started = true;
        lowest = tsn;
        highest = tsn;
        strayMark = 0;
    }

    private void advance(int tsn, int ahead) {
        while (tsn - lowest >= carried.length && carried.length < LARGEST) grow();
        for (int i = 0; i < Math.min(ahead, carried.length); i++) {
            carried[tsn - i & carried.length - 1] = 0;
        }
        highest = tsn;
    }

    private void grow() {
        int[] larger = new int[carried.length * 2];
        for (int i = 0; i < carried.length; i++) {
            int tsn = highest - i;
            larger[tsn & larger.length - 1] = carried[tsn & carried.length - 1];
        }
        carried = larger;
    }
}
