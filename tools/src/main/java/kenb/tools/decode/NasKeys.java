package kenb.tools.decode;

import io.netty.buffer.Unpooled;

import kenb.stack.cipher.AlgorithmKey;
import kenb.stack.cipher.CipherEngine;
import kenb.stack.cipher.CipheringAlgorithm;
import kenb.stack.cipher.Direction;
import kenb.stack.cipher.IntegrityAlgorithm;
import kenb.stack.cipher.JavaEngine;
import kenb.stack.cipher.PduBatch;
import kenb.stack.keys.AlgorithmKeyType;
import kenb.stack.keys.EpsKeys;
import kenb.stack.keys.Key;
import kenb.stack.keys.KeyPurpose;
import kenb.stack.keys.KeyRing;
import kenb.stack.keys.NrKeys;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The NAS security contexts of a key file. Which one a message is under, its direction and its COUNT are found by
/// trying: a MAC of 32 bits does not fit by chance. The ciphering algorithm is one whose plaintext is a NAS message.
final class NasKeys {
    /// A deciphered message whose MAC was right.
    record Opened(byte[] message, String how) {}

    private record Integrity(IntegrityAlgorithm algorithm, AlgorithmKey key) {}

    private record Ciphering(CipheringAlgorithm algorithm, AlgorithmKey key) {}

    private static final class Context {
        final String label;
        final List<Integrity> integrity = new ArrayList<>();
        final List<Ciphering> ciphering = new ArrayList<>();
        final int[] lastCounts = new int[2];

        Context(String label) {
            this.label = label;
        }
    }

    private static final int MOST_CONTEXTS = 4096;
    private static final int MOST_NETWORKS = 16;
    private static final int SEQUENCES = 0x100;
    private static final int COUNT_END = 1 << 24;

    private final CipherEngine engine = new JavaEngine();
    private final List<Context> contexts = new ArrayList<>();
    private final List<Subscriber> subscribers = new ArrayList<>();
    private final Set<String> networks = new LinkedHashSet<>();
    private @Nullable KeyRing ring;
    private final PduBatch one = new PduBatch(1);

    boolean isEmpty() {
        return contexts.isEmpty() && subscribers.isEmpty();
    }

    /// Takes in one entry of the key file's array `subscribers`: their contexts follow from the challenges in the capture.
    void addSubscriber(JsonNode entry, KeyRing keyRing) {
        subscribers.add(Subscriber.of(entry));
        ring = keyRing;
    }

    boolean hasSubscribers() {
        return !subscribers.isEmpty();
    }

    /// Takes note of a PLMN, as digits, that serves somebody in the capture.
    void network(String plmn) {
        if (networks.size() < MOST_NETWORKS) networks.add(plmn);
    }

    /// Takes note of a challenge.
    ///
    /// @param abba of 5GS, null in EPS
    void challenge(byte[] rand, byte[] autn, byte @Nullable [] abba) {
        var keyRing = ring;
        if (keyRing == null) return;
        for (var subscriber : subscribers) {
            var ckIk = subscriber.answer(rand, autn);
            if (ckIk == null) continue;
            for (var plmn : subscriber.networks(networks)) {
                var anchor =
                        abba == null
                                ? subscriber.kasme(ckIk, plmn, autn, keyRing)
                                : subscriber.kamf(ckIk, plmn, autn, abba, keyRing);
                var context = new Context("IMSI " + subscriber.imsi());
                for (var algorithm : IntegrityAlgorithm.values()) {
                    if (algorithm == IntegrityAlgorithm.EIA0) continue;
                    var key = derived(anchor, AlgorithmKeyType.NAS_INT, algorithm.id());
                    context.integrity.add(new Integrity(algorithm, engine.prepare(algorithm, key)));
                }
                for (var algorithm : CipheringAlgorithm.values()) {
                    var key = derived(anchor, AlgorithmKeyType.NAS_ENC, algorithm.id());
                    context.ciphering.add(new Ciphering(algorithm, engine.prepare(algorithm, key)));
                }
                contexts.addFirst(context);
                if (contexts.size() > MOST_CONTEXTS) contexts.removeLast();
            }
        }
    }

    /// Takes in one entry of the key file's array `nas`: `kNasInt` and `kNasEnc`, with `integrity` and `ciphering` where
    /// known, or `kAsme` or `kAmf`, from which they are derived.
    void add(JsonNode entry, KeyRing ring) {
        var context = new Context(entry.path("label").asString("NAS " + (contexts.size() + 1)));
        var kasme = key(entry, "kAsme", KeyPurpose.KASME, ring);
        var anchor = kasme != null ? kasme : key(entry, "kAmf", KeyPurpose.KAMF, ring);
        for (var algorithm : IntegrityAlgorithm.values()) {
            if (algorithm == IntegrityAlgorithm.EIA0 || !said(entry, "integrity", algorithm.name()))
                continue;
            var key = key(entry, "kNasInt", KeyPurpose.NAS_INT, ring);
            if (key == null && anchor != null)
                key = derived(anchor, AlgorithmKeyType.NAS_INT, algorithm.id());
            if (key != null)
                context.integrity.add(new Integrity(algorithm, engine.prepare(algorithm, key)));
        }
        for (var algorithm : CipheringAlgorithm.values()) {
            if (!said(entry, "ciphering", algorithm.name())) continue;
            var key = key(entry, "kNasEnc", KeyPurpose.NAS_ENC, ring);
            if (key == null && anchor != null)
                key = derived(anchor, AlgorithmKeyType.NAS_ENC, algorithm.id());
            if (key != null)
                context.ciphering.add(new Ciphering(algorithm, engine.prepare(algorithm, key)));
        }
        if (context.integrity.isEmpty())
            throw new IllegalArgumentException(
                    "an entry of \"nas\" needs kNasInt (and kNasEnc), kAsme or kAmf");
        contexts.add(context);
    }

