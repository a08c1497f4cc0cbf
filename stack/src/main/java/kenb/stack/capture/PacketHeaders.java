package kenb.stack.capture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// How long packet headers of a pcap file are. Old Linux distributions and some vendors put further fields into them and
/// left the magic number as it was, so only the file's first packets tell.
final class PacketHeaders {
    static final int LOOK_AHEAD = 1 << 16;

    private static final int PATCHED = 0xA1B2CD34; // index, protocol, type
    private static final int[] USUAL_LENGTHS = {16, 24, 20}; // 24: Red Hat 6.1, 20: Nokia
    private static final int[] PATCHED_LENGTHS = {24, 28, 16}; // 28: SuSE 6.3
    private static final int PACKETS = 4;
    private static final long MAX_GAP_SECONDS = 366 * 86_400L;

    private PacketHeaders() {}

    /// @param start of the file behind its header
    static int octets(byte[] start, ByteOrder order, int magic, int nanosPerUnit) {
        int[] lengths = magic == PATCHED ? PATCHED_LENGTHS : USUAL_LENGTHS;
        int best = lengths[0];
        int mostPlausible = 0;
        for (int length : lengths) {
            int plausible = plausible(ByteBuffer.wrap(start).order(order), length, nanosPerUnit);
            if (plausible > mostPlausible) {
                best = length;
                mostPlausible = plausible;
            }
        }
        return best;
    }

    /// How many packets in a row look right with headers of `length`.
    private static int plausible(ByteBuffer file, int length, int nanosPerUnit) {
        long before = -1;
        int packets = 0;
        for (int at = 0; packets < PACKETS && at + length <= file.limit(); packets++) {
            long seconds = file.getInt(at) & 0xFFFFFFFFL;
            long fraction = file.getInt(at + 4) & 0xFFFFFFFFL;
            long captured = file.getInt(at + 8) & 0xFFFFFFFFL;
            long original = file.getInt(at + 12) & 0xFFFFFFFFL;
            boolean right =
                    fraction * nanosPerUnit < 1_000_000_000L
                            && captured <= original
                            && original <= PcapReader.MAX_PACKET
                            && (before < 0 || Math.abs(seconds - before) < MAX_GAP_SECONDS);
            if (!right) break;
            before = seconds;
            at += length + (int) captured;
        }
        return packets;
    }
}
