package kenb.stack.pdcp;

import io.netty.buffer.ByteBuf;

/// PDCP status reports of LTE (TS 36.323 6.2.6): D/C 0 ‖ type(3) 0 ‖ FMS, of two octets with an SN of 12 bits and of three with 15 or 18 (between
/// them reserved bits), and a bit for each number behind FMS, set where its SDU came.
final class LteStatusReport {
    /// PDU type, 6.3.8.
    static final int TYPE = 0;

    /// Of the whole control PDU, 5.3.1.
    private static final int LONGEST_OCTETS = 8188;

    private LteStatusReport() {}

    /// @throws IllegalStateException for a bearer with numbers of 7 bits, for which there is no format
    static int headerOctets(SnLength sn) {
        return switch (sn) {
            case BITS_12 -> 2;
            case BITS_15, BITS_18 -> 3;
            case BITS_5, BITS_7 ->
                    throw new IllegalStateException(
                            "no status report has numbers of " + sn.bits() + " bits");
        };
    }

    /// @param behind how many numbers from the one behind FMS on are to be told of
    static int octets(SnLength sn, long behind) {
        return (int) Math.min(LONGEST_OCTETS, headerOctets(sn) + (behind + 7 >> 3));
    }

    static void writeFirstMissing(SnLength sn, ByteBuf report, long firstMissing) {
        int number = sn.sn(firstMissing);
        if (headerOctets(sn) == 2) report.writeShort(number);
        else report.writeMedium(number);
    }

    /// FMS, or -1 where the report is too short to have one.
    static int firstMissing(SnLength sn, ByteBuf report) {
        int octets = headerOctets(sn);
        if (report.readableBytes() < octets) return -1;
        int start = report.readerIndex();
        int header = octets == 2 ? report.getUnsignedShort(start) : report.getUnsignedMedium(start);
        return header & sn.maximumSn();
    }
}
