package kenb.tools.decode;

import kenb.stack.cipher.AlgorithmKey;
import kenb.stack.cipher.CipherEngine;
import kenb.stack.cipher.CipheringAlgorithm;
import kenb.stack.cipher.IntegrityAlgorithm;
import kenb.stack.cipher.JavaEngine;
import kenb.stack.keys.Key;
import kenb.stack.keys.KeyPurpose;
import kenb.stack.keys.KeyRing;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// The keys to a capture, from a file as `kenb lab` writes it: the arrays `pdcpLte` and `pdcpNr` have the radio's by UE
/// id of the framing, `nas` those of NAS, `subscribers` what NAS keys follow from. README.md documents the file.
public final class CaptureKeys {
    private static final String NO_KEY = "00000000000000000000000000000000";

    /// Algorithms and prepared keys for one UE id; null where the file has no such key.
    record Leg(
            CipheringAlgorithm ciphering,
            IntegrityAlgorithm integrity,
            @Nullable AlgorithmKey rrcCiphering,
            @Nullable AlgorithmKey rrcIntegrity,
            @Nullable AlgorithmKey userCiphering,
            @Nullable AlgorithmKey userIntegrity) {}

    private final CipherEngine engine = new JavaEngine();
    private final Map<Integer, List<Leg>> lte = new HashMap<>();
    private final Map<Integer, List<Leg>> nr = new HashMap<>();
    private final NasKeys nas = new NasKeys();

    private CaptureKeys() {}

    public static CaptureKeys none() {
        return new CaptureKeys();
    }

    public static CaptureKeys read(Path file) throws IOException {
        var keys = new CaptureKeys();
        var ring = new KeyRing("decode", InstantSource.system(), _ -> {});
        try {
            var all = JsonMapper.shared().readTree(Files.readString(file));
            for (var entry : all.path("pdcpLte")) keys.add(keys.lte, entry, ring);
            for (var entry : all.path("pdcpNr")) keys.add(keys.nr, entry, ring);
            for (var entry : all.path("nas")) keys.nas.add(entry, ring);
            for (var entry : all.path("subscribers")) keys.nas.addSubscriber(entry, ring);
        } catch (JacksonException
                | IllegalArgumentException
                | UnsupportedOperationException problem) {
            throw new IOException(file + ": no key file: " + problem.getMessage(), problem);
        }
        return keys;
    }

    List<Leg> legs(boolean isNr, int ueId) {
        return (isNr ? nr : lte).getOrDefault(ueId, List.of());
    }

    NasKeys nas() {
        return nas;
    }

    /// Ciphers and authenticates under the keys of a [Leg].
    CipherEngine engine() {
        return engine;
    }

    private void add(Map<Integer, List<Leg>> legs, JsonNode entry, KeyRing ring) {
        var ciphering = CipheringAlgorithm.valueOf(algorithm(entry, "ciphering", "EEA0"));
        var integrity = IntegrityAlgorithm.valueOf(algorithm(entry, "integrity", "EIA0"));
        var leg =
                new Leg(
                        ciphering,
                        integrity,
                        ciphering(ciphering, entry, "kRrcEnc", KeyPurpose.RRC_ENC, ring),
                        integrity(integrity, entry, "kRrcInt", KeyPurpose.RRC_INT, ring),
                        ciphering(ciphering, entry, "kUpEnc", KeyPurpose.UP_ENC, ring),
                        integrity(integrity, entry, "kUpInt", KeyPurpose.UP_INT, ring));
        legs.computeIfAbsent(entry.path("ueId").asInt(), _ -> new ArrayList<>()).add(leg);
    }

    private @Nullable AlgorithmKey ciphering(
            CipheringAlgorithm algorithm,
            JsonNode entry,
            String field,
            KeyPurpose purpose,
            KeyRing ring) {
        boolean needed = algorithm != CipheringAlgorithm.EEA0;
        var key = key(entry, field, purpose, ring, needed);
        return key == null ? null : engine.prepare(algorithm, key);
    }

    private @Nullable AlgorithmKey integrity(
            IntegrityAlgorithm algorithm,
            JsonNode entry,
            String field,
            KeyPurpose purpose,
            KeyRing ring) {
        var key = key(entry, field, purpose, ring, true);
        return key == null ? null : engine.prepare(algorithm, key);
    }

    /// A leg without signalling has no integrity algorithm: the field is absent or empty. NR's go by the same numbers.
    private static String algorithm(JsonNode entry, String field, String otherwise) {
        var text = entry.path(field).asString("");
        return text.isEmpty() ? otherwise : text.replace("NEA", "EEA").replace("NIA", "EIA");
    }

    private static @Nullable Key key(
            JsonNode entry, String field, KeyPurpose purpose, KeyRing ring, boolean needed) {
        var hex = entry.path(field).asString("");
        if (hex.isEmpty() && needed) return null;
        return ring.provision(purpose, HexFormat.of().parseHex(hex.isEmpty() ? NO_KEY : hex));
    }
}
