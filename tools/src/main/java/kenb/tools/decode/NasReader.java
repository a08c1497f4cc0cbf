package kenb.tools.decode;

import kenb.codec.nas.NasCodec;
import kenb.codec.per.DecodeException;
import kenb.codec.per.Octets;
import kenb.codec.text.PlainValues;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Reads NAS of EPS and of 5GS as far as names, nested messages and protection go (TS 24.301 §9, TS 24.501 §9):
/// deciphers and verifies where keys are given, and takes what says it is ciphered for readable where it is a
/// message all the same, as under EEA0.
final class NasReader implements PduReader {
    static final String EPS = "NAS-EPS";
    static final String FIVE_G = "NAS-5GS";

    private static final int MM = 7;
    private static final int SM = 2;
    private static final int MM_5G = 0x7E;
    private static final int SM_5G = 0x2E;
    private static final int FIRST_SERVICE_REQUEST = 12;
    private static final int SHORT_HEADER = 6;
    private static final int LONG_HEADER = 7;
    private static final int DEEPEST = 4;

    private final NasKeys keys;
    private final String protocol;

    /// @param protocol [#EPS] or [#FIVE_G]; what is in containers says itself which it is
    NasReader(NasKeys keys, String protocol) {
        this.keys = keys;
        this.protocol = protocol;
    }

    @Override
    public String protocol() {
        return protocol;
    }

    @Override
    public Decoded read(byte[] octets) throws UndecodableException {
        var message = message(octets);
        if (message == null)
            throw new UndecodableException(
                    protocol + ": " + octets.length + " octets that are no NAS message");
        return message;
    }

    boolean wantsNetworks() {
        return keys.hasSubscribers();
    }

    /// @param plmn three octets in hex, as in a tracking area identity
    void network(String plmn) {
        if (plmn.length() != 6) return;
        var digits = new StringBuilder();
        for (int i : new int[] {1, 0, 3, 5, 4, 2}) digits.append(plmn.charAt(i));
        if (digits.charAt(5) == 'f') digits.setLength(5);
        keys.network(digits.toString());
    }

    /// The message in a container that says it holds one.
    Decoded contained(byte[] octets) {
        var message = message(octets);
        return message != null
                ? message
                : decoded("NAS", "(not decoded)", List.of(), octets, List.of());
    }

    /// Null for what is no NAS message.
    private @Nullable Decoded message(byte[] octets) {
        try {
            return message(octets, 0);
        } catch (IndexOutOfBoundsException _) {
            return null;
        }
    }

    private @Nullable Decoded message(byte[] octets, int depth) {
        if (octets.length < 2 || depth > DEEPEST) return null;
        int first = octets[0] & 0xFF;
        if (first == MM_5G) {
            boolean plain = (octets[1] & 0xF) == 0;
            return plain
                    ? plain5g(octets, depth)
                    : secured(octets, LONG_HEADER, octets[1] & 0xF, depth);
        }
        if (first == SM_5G) return named(FIVE_G, NasNames.sm5g(octets[3] & 0xFF), 3, octets);
        if ((first & 0xF) == SM) return named(EPS, NasNames.esm(octets[2] & 0xFF), 2, octets);
        if ((first & 0xF) != MM) return null;
        int header = first >> 4;
        if (header == 0) return plainEps(octets, depth);
        if (header >= FIRST_SERVICE_REQUEST)
            return decoded(EPS, "Service request", List.of(), octets, List.of());
        return secured(octets, SHORT_HEADER, header, depth);
    }

    private @Nullable Decoded plainEps(byte[] octets, int depth) {
        int type = octets[1] & 0xFF;
        var message = named(EPS, NasNames.emm(type), 1, octets);
        if (message == null) return null;
        if (type == 0x52 && octets.length >= 36)
            keys.challenge(
                    Arrays.copyOfRange(octets, 3, 19), Arrays.copyOfRange(octets, 20, 36), null);
        return holding(message, depth, () -> esm(type, octets));
    }

    private static byte @Nullable [] esm(int type, byte[] octets) {
        return switch (type) {
            case 0x41 -> longValue(octets, afterValue(octets, afterValue(octets, 3)));
            case 0x42 -> longValue(octets, afterValue(octets, 4));
            case 0x43 -> longValue(octets, 2);
            default -> null;
        };
    }

    private @Nullable Decoded plain5g(byte[] octets, int depth) {
        int type = octets[2] & 0xFF;
        var message = named(FIVE_G, NasNames.mm5g(type), 2, octets);
        if (message == null) return null;
        if (type == 0x56) challenge5g(octets);
        return holding(message, depth, () -> inner5g(type, octets));
    }

    /// ngKSI(1), ABBA(length 1, value), 21 RAND(16), 20 length(1) AUTN(16): TS 24.501 §8.2.1.
    private void challenge5g(byte[] octets) {
        int rand = octets.length > 4 ? afterValue(octets, 4) : octets.length;
        if (octets.length < rand + 35 || octets[rand] != 0x21 || octets[rand + 17] != 0x20) return;
        keys.challenge(
                Arrays.copyOfRange(octets, rand + 1, rand + 17),
                Arrays.copyOfRange(octets, rand + 19, rand + 35),
                Arrays.copyOfRange(octets, 5, rand));
    }

