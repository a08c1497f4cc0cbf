package kenb.codec.gtpc;

import kenb.codec.per.DecodeException;
import kenb.codec.per.Octets;
import kenb.codec.tlv.FieldReader;
import kenb.codec.tlv.FieldWriter;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// GTPv2-C datagrams ↔ messages, TS 29.274 §5. What is decoded is encoded to the same octets again. A header is: version 2(3) ‖ P(1) ‖ T(1)
/// ‖ priority flag(1) ‖ spare(2) ‖ type(8) ‖ length of what follows(16) ‖ TEID(32) if T ‖ sequence number(24) ‖ priority(4) ‖ spare(4).
public final class GtpcCodec {
    private static final int VERSION_2 = 0x40;
    private static final int PIGGYBACKED = 0x10;
    private static final int TEID = 0x08;
    private static final int LENGTH_INDEX = 2;
    private static final int UNCOUNTED_OCTETS = 4;

    /// Bearer contexts in PDN connections; nothing is deeper.
    private static final int DEEPEST_GROUP = 2;

    private GtpcCodec() {}

    /// The message, and those piggybacked on it (§5.5.1): usually one.
    ///
    /// @throws DecodeException and nothing else for a datagram of another version, cut, or with octets behind the last message
    public static List<GtpcMessage> decode(byte[] datagram) {
        var in = new FieldReader("GTPv2-C", datagram, 0, datagram.length);
        var messages = new ArrayList<GtpcMessage>(1);
        boolean more = true;
        while (more) {
            more = (in.peek(0) & PIGGYBACKED) != 0;
            messages.add(message(in));
        }
        if (in.hasMore()) {
            throw in.wrong("end", in.remaining() + " octets behind the message");
        }
        return messages;
    }

    public static List<GtpcMessage> decode(Octets datagram) {
        return decode(datagram.toByteArray());
    }

    private static GtpcMessage message(FieldReader in) {
        int version = in.peek(0);
        if (version >= 0 && (version & 0xe0) != VERSION_2) {
            throw in.wrong("version", "2 expected, got " + (version >> 5));
        }
        int flags = in.octet("flags");
        int type = in.octet("message type");
        FieldReader body = in.part(GtpcMessageType.nameOf(type), in.number("length", 2));
        boolean hasTeid = (flags & TEID) != 0;
        int teid = hasTeid ? body.number("TEID", 4) : 0;
        int sequence = body.number("sequence number", 3);
        int rest = (flags & 7) << 8 | body.octet("spare");
        return new GtpcMessage(type, hasTeid, teid, sequence, rest, GtpcIes.read(body));
    }

    public static Octets encode(GtpcMessage message) {
        return encode(List.of(message));
    }

    /// @param messages the first, and those piggybacked on it
    /// @throws IllegalArgumentException for a message longer than its length can say
    public static Octets encode(List<GtpcMessage> messages) {
        var out = new FieldWriter();
        for (int i = 0; i < messages.size(); i++) {
            write(messages.get(i), i < messages.size() - 1, out);
        }
        return out.toOctets();
    }

    private static void write(GtpcMessage message, boolean moreToCome, FieldWriter out) {
        int start = out.length();
        out.octet(
                        VERSION_2
                                | (moreToCome ? PIGGYBACKED : 0)
                                | (message.hasTeid() ? TEID : 0)
                                | message.headerRest() >> 8)
                .octet(message.type())
                .number(0, 2);
        if (message.hasTeid()) out.number(message.teid(), 4);
        out.number(message.sequence(), 3).octet(message.headerRest());
        message.ies().write(out);
        int length = out.length() - start - UNCOUNTED_OCTETS;
        if (length > 0xffff)
            throw new IllegalArgumentException("a message of " + length + " octets");
        out.setShort(start + LENGTH_INDEX, length);
    }

    /// Reads every known element and looks for the mandatory ones (§7.7.4 to §7.7.6), also in groups.
    ///
    /// @throws DecodeException for the first that is missing or can't be read, with its path and bit in the message
    public static void verify(GtpcMessage message) {
        byte[] octets = encode(message).toByteArray();
        String name = "GTPv2-C " + GtpcMessageType.nameOf(message.type());
        var in = new FieldReader(name, octets, 0, octets.length);
        in.octets("header", message.hasTeid() ? 12 : 8);
        verify(in, 0);
        GtpcIeType<?> missing = missing(message);
        if (missing != null) {
            throw in.wrong(missing.specName(), "a mandatory element is missing");
        }
    }

    /// The first mandatory element that a message has not.
    ///
    /// @return null where all are there, or the message type is not known
    public static @Nullable GtpcIeType<?> missing(GtpcMessage message) {
        GtpcMessageType type = GtpcMessageType.of(message.type());
        if (type == null) return null;
        for (GtpcIeType<?> mandatory : type.mandatory()) {
            boolean there =
                    mandatory == GtpcIeTypes.MM_CONTEXT
                            ? GtpcIeTypes.hasMmContext(message.ies())
                            : message.ies().has(mandatory, 0);
            if (!there) return mandatory;
        }
        return null;
    }

    private static void verify(FieldReader in, int depth) {
        while (in.hasMore()) {
            GtpcIeType<?> type = GtpcIeTypes.of(in.octet("element"));
            int length = in.number("length", 2);
            in.octet("instance");
            FieldReader value = in.part(type == null ? "element" : type.specName(), length);
            if (type == null) continue;
            if (GtpcIeTypes.isGroup(type)) group(value, depth + 1);
            else type.reader().apply(value);
        }
    }

    private static void group(FieldReader in, int depth) {
        if (depth > DEEPEST_GROUP) throw in.wrong("group", "groups in groups in groups");
        verify(in, depth);
    }
}
