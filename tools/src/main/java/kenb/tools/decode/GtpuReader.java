package kenb.tools.decode;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import kenb.codec.gtp.GtpuHeader;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
        var teid = "0x" + HexFormat.of().toHexDigits(GtpuHeader.teid(message));
        byte[] whole = octets;
        var details = new ArrayList<Detail>(List.of(new Detail("TEID", teid)));
        var packet = type == GtpuHeader.G_PDU ? Addresses.of(octets, offset) : null;
        if (packet != null) details.add(new Detail("packet", packet));
        var name = name(type);
        var content =
                new Content(null, name, () -> fields(whole, offset, datagram.length), null, null);
        return new Decoded("GTP-U", name, details, content, List.of());
    }

    private static Map<String, Object> fields(byte[] octets, int offset, int datagramOctets) {
        ByteBuf message = Unpooled.wrappedBuffer(octets);
        int type = GtpuHeader.type(message);
        var fields = new LinkedHashMap<String, Object>();
        fields.put("TEID", "0x%08x".formatted(GtpuHeader.teid(message)));
        if (type == GtpuHeader.ECHO_REQUEST || type == GtpuHeader.ECHO_RESPONSE)
            fields.put("sequence", GtpuHeader.sequence(message));
        if (offset > GtpuHeader.OCTETS)
            fields.put(
                    "optional fields", HexFormat.of().formatHex(octets, GtpuHeader.OCTETS, offset));
        fields.put("payload octets", octets.length - offset);
        int shown = Math.min(octets.length - offset, MOST_PAYLOAD_SHOWN);
        if (shown > 0)
            fields.put(
                    "payload",
                    HexFormat.of().formatHex(octets, offset, offset + shown)
                            + (shown < octets.length - offset ? "…" : ""));
        if (octets.length < datagramOctets)
            fields.put("octets behind the message", datagramOctets - octets.length);
        return fields;
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
}
