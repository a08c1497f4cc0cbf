package kenb.stack.pdcp;

import io.netty.buffer.ByteBuf;

/// Data PDU headers of TS 36.323 6.2: length of the sequence number and of the header, and the receive window.
public enum SnLength {
    /// R R R SN(5): SRB, 6.2.2.
    BITS_5(5, 1, false),
    /// D/C SN(7): DRB on RLC UM, 6.2.4.
    BITS_7(7, 1, true),
    /// D/C R R R SN(12): DRB, 6.2.3.
    BITS_12(12, 2, true),
    /// D/C SN(15): DRB on RLC AM, 6.2.9.
    BITS_15(15, 2, true),
    /// D/C R(5) SN(18): DRB on RLC AM, 6.2.11.
    BITS_18(18, 3, true);

    private final int bits;
    private final int headerOctets;
    private final boolean hasDataControlBit;

    SnLength(int bits, int headerOctets, boolean hasDataControlBit) {
        this.bits = bits;
        this.headerOctets = headerOctets;
        this.hasDataControlBit = hasDataControlBit;
    }

    public int bits() {
        return bits;
    }

    public int headerOctets() {
        return headerOctets;
    }

    /// Maximum_PDCP_SN, 7.1.
    public int maximumSn() {
        return (1 << bits) - 1;
    }

    /// Reordering_Window, 7.1: half of the numbers.
    public int reorderingWindow() {
        return 1 << bits - 1;
    }

    public int sn(long count) {
        return (int) count & maximumSn();
    }

    public long hfn(long count) {
        return count >>> bits;
    }

    /// COUNT = HFN ‖ SN.
    public long count(long hfn, int sn) {
        return hfn << bits | sn;
    }

    /// Whether the first octet is of a data PDU (D/C bit set; an SRB has only data PDUs).
    boolean isData(int firstOctet) {
        return !hasDataControlBit || (firstOctet & 0x80) != 0;
    }

    int readSn(ByteBuf pdu, int index) {
        int header =
                switch (headerOctets) {
                    case 1 -> pdu.getUnsignedByte(index);
                    case 2 -> pdu.getUnsignedShort(index);
                    default -> pdu.getUnsignedMedium(index);
                };
        return header & maximumSn();
    }

    void write(ByteBuf pdu, int index, int sn) {
        int header = hasDataControlBit ? sn | 1 << 8 * headerOctets - 1 : sn;
        switch (headerOctets) {
            case 1 -> pdu.setByte(index, header);
            case 2 -> pdu.setShort(index, header);
            default -> pdu.setMedium(index, header);
        }
    }
}
