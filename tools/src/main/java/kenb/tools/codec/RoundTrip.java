package kenb.tools.codec;

import kenb.codec.per.DecodeException;
import kenb.codec.per.EncodeException;
import kenb.codec.per.Pdu;
import kenb.codec.per.PduType;
import kenb.codec.text.PlainValues;

import java.util.Arrays;
import java.util.Locale;

/// One message decoded, encoded and compared.
///
/// @param reason why it failed, or where the octets differ; of others, what is worth knowing; or empty
public record RoundTrip(Outcome outcome, String reason) {
    public enum Outcome {
        SAME,
        DIFFERS,
        FAILED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// @param plain whether the value also goes through {@link PlainValues}, as JSON does
    /// @param canonical whether the octets are to be compared with the canonical ones
    public static RoundTrip of(PduType type, byte[] octets, boolean plain, boolean canonical) {
        try {
            var pdu = type.decodeAsSent(octets);
            var value = pdu.value();
            if (plain) value = PlainValues.read(type.type(), PlainValues.of(value));
            var again =
                    canonical
                            ? type.encodeCanonical(value)
                            : type.encode(new Pdu<>(value, pdu.sent(), pdu.departure()));
            int at = Arrays.mismatch(octets, again);
            if (at >= 0) return new RoundTrip(Outcome.DIFFERS, difference(octets, again, at));
            var departure = canonical ? null : pdu.departure();
            return new RoundTrip(Outcome.SAME, departure == null ? "" : departure);
        } catch (DecodeException e) {
            return new RoundTrip(Outcome.FAILED, String.valueOf(e.getMessage()));
        } catch (EncodeException e) {
            return new RoundTrip(Outcome.FAILED, "encoding: " + e.getMessage());
        }
    }

    private static String difference(byte[] octets, byte[] again, int at) {
        if (at >= again.length)
            return "octet %d on is missing: %d came back of %d"
                    .formatted(at, again.length, octets.length);
        if (at >= octets.length)
            return "%d octets came back of %d".formatted(again.length, octets.length);
        return "octet %d is %02x, was %02x (%d octets, were %d)"
                .formatted(at, again[at], octets[at], again.length, octets.length);
    }
}
