package kenb.codec.nas;

import kenb.codec.per.Octets;
import kenb.codec.tlv.FieldReader;
import kenb.codec.tlv.FieldWriter;

/// Plain NAS messages ↔ octets, TS 24.301 §8, §9. What is decoded is encoded to the same octets again. All decoders throw
/// {@link kenb.codec.per.DecodeException} and nothing else.
public final class NasCodec {
    static final int EMM = 7;
    static final int ESM = 2;

    private NasCodec() {}

    public static EmmMessage decodeEmm(byte[] octets) {
        var head = new FieldReader("NAS message", octets, 0, octets.length);
        int discriminator = head.octet("protocol discriminator");
        if (discriminator != EMM) {
            throw head.wrong(
                    "protocol discriminator",
                    "07 (plain EMM) expected, got %02x".formatted(discriminator));
        }
        int number = head.octet("type");
        EmmMessageType type = EmmMessageType.of(number);
        return type == null
                ? new EmmMessage.Unknown(number, head.rest())
                : EmmReader.read(type, head.named("NAS " + type.specName()));
    }

    public static EmmMessage decodeEmm(Octets octets) {
        return decodeEmm(octets.toByteArray());
    }

    public static Octets encode(EmmMessage message) {
        var out = new FieldWriter().octet(EMM);
        EmmWriter.write(message, out);
        EmmMessageType type = EmmMessageType.of(out.at(1));
        if (type != null) {
            message.elements().write(out, iei -> EmmElement.fixedOctets(type, iei));
        }
        return out.toOctets();
    }

    public static EsmMessage decodeEsm(Octets value) {
        byte[] octets = value.toByteArray();
        var in = new FieldReader("NAS ESM message", octets, 0, octets.length);
        int first = in.octet("protocol discriminator");
        if ((first & 0xf) != ESM) {
            throw in.wrong(
                    "protocol discriminator", "2 (ESM) expected, got %x".formatted(first & 0xf));
        }
        int bearer = first >> 4;
        int transaction = in.octet("procedure transaction identity");
        int number = in.octet("type");
        EsmMessageType type = EsmMessageType.of(number);
        return type == null
                ? new EsmMessage.Unknown(bearer, transaction, number, in.rest())
                : EsmReader.read(bearer, transaction, type, in.named("NAS " + type.specName()));
    }

    public static Octets encode(EsmMessage message) {
        var out =
                new FieldWriter()
                        .octet(message.epsBearer() << 4 | ESM)
                        .octet(message.transaction());
        EsmWriter.write(message, out);
        EsmMessageType type = EsmMessageType.of(out.at(2));
        if (type != null) {
            message.elements().write(out, iei -> EsmElement.fixedOctets(type, iei));
        }
        return out.toOctets();
    }
}
