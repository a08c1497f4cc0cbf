package kenb.tools.decode;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A PDCP PDU, or an RRC message without PDCP, in the framings that Wireshark's pdcp-lte, pdcp-nr and rlc-lte dissectors
/// know over UDP: a start string, fixed octets, tagged fields, the PDU.
///
/// @param hasHeader whether there is a PDCP header before the message
/// @param channel `DCCH`, `CCCH`, `BCCH-BCH` …; of user data `DTCH`
/// @param snLength bits of the sequence number
/// @param bearer of an SRB or DRB, from 1; 0 where the framing does not say
/// @param ueId 0 where the framing does not say
/// @param hasMac whether a user PDU of NR ends in a MAC-I
/// @param sdapOctets of the SDAP header before the user's packet
record PdcpFrame(
        boolean isNr,
        boolean hasHeader,
        boolean signalling,
        boolean uplink,
        String channel,
        int snLength,
        int bearer,
        int ueId,
        boolean hasMac,
        int sdapOctets,
        byte[] pdu) {
    private static final byte[] LTE = "pdcp-lte".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NR = "pdcp-nr".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] RLC = "rlc-lte".getBytes(StandardCharsets.US_ASCII);
    private static final int SIGNALLING_PLANE = 1;
    private static final int USER_PLANE = 2;
    private static final int TRANSPARENT = 1;
    private static final int RLC_CCCH = 1;
    private static final int PAYLOAD = 1;

    private static final String LTE_OCTETS =
            " 01111211111222"; // octets of the values of tags 1 to 14
    private static final String NR_OCTETS = " 01111201001002010"; // of tags 1 to 17
    private static final String RLC_OCTETS = " 011122111"; // of tags 1 to 9

    /// Null for what is none of the three or not complete, and for RLC other than the common channel's.
    static @Nullable PdcpFrame read(byte[] datagram) {
        try {
            if (starts(datagram, LTE)) return lte(datagram);
            if (starts(datagram, NR)) return nr(datagram);
            return starts(datagram, RLC) ? rlc(datagram) : null;
        } catch (IndexOutOfBoundsException _) {
            return null;
        }
    }

    private static @Nullable PdcpFrame lte(byte[] octets) {
        boolean hasHeader = octets[8] == 0;
        int plane = octets[9];
        int[] fields = new int[16];
        int at = fields(octets, 11, LTE_OCTETS, fields);
        if (at < 0 || plane != SIGNALLING_PLANE && plane != USER_PLANE) return null;
        var channel =
                plane == USER_PLANE
                        ? "DTCH"
                        : switch (fields[4]) {
                            case 1 -> "DCCH";
                            case 2 -> fields[5] == 1 ? "BCCH-BCH" : "BCCH-DL-SCH";
                            case 3 -> "CCCH";
                            case 4 -> "PCCH";
                            default -> "";
                        };
        if (channel.isEmpty()) return null;
        return new PdcpFrame(
                false,
                hasHeader,
                plane == SIGNALLING_PLANE,
                fields[3] == 0,
                channel,
                plane == SIGNALLING_PLANE ? 5 : fields[2],
                fields[13],
                fields[14],
                false,
                0,
                Arrays.copyOfRange(octets, at, octets.length));
    }

    private static @Nullable PdcpFrame nr(byte[] octets) {
        int plane = octets[7];
        int[] fields = new int[18];
        int at = fields(octets, 8, NR_OCTETS, fields);
        if (at < 0 || plane != SIGNALLING_PLANE && plane != USER_PLANE) return null;
        var channel =
                plane == USER_PLANE
                        ? "DTCH"
                        : switch (fields[4]) {
                            case 1 -> "DCCH";
                            case 2 -> "BCCH-BCH";
                            case 3 -> "BCCH-DL-SCH";
                            case 4 -> "CCCH";
                            case 5 -> "PCCH";
                            default -> "";
                        };
        if (channel.isEmpty()) return null;
        boolean uplink = fields[3] == 0;
        boolean sdap = (fields[16] & (uplink ? 1 : 2)) != 0;
        return new PdcpFrame(
                true,
                channel.equals("DCCH") || channel.equals("DTCH"),
                plane == SIGNALLING_PLANE,
                uplink,
                channel,
                fields[2] == 0 ? 12 : fields[2],
                fields[5],
                fields[6],
                fields[15] != 0,
                sdap ? 1 : 0,
                Arrays.copyOfRange(octets, at, octets.length));
    }

    private static @Nullable PdcpFrame rlc(byte[] octets) {
        int[] fields = new int[16];
        int at = fields(octets, 8, RLC_OCTETS, fields);
        if (octets[7] != TRANSPARENT || at < 0 || fields[6] != RLC_CCCH) return null;
        byte[] pdu = Arrays.copyOfRange(octets, at, octets.length);
        return new PdcpFrame(
                false, false, true, fields[3] == 0, "CCCH", 0, 0, fields[5], false, 0, pdu);
    }

    /// Reads tagged fields up to the payload's tag, a tag without value as 1; gives the payload's index, -1 for an unknown
    /// tag. All fields are 0 where they are not there, the UE's id among them.
    private static int fields(byte[] octets, int start, String lengths, int[] fields) {
        for (int at = start; at < octets.length; ) {
            int tag = octets[at++];
            if (tag == PAYLOAD) return at;
            if (tag < 0 || tag >= lengths.length() || lengths.charAt(tag) == ' ') return -1;
            int length = lengths.charAt(tag) - '0';
            int value = length == 0 ? 1 : 0;
            for (int i = 0; i < length; i++) value = value << 8 | octets[at++] & 0xFF;
            fields[tag] = value;
        }
        return -1;
    }

    private static boolean starts(byte[] octets, byte[] text) {
        return octets.length > text.length + 3
                && Arrays.equals(octets, 0, text.length, text, 0, text.length);
    }
}