    private static byte @Nullable [] inner5g(int type, byte[] octets) {
        return switch (type) {
            case 0x67, 0x68 -> (octets[3] & 0xF) == 1 ? longValue(octets, 4) : null;
            case 0x41, 0x4c -> container(octets, afterLongValue(octets, 4));
            case 0x5e -> container(octets, 3);
            default -> null;
        };
    }

    /// `message` with the one inside, if there is one that can be read.
    private Decoded holding(Decoded message, int depth, Supplier<byte @Nullable []> inner) {
        Decoded held;
        try {
            byte[] octets = inner.get();
            held = octets == null ? null : message(octets, depth + 1);
        } catch (IndexOutOfBoundsException | IllegalArgumentException _) {
            held = null; // an element before it says a wrong length
        }
        return held == null
                ? message
                : new Decoded(
                        message.protocol(),
                        message.name(),
                        message.details(),
                        message.content(),
                        List.of(held));
    }

    /// A message behind a security header of `header` octets, the last being the sequence number.
    private @Nullable Decoded secured(byte[] octets, int header, int type, int depth) {
        if (octets.length <= header) return null;
        boolean ciphered = type == 2 || type == 4;
        var system = header == SHORT_HEADER ? EPS : FIVE_G;
        var opened = keys.open(octets, header, ciphered);
        byte[] inner =
                opened != null
                        ? opened.message()
                        : Arrays.copyOfRange(octets, header, octets.length);
        Decoded message;
        try {
            message = message(inner, depth + 1);
        } catch (IndexOutOfBoundsException _) {
            message = null;
        }
        var how = opened != null ? opened.how() : keys.isEmpty() ? null : "MAC not verified";
        var details = new ArrayList<Detail>();
        if (how != null) details.add(new Detail("NAS", how));
        if (message == null)
            return decoded(
                    system, ciphered ? "(ciphered)" : "(unknown)", details, octets, List.of());
        details.addAll(message.details());
        return new Decoded(
                system,
                message.name(),
                details,
                content(octets, header, message),
                message.inside());
    }

    private static Content content(byte[] octets, int header, Decoded message) {
        return new Content(
                null,
                "security protected NAS message",
                () -> {
                    var fields = new LinkedHashMap<String, Object>();
                    fields.put(
                            "security header type",
                            header == SHORT_HEADER ? octets[0] >> 4 & 0xF : octets[1] & 0xF);
                    fields.put("MAC", HexFormat.of().formatHex(octets, header - 5, header - 1));
                    fields.put("sequence number", octets[header - 1] & 0xFF);
                    fields.put(message.name(), message.content().plain().get());
                    return fields;
                },
                null,
                null);
    }

    private static @Nullable Decoded named(
            String protocol, @Nullable String name, int typeAt, byte[] octets) {
        if (typeAt >= octets.length || name == null) return null;
        return decoded(protocol, name, List.of(), octets, List.of());
    }

    private static Decoded decoded(
            String protocol,
            String name,
            List<Detail> details,
            byte[] octets,
            List<Decoded> inside) {
        return new Decoded(
                protocol,
                name,
                details,
                new Content(null, name, () -> fields(protocol, octets), null, null),
                inside);
    }

    private static Object fields(String protocol, byte[] octets) {
        if (protocol.equals(EPS)) {
            try {
                boolean mobility = (octets[0] & 0xF) == MM;
                return PlainValues.of(
                        mobility
                                ? NasCodec.decodeEmm(Octets.of(octets))
                                : NasCodec.decodeEsm(Octets.of(octets)));
            } catch (DecodeException _) {
                // as octets then
            }
        }
        return Map.of("octets", HexFormat.of().formatHex(octets));
    }

    /// The index behind an element of length(1) and value.
    private static int afterValue(byte[] octets, int at) {
        return at + 1 + (octets[at] & 0xFF);
    }

    private static int afterLongValue(byte[] octets, int at) {
        return at + 2 + length(octets, at);
    }

    /// The value of an element of length(2) and value.
    private static byte[] longValue(byte[] octets, int at) {
        return Arrays.copyOfRange(
                octets, at + 2, Math.min(octets.length, afterLongValue(octets, at)));
    }

    private static int length(byte[] octets, int at) {
        return (octets[at] & 0xFF) << 8 | octets[at + 1] & 0xFF;
    }

    /// The NAS message container (IEI 71) among optional elements (TS 24.007 §11.2.4: 8x to Fx have one octet, 7x two
    /// of length; 52 has six octets and no length).
    private static byte @Nullable [] container(byte[] octets, int start) {
        for (int at = start; at < octets.length; ) {
            int tag = octets[at] & 0xFF;
            if (tag == 0x71) return longValue(octets, at + 1);
            if (tag >= 0x80) at++;
            else if (tag == 0x52) at += 7;
            else if (tag >> 4 == 7) at = afterLongValue(octets, at + 1);
            else at = afterValue(octets, at + 1);
        }
        return null;
    }
}
