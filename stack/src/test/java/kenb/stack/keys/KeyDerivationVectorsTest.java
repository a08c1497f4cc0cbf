package kenb.stack.keys;

import static org.assertj.core.api.Assertions.assertThat;

import kenb.stack.ReferenceVectors;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

@Tag("K-01")
@EnabledIfSystemProperty(named = "kenb.shared", matches = ".+")
class KeyDerivationVectorsTest {
    private final KeyBench bench = new KeyBench();

    @Test
    void theVectorsAreAllThere() {
        assertThat(ReferenceVectors.read("kdf.json").required("vectors").size()).isEqualTo(18);
    }

    @TestFactory
    List<DynamicTest> everyVectorComesOutOfTheFunctionAndOfItsNamedDerivation() {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode v : ReferenceVectors.read("kdf.json").required("vectors")) {
            tests.add(DynamicTest.dynamicTest(ReferenceVectors.text(v, "name"), () -> check(v)));
        }
        return tests;
    }

    private void check(JsonNode v) {
        byte[] key = ReferenceVectors.octets(v, "key");
        int fc = Integer.parseInt(ReferenceVectors.text(v, "fc"), 16);
        List<byte[]> p = new ArrayList<>();
        for (JsonNode parameter : v.required("params")) {
            p.add(HexFormat.of().parseHex(parameter.stringValue()));
        }
        String expected = ReferenceVectors.text(v, "expected");
        assertThat(HexFormat.of().formatHex(Kdf.derive(key, fc, p))).isEqualTo(expected);
        Key derived = derive(fc, key, p);
        String tail = expected.substring(expected.length() - 2 * derived.lengthOctets());
        assertThat(KeyBench.hex(derived)).isEqualTo(tail);
    }

    /// srsRAN's test of K_AUSF, from CK ‖ IK for the serving network of its other tests.
    @Test
    void kausfIsThatOfSrsran() {
        for (JsonNode v : ReferenceVectors.read("kdf.json").required("raw")) {
            if (!ReferenceVectors.text(v, "name").equals("test_generate_k_ausf")) continue;
            JsonNode values = v.required("values");
            String ckIk = ReferenceVectors.text(values, "ck") + ReferenceVectors.text(values, "ik");
            Key kausf =
                    NrKeys.kausf(
                            key(KeyPurpose.CK_IK, HexFormat.of().parseHex(ckIk)),
                            "5G:mnc070.mcc901.3gppnetwork.org",
                            ReferenceVectors.octets(values, "ak_xor_sqn"));
            assertThat(KeyBench.hex(kausf)).isEqualTo(ReferenceVectors.text(values, "k_ausf"));
            return;
        }
        throw new AssertionError("no vector of K_AUSF");
    }

    private Key derive(int fc, byte[] key, List<byte[]> p) {
        return switch (fc) {
            case 0x10 -> EpsKeys.kasme(key(KeyPurpose.CK_IK, key), p.get(0), p.get(1));
            case 0x11 -> EpsKeys.kenb(key(KeyPurpose.KASME, key), number(p.get(0)));
            case 0x12 -> EpsKeys.nh(key(KeyPurpose.KASME, key), key(KeyPurpose.KENB, p.get(0)));
            case 0x13 ->
                    EpsKeys.kenbStar(
                            key(KeyPurpose.KENB, key),
                            (int) number(p.get(0)),
                            (int) number(p.get(1)));
            case 0x15 -> {
                AlgorithmKeyType type = type(p);
                KeyPurpose parent = type.isNas() ? KeyPurpose.KASME : KeyPurpose.KENB;
                yield EpsKeys.algorithmKey(key(parent, key), type, p.get(1)[0]);
            }
            case 0x1C -> EpsKeys.sKgnb(key(KeyPurpose.KENB, key), (int) number(p.get(0)));
            case 0x20 ->
                    NrKeys.ckIkPrime(
                            key(KeyPurpose.CK_IK, key),
                            new String(p.get(0), StandardCharsets.UTF_8),
                            p.get(1));
            case 0x69 -> {
                AlgorithmKeyType type = type(p);
                KeyPurpose parent = type.isNas() ? KeyPurpose.KAMF : KeyPurpose.S_KGNB;
                yield NrKeys.algorithmKey(key(parent, key), type, p.get(1)[0]);
            }
            case 0x6C ->
                    NrKeys.kseaf(
                            key(KeyPurpose.KAUSF, key),
                            new String(p.get(0), StandardCharsets.UTF_8));
            case 0x6E ->
                    NrKeys.kgnb(
                            key(KeyPurpose.KAMF, key), number(p.get(0)), (int) number(p.get(1)));
            default -> throw new AssertionError("a vector of FC " + Integer.toHexString(fc));
        };
    }

    private static AlgorithmKeyType type(List<byte[]> p) {
        return AlgorithmKeyType.values()[p.get(0)[0] - 1];
    }

    private Key key(KeyPurpose purpose, byte[] octets) {
        return bench.ring.provision(purpose, octets);
    }

    private static long number(byte[] octets) {
        return Long.parseLong(HexFormat.of().formatHex(octets), 16);
    }
}
