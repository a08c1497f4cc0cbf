package kenb.stack.capture;

/// Link-layer header types as registered by the tcpdump group; only those this package reads or writes.
public final class LinkType {
    public static final int NULL = 0;
    public static final int ETHERNET = 1;
    public static final int PPP = 9;
    public static final int PPP_HDLC = 50;

    /// Raw IP as some BSDs and older tools number it.
    public static final int RAW_BSD = 12;

    public static final int RAW_OPENBSD = 14;

    /// Raw IP, version 4 or 6 by its first nibble.
    public static final int RAW = 101;

    public static final int C_HDLC = 104;
    public static final int LOOP = 108;
    public static final int LINUX_SLL = 113;

    /// The first and the last of those that everybody may use in a way of their own.
    public static final int USER0 = 147;

    public static final int USER15 = 162;

    public static final int IPV4 = 228;
    public static final int IPV6 = 229;

    /// An SCTP packet without IP below it.
    public static final int SCTP = 248;

    /// Wireshark's exported PDUs: tags that name a dissector, then the PDU.
    public static final int UPPER_PDU = 252;

    public static final int LINUX_SLL2 = 276;

    private LinkType() {}
}
