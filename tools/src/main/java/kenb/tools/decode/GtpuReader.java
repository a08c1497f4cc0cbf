package kenb.tools.decode;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import kenb.codec.gtp.GtpuHeader;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// Reads GTP-U (TS 29.281): the header of every message, and of a G-PDU who its packet is from and to.
public final class GtpuReader implements PduReader {
    private static final int MOST_PAYLOAD_SHOWN = 64;

    @Override
    public String protocol() {
        return "GTP-U";
    }

    @Override
    public Decoded read(byte[] datagram) throws UndecodableException {
        // Some senders leave octets behind the message; its length says where it ends.
        byte[] octets = datagram;
        if (datagram.length >= GtpuHeader.OCTETS) {
            int length = (datagram[2] & 0xFF) << 8 | datagram[3] & 0xFF;
            if (length > datagram.length - GtpuHeader.OCTETS)
                throw new UndecodableException(
                        "GTP-U: the header says that %d octets follow, %d do"
                                .formatted(length, datagram.length - GtpuHeader.OCTETS));
            octets = Arrays.copyOf(datagram, Math.min(datagram.length, GtpuHeader.OCTETS + length));
        }
        ByteBuf message = Unpooled.wrappedBuffer(octets);
        int offset = GtpuHeader.payloadOffset(message);
        if (offset < 0)
            throw new UndecodableException(
                    "GTP-U: " + octets.length + " octets that are no whole version 1 message");
        int type = GtpuHeader.type(message);
        var teid = "0x%08x".formatted(GtpuHeader.teid(message));
        var details = new ArrayList<Detail>(List.of(new Detail("TEID", teid)));
        var parts = new ArrayList<Tree>(List.of(Tree.leaf("TEID", teid)));
        if (type == GtpuHeader.G_PDU) {
            var packet = packet(octets, offset);
            if (packet != null) {
                details.add(new Detail("packet", packet));
                parts.add(Tree.leaf("packet", packet));
            }
        } else if (type == GtpuHeader.ECHO_REQUEST || type == GtpuHeader.ECHO_RESPONSE) {
            parts.add(Tree.leaf("sequence", GtpuHeader.sequence(message)));
        }
        int shown = Math.min(octets.length - offset, MOST_PAYLOAD_SHOWN);
        parts.add(Tree.leaf("payload octets", octets.length - offset));
        if (shown > 0)
            parts.add(
                    Tree.leaf(
                            "payload",
                            HexFormat.of().formatHex(octets, offset, offset + shown)
                                    + (shown < octets.length - offset ? "…" : "")));
        if (octets.length < datagram.length)
            parts.add(Tree.leaf("octets behind the message", datagram.length - octets.length));
        var name = name(type);
        return new Decoded("GTP-U", name, details, Tree.of(name, parts));
    }

    private static String name(int type) {
        return switch (type) {
            case GtpuHeader.ECHO_REQUEST -> "Echo Request";
            case GtpuHeader.ECHO_RESPONSE -> "Echo Response";
            case GtpuHeader.ERROR_INDICATION -> "Error Indication";
            case GtpuHeader.SUPPORTED_EXTENSION_HEADERS -> "Supported Extension Headers";
            case GtpuHeader.END_MARKER -> "End Marker";
            case GtpuHeader.G_PDU -> "G-PDU";
            default -> "message type " + type;
        };
    }

    private static @org.jspecify.annotations.Nullable String packet(byte[] octets, int at) {
        if (octets.length - at < 20 || octets[at] >> 4 != 4) return null;
        return "IPv4 " + address(octets, at + 12) + " → " + address(octets, at + 16);
    }

    private static String address(byte[] octets, int at) {
        return (octets[at] & 0xFF)
                + "."
                + (octets[at + 1] & 0xFF)
                + "."
                + (octets[at + 2] & 0xFF)
                + "."
                + (octets[at + 3] & 0xFF);
    }
}