    private static Key derived(Key anchor, AlgorithmKeyType type, int algorithm) {
        return anchor.purpose() == KeyPurpose.KASME
                ? EpsKeys.algorithmKey(anchor, type, algorithm)
                : NrKeys.algorithmKey(anchor, type, algorithm);
    }

    private static boolean said(JsonNode entry, String field, String algorithm) {
        var said = entry.path(field).asString("");
        return said.isEmpty() || said.replace("NEA", "EEA").replace("NIA", "EIA").equals(algorithm);
    }

    private static @Nullable Key key(
            JsonNode entry, String field, KeyPurpose purpose, KeyRing ring) {
        var hex = entry.path(field).asString("");
        return hex.isEmpty() ? null : ring.provision(purpose, HexFormat.of().parseHex(hex));
    }

    /// @param header octets of the security header, which ends in MAC(32) and sequence number(8)
    /// @return null where no context fits
    @Nullable Opened open(byte[] octets, int header, boolean ciphered) {
        int bearer = header == 6 ? 0 : 1; // TS 33.401 §8.1.1; TS 33.501 §6.4.3.1 for 3GPP access
        for (int i = 0; i < contexts.size(); i++) {
            var context = contexts.get(i);
            for (var direction : Direction.values()) {
                for (int count : counts(context.lastCounts[direction.bit()], octets[header - 1])) {
                    for (var integrity : context.integrity) {
                        if (mac(octets, header - 1, integrity.key, count, bearer, direction)
                                != mac(octets, header - 5)) continue;
                        context.lastCounts[direction.bit()] = count;
                        if (i > 0)
                            contexts.add(0, contexts.remove(i)); // the next is likely its too
                        return opened(
                                context, octets, header, ciphered, integrity, count, direction);
                    }
                }
            }
        }
        return null;
    }

    private Opened opened(
            Context context,
            byte[] octets,
            int header,
            boolean ciphered,
            Integrity integrity,
            int count,
            Direction direction) {
        var verified = integrity.algorithm + " verified, COUNT " + count + ", " + context.label;
        byte[] message = Arrays.copyOfRange(octets, header, octets.length);
        if (!ciphered) return new Opened(message, "not ciphered, " + verified);
        for (var ciphering : context.ciphering) {
            byte[] clear = message.clone();
            one.add(
                    Unpooled.wrappedBuffer(clear),
                    0,
                    clear.length * 8,
                    ciphering.key,
                    count,
                    header == 6 ? 0 : 1,
                    direction);
            try {
                engine.cipher(one);
            } finally {
                one.clear();
            }
            if (!isMessage(clear)) continue;
            if (context.ciphering.size() > 1) {
                context.ciphering.clear();
                context.ciphering.add(ciphering);
            }
            return new Opened(clear, ciphering.algorithm + ", " + verified);
        }
        return new Opened(message, "not deciphered, " + verified);
    }

    private static boolean isMessage(byte[] octets) {
        if (octets.length < 3) return false;
        int first = octets[0] & 0xFF;
        return switch (first) {
            case 0x07 -> NasNames.emm(octets[1] & 0xFF) != null;
            case 0x7E -> octets[1] == 0 && NasNames.mm5g(octets[2] & 0xFF) != null;
            case 0x2E -> octets.length > 3 && NasNames.sm5g(octets[3] & 0xFF) != null;
            default -> (first & 0xF) == 2 && NasNames.esm(octets[2] & 0xFF) != null;
        };
    }

    /// The COUNT nearest to the last one, and that of a new context.
    private static int[] counts(int last, byte sequence) {
        int near = last & -SEQUENCES | sequence & 0xFF;
        if (near - last > SEQUENCES / 2 && near >= SEQUENCES) near -= SEQUENCES;
        else if (last - near > SEQUENCES / 2) near += SEQUENCES;
        int fresh = sequence & 0xFF;
        return near == fresh || near >= COUNT_END ? new int[] {fresh} : new int[] {near, fresh};
    }

    private static int mac(byte[] octets, int at) {
        return (octets[at] & 0xFF) << 24
                | (octets[at + 1] & 0xFF) << 16
                | (octets[at + 2] & 0xFF) << 8
                | octets[at + 3] & 0xFF;
    }

    private int mac(
            byte[] octets, int from, AlgorithmKey key, int count, int bearer, Direction direction) {
        one.add(
                Unpooled.wrappedBuffer(octets),
                from,
                (octets.length - from) * 8,
                key,
                count,
                bearer,
                direction);
        try {
            engine.authenticate(one);
            return one.mac(0);
        } finally {
            one.clear();
        }
    }
}
