package kenb.codec.nas;

import kenb.codec.per.DecodeException;
import kenb.codec.per.Octets;

import org.jspecify.annotations.Nullable;

/// What a NAS message is called, in one line: `Attach request, PDN connectivity request`. Never throws.
public final class NasNames {
    private NasNames() {}

    /// @param octets a whole NAS PDU with its security header, as in S1AP NAS-PDU or RRC dedicatedInfoNAS
    /// @return the names of the message and of what it carries; `ciphered NAS message` where it can't be read, `malformed NAS message`
    /// where it should be
    public static String of(Octets octets) {
        try {
            NasPdu pdu = NasPdu.decode(octets);
            return switch (pdu) {
                case NasPdu.ServiceRequest _ -> "Service request";
                case NasPdu.Plain(Octets message) -> ofMessage(message);
                case NasPdu.Protected p when pdu.mayBeCiphered() -> ofDoubtful(p.message());
                case NasPdu.Protected p -> ofMessage(p.message());
            };
        } catch (DecodeException _) {
            return "malformed NAS message";
        }
    }

    /// A message under the null cipher is readable although its header says ciphered; it is taken for one when it is one to the last
    /// octet.
    private static String ofDoubtful(Octets message) {
        try {
            String name = ofMessage(message);
            return name.startsWith("unknown") ? "ciphered NAS message" : name;
        } catch (DecodeException _) {
            return "ciphered NAS message";
        }
    }

    private static String ofMessage(Octets message) {
        if (message.length() > 0 && (message.at(0) & 0xf) == NasCodec.ESM) {
            return esmName(message);
        }
        EmmMessage emm = NasCodec.decodeEmm(message);
        String name = emmName(message.at(1));
        Octets carried = carried(emm);
        if (carried == null || carried.length() == 0) return name;
        return name + ", " + esmName(carried);
    }

    private static String emmName(int number) {
        EmmMessageType type = EmmMessageType.of(number);
        return type == null ? "unknown EMM message " + number : type.specName();
    }

    /// @throws DecodeException for what is no ESM message
    private static String esmName(Octets message) {
        NasCodec.decodeEsm(message);
        EsmMessageType type = EsmMessageType.of(message.at(2));
        return type == null ? "unknown ESM message " + message.at(2) : type.specName();
    }

    /// The ESM message inside.
    private static @Nullable Octets carried(EmmMessage message) {
        return switch (message) {
            case EmmMessage.AttachRequest m -> m.esm();
            case EmmMessage.AttachAccept m -> m.esm();
            case EmmMessage.AttachComplete m -> m.esm();
            default -> message.elements().get(EmmElement.ESM_CONTAINER);
        };
    }
}
