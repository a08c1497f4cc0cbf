package kenb.tools.decode;

import kenb.stack.cipher.AlgorithmKey;
import kenb.stack.cipher.CipherEngine;
import kenb.stack.cipher.CipheringAlgorithm;
import kenb.stack.cipher.IntegrityAlgorithm;
import kenb.stack.cipher.JavaEngine;
import kenb.stack.keys.Key;
import kenb.stack.keys.KeyPurpose;
import kenb.stack.keys.KeyRing;

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

/// The keys to a capture's radio interface: for each UE id of the framing the contexts it may be under, from
/// the array `pdcpLte` of a run's `keys.json`.
public final class AirKeys {
    /// Algorithms and prepared keys for one UE id.
    record Leg(
            CipheringAlgorithm ciphering,
            IntegrityAlgorithm integrity,
            AlgorithmKey rrcCiphering,
            AlgorithmKey rrcIntegrity) {}

    private final CipherEngine engine = new JavaEngine();
    private final Map<Integer, List<Leg>> byUeId = new HashMap<>();

    public static AirKeys none() {
        return new AirKeys();
    }

    public static AirKeys read(Path file) throws IOException {
        var keys = new AirKeys();
        var ring = new KeyRing("decode", InstantSource.system(), _ -> {});
        try {
            for (var entry : JsonMapper.shared().readTree(Files.readString(file)).path("pdcpLte")) {
                keys.byUeId
                        .computeIfAbsent(entry.path("ueId").asInt(), _ -> new ArrayList<>())
                        .add(keys.leg(entry, ring));
            }
        } catch (JacksonException
                | IllegalArgumentException
                | UnsupportedOperationException problem) {
            throw new IOException(file + ": no key file: " + problem.getMessage(), problem);
        }
        return keys;
    }

    List<Leg> of(int ueId) {
        return byUeId.getOrDefault(ueId, List.of());
    }

    /// Ciphers and authenticates under the keys of a [Leg].
    CipherEngine engine() {
        return engine;
    }

    private Leg leg(JsonNode entry, KeyRing ring) {
        var ciphering = CipheringAlgorithm.valueOf(text(entry, "ciphering", "EEA0"));
        var integrity = IntegrityAlgorithm.valueOf(text(entry, "integrity", "EIA0"));
        return new Leg(
                ciphering,
                integrity,
                engine.prepare(ciphering, key(entry, "kRrcEnc", KeyPurpose.RRC_ENC, ring)),
                engine.prepare(integrity, key(entry, "kRrcInt", KeyPurpose.RRC_INT, ring)));
    }

    /// A leg without signalling has no integrity algorithm: the field is absent or empty.
    private static String text(JsonNode entry, String field, String otherwise) {
        var text = entry.path(field).asString("");
        return text.isEmpty() ? otherwise : text;
    }

    /// A leg has only the keys it needs (no RRC keys at an SeNB): what is absent is never the right one.
    private static Key key(JsonNode entry, String field, KeyPurpose purpose, KeyRing ring) {
        var hex = entry.path(field).asString("");
        return ring.provision(purpose, hex.isEmpty() ? new byte[16] : HexFormat.of().parseHex(hex));
    }
}
