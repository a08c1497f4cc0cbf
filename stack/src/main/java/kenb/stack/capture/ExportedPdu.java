package kenb.stack.capture;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Wireshark's exported PDU header (link type 252): tags of 2 octets with lengths of 2 octets, then the PDU.
///
/// @param dissector its name, or that of the table (`udp.port`) that knows it by `tableValue`
record ExportedPdu(
        String dissector,
        int tableValue,
        @Nullable InetSocketAddress source,
        @Nullable InetSocketAddress destination,
        ByteBuffer payload) {
    private static final int END = 0;
    private static final int DISSECTOR = 12;
    private static final int HEURISTIC_DISSECTOR = 13;
    private static final int DISSECTOR_TABLE = 14;
    private static final int IPV4_SOURCE = 20;
    private static final int IPV4_DESTINATION = 21;
    private static final int IPV6_SOURCE = 22;
    private static final int IPV6_DESTINATION = 23;
    private static final int SOURCE_PORT = 25;
    private static final int DESTINATION_PORT = 26;
    private static final int TABLE_VALUE = 32;

    /// Throws IndexOutOfBoundsException where the tags run past the end.
    static ExportedPdu read(ByteBuffer frame) {
        String dissector = "";
        String table = "";
        int tableValue = 0;
        InetAddress source = null;
        InetAddress destination = null;
        int sourcePort = 0;
        int destinationPort = 0;
        int offset = 0;
        for (int tag; (tag = frame.getShort(offset) & 0xFFFF) != END; ) {
            int length = frame.getShort(offset + 2) & 0xFFFF;
            byte[] value = new byte[length];
            frame.get(offset + 4, value);
            switch (tag) {
                case DISSECTOR, HEURISTIC_DISSECTOR ->
                        dissector = new String(value, StandardCharsets.UTF_8).split("\0", 2)[0];
                case DISSECTOR_TABLE ->
                        table = new String(value, StandardCharsets.UTF_8).split("\0", 2)[0];
                case TABLE_VALUE -> tableValue = frame.getInt(offset + 4);
                case IPV4_SOURCE, IPV6_SOURCE -> source = address(value);
                case IPV4_DESTINATION, IPV6_DESTINATION -> destination = address(value);
                case SOURCE_PORT -> sourcePort = frame.getInt(offset + 4);
                case DESTINATION_PORT -> destinationPort = frame.getInt(offset + 4);
                default -> {} // other addresses, column texts
            }
            offset += 4 + length;
        }
        offset += 4;
        return new ExportedPdu(
                dissector.isEmpty() ? table : dissector,
                tableValue,
                endpoint(source, sourcePort),
                endpoint(destination, destinationPort),
                frame.slice(offset, frame.limit() - offset));
    }

    private static @Nullable InetAddress address(byte[] octets) {
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException _) {
            return null;
        }
    }

    private static @Nullable InetSocketAddress endpoint(@Nullable InetAddress address, int port) {
        return address == null ? null : new InetSocketAddress(address, port & 0xFFFF);
    }
}
