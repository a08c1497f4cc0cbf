package kenb.tools.decode;

import kenb.codec.gtpc.GtpcCodec;
import kenb.codec.gtpc.GtpcMessage;
import kenb.codec.gtpc.GtpcMessageType;
import kenb.codec.per.DecodeException;
import kenb.codec.text.PlainValues;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// Reads GTPv2-C (TS 29.274), a message piggybacked on another as one inside it; GTPv1-C by its message type alone.
final class GtpcReader implements PduReader {
    @Override
    public String protocol() {
        return "GTP-C";
    }

    @Override
    public Decoded read(byte[] datagram) throws UndecodableException {
        if (datagram.length > 1 && datagram[0] >> 5 == 1) {
            int type = datagram[1] & 0xFF;
            return new Decoded(
                    "GTP-C",
                    "version 1 message type " + type,
                    List.of(),
                    Content.of("GTPv1-C", Map.of("octets", HexFormat.of().formatHex(datagram))),
                    List.of());
        }
        try {
            var messages = GtpcCodec.decode(datagram);
            var inside = new ArrayList<Decoded>();
            for (var message : messages.subList(1, messages.size()))
                inside.add(decoded(message, List.of()));
            return decoded(messages.getFirst(), inside);
        } catch (DecodeException problem) {
            throw new UndecodableException("GTP-C " + problem.getMessage(), problem);
        }
    }

    private static Decoded decoded(GtpcMessage message, List<Decoded> inside) {
        var name = GtpcMessageType.nameOf(message.type());
        var details = new ArrayList<Detail>();
        if (message.hasTeid())
            details.add(new Detail("TEID", "0x" + HexFormat.of().toHexDigits(message.teid())));
        details.add(new Detail("sequence", Integer.toString(message.sequence())));
        var content = new Content(null, name, () -> PlainValues.of(message), null, null);
        return new Decoded("GTP-C", name, details, content, inside);
    }
}
