package kenb.stack.keys;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Every derivation there is, written out as its annex has it (FC, and each P with its L), against the HMAC of the JDK; and its explanation, which
/// must be enough to do the same by hand.
@Tag("K-01")
@Tag("K-06")
class DerivationTableTest {
    private static final byte[] SQN = HexFormat.of().parseHex("a1a2a3a4a5a6");
    private static final byte[] SNID = HexFormat.of().parseHex("00f110");
    private static final String NAME = "5G:mnc070.mcc901.3gppnetwork.org";
    private static final String NAME_HEX = hex(NAME);

    private final KeyBench bench = new KeyBench();

    /// @param input S: FC ‖ P0 ‖ L0 ‖ P1 ‖ L1 …, where SYNC stands for the octets 80 to 9f
    record Row(
            String clause,
            KeyPurpose parent,
            KeyPurpose result,
            int octets,
            String input,
            Function<Rows, Key> derive) {
        @Override
        public String toString() {
            return clause + " " + result.symbol();
        }
    }

    /// A parent and a second key for SYNC.
    record Rows(Key parent, Key sync) {}

    static List<Row> rows() {
        String eps = "TS 33.401 A.";
        String nr = "TS 33.501 A.";
        return List.of(
                row(
                        eps + 2,
                        KeyPurpose.CK_IK,
                        KeyPurpose.KASME,
                        "10 00f110 0003 a1a2a3a4a5a6 0006",
                        r -> EpsKeys.kasme(r.parent, SNID, SQN)),
                row(
                        eps + 3,
                        KeyPurpose.KASME,
                        KeyPurpose.KENB,
                        "11 fedcba98 0004",
                        r -> EpsKeys.kenb(r.parent, 0xFEDCBA98L)),
                row(
                        eps + 4,
                        KeyPurpose.KASME,
                        KeyPurpose.NH,
                        "12 SYNC 0020",
                        r -> EpsKeys.nh(r.parent, r.sync)),
                row(
                        eps + 5,
                        KeyPurpose.KENB,
                        KeyPurpose.KENB_STAR,
                        "13 01f7 0002 ffff 0002",
                        r -> EpsKeys.kenbStar(r.parent, 503, 65535)),
                row(
                        eps + 5,
                        KeyPurpose.NH,
                        KeyPurpose.KENB_STAR,
                        "13 01f7 0002 010000 0003",
                        r -> EpsKeys.kenbStar(r.parent, 503, 65536)),
                row(
                        eps + 7,
                        KeyPurpose.KASME,
                        KeyPurpose.NAS_ENC,
                        "15 01 0001 02 0001",
                        r -> EpsKeys.algorithmKey(r.parent, AlgorithmKeyType.NAS_ENC, 2)),
                row(
                        eps + 7,
                        KeyPurpose.KASME,
                        KeyPurpose.NAS_INT,
                        "15 02 0001 03 0001",
                        r -> EpsKeys.algorithmKey(r.parent, AlgorithmKeyType.NAS_INT, 3)),
                row(
                        eps + 7,
                        KeyPurpose.KENB,
                        KeyPurpose.RRC_ENC,
                        "15 03 0001 00 0001",
                        r -> EpsKeys.algorithmKey(r.parent, AlgorithmKeyType.RRC_ENC, 0)),
                row(
                        eps + 7,
                        KeyPurpose.KENB_STAR,
                        KeyPurpose.RRC_INT,
                        "15 04 0001 01 0001",
                        r -> EpsKeys.algorithmKey(r.parent, AlgorithmKeyType.RRC_INT, 1)),
                row(
                        eps + 7,
                        KeyPurpose.S_KENB,
                        KeyPurpose.UP_ENC,
                        "15 05 0001 02 0001",
                        r -> EpsKeys.algorithmKey(r.parent, AlgorithmKeyType.UP_ENC, 2)),
                row(
                        eps + 7,
                        KeyPurpose.KENB,
                        KeyPurpose.UP_INT,
                        "15 06 0001 0f 0001",
                        r -> EpsKeys.algorithmKey(r.parent, AlgorithmKeyType.UP_INT, 15)),
                row(
                        eps + 8,
                        KeyPurpose.KASME,
                        KeyPurpose.CK_IK,
                        "16 01020304 0004",
                        r -> EpsKeys.ckIkForHandover(r.parent, 0x01020304)),
                row(
                        eps + 9,
                        KeyPurpose.KASME,
                        KeyPurpose.NAS_TOKEN,
                        "17 01020304 0004",
                        r -> EpsKeys.nasToken(r.parent, 0x01020304)),
                row(
                        eps + 10,
                        KeyPurpose.CK_IK,
                        KeyPurpose.KASME,
                        "18 fedcba98 0004",
                        r -> EpsKeys.kasmeAtHandoverFromUtran(r.parent, 0xFEDCBA98L)),
                row(
                        eps + 11,
                        KeyPurpose.CK_IK,
                        KeyPurpose.KASME,
                        "19 11223344 0004 fedcba98 0004",
                        r ->
                                EpsKeys.kasmeAtIdleMobilityFromUtran(
                                        r.parent, 0x11223344, 0xFEDCBA98L)),
                row(
                        eps + 13,
                        KeyPurpose.KASME,
                        KeyPurpose.CK_IK,
                        "1b ffffffff 0004",
                        r -> EpsKeys.ckIkForIdleMobility(r.parent, 0xFFFFFFFFL)),
                row(
                        eps + 15,
                        KeyPurpose.KENB,
                        KeyPurpose.S_KENB,
                        "1c 0102 0002",
                        r -> EpsKeys.sKenb(r.parent, 0x0102)),
                row(
                        eps + 15,
                        KeyPurpose.KENB_STAR,
                        KeyPurpose.S_KGNB,
                        "1c ffff 0002",
                        r -> EpsKeys.sKgnb(r.parent, 65535)),
                row(
                        "TS 33.402 A.2",
                        KeyPurpose.CK_IK,
                        KeyPurpose.CK_IK,
                        "20 " + hex("WLAN") + " 0004 a1a2a3a4a5a6 0006",
                        r -> NrKeys.ckIkPrime(r.parent, "WLAN", SQN)),
                row(
                        nr + 8,
                        KeyPurpose.KAMF,
                        KeyPurpose.NAS_INT,
                        "69 02 0001 02 0001",
                        r -> NrKeys.algorithmKey(r.parent, AlgorithmKeyType.NAS_INT, 2)),
                row(
                        nr + 8,
                        KeyPurpose.KGNB,
                        KeyPurpose.RRC_INT,
                        "69 04 0001 01 0001",
                        r -> NrKeys.algorithmKey(r.parent, AlgorithmKeyType.RRC_INT, 1)),
                row(
                        nr + 8,
                        KeyPurpose.S_KGNB,
                        KeyPurpose.UP_ENC,
                        "69 05 0001 03 0001",
                        r -> NrKeys.algorithmKey(r.parent, AlgorithmKeyType.UP_ENC, 3)),
                row(
                        nr + 8,
                        KeyPurpose.KSN,
                        KeyPurpose.UP_INT,
                        "69 06 0001 02 0001",
                        r -> NrKeys.algorithmKey(r.parent, AlgorithmKeyType.UP_INT, 2)),
                row(
                        nr + 2,
                        KeyPurpose.CK_IK,
                        KeyPurpose.KAUSF,
                        "6a " + NAME_HEX + " 0020 a1a2a3a4a5a6 0006",
                        r -> NrKeys.kausf(r.parent, NAME, SQN)),
                row(
                        nr + 6,
                        KeyPurpose.KAUSF,
                        KeyPurpose.KSEAF,
                        "6c " + NAME_HEX + " 0020",
                        r -> NrKeys.kseaf(r.parent, NAME)),
                row(
                        nr + 7,
                        KeyPurpose.KSEAF,
                        KeyPurpose.KAMF,
                        "6d " + hex("901700000000001") + " 000f 0000 0002",
                        r -> NrKeys.kamf(r.parent, "901700000000001", new byte[2])),
                row(
                        nr + 9,
                        KeyPurpose.KAMF,
                        KeyPurpose.KGNB,
                        "6e fedcba98 0004 01 0001",
                        r -> NrKeys.kgnb(r.parent, 0xFEDCBA98L, 1)),
                row(
                        nr + 10,
                        KeyPurpose.KAMF,
                        KeyPurpose.NH_5G,
                        "6f SYNC 0020",
                        r -> NrKeys.nh(r.parent, r.sync)),
                row(
                        nr + 11,
                        KeyPurpose.KGNB,
                        KeyPurpose.KNG_RAN_STAR,
                        "70 03ef 0002 00012c 0003",
                        r -> NrKeys.kngRanStarForGnb(r.parent, 1007, 300)),
                row(
                        nr + 12,
                        KeyPurpose.NH_5G,
                        KeyPurpose.KNG_RAN_STAR,
                        "71 0001 0002 00012c 0003",
                        r -> NrKeys.kngRanStarForNgEnb(r.parent, 1, 300)),
                row(
                        nr + 13,
                        KeyPurpose.KAMF,
                        KeyPurpose.KAMF,
                        "72 01 0001 00000007 0004",
                        r -> NrKeys.kamfPrime(r.parent, 1, 7)),
                row(
                        nr + 16,
                        KeyPurpose.KGNB,
                        KeyPurpose.KSN,
                        "79 0009 0002",
                        r -> NrKeys.ksn(r.parent, 9)));
    }

    private static Row row(
            String clause,
            KeyPurpose parent,
            KeyPurpose result,
            String input,
            Function<Rows, Key> derive) {
        boolean algorithmKey = input.startsWith("15 ") || input.startsWith("69 ");
        return new Row(clause, parent, result, algorithmKey ? 16 : 32, input, derive);
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void theKeyIsWhatTheWrittenOutInputGives(Row row) throws Exception {
        Key parent = bench.counting(row.parent, 0);
        Key sync =
                bench.counting(
                        row.result == KeyPurpose.NH ? KeyPurpose.KENB : KeyPurpose.KGNB, 0x80);
        Key key = row.derive.apply(new Rows(parent, sync));
        String s = row.input.replace("SYNC", KeyBench.hex(sync));
        assertThat(key.purpose()).isEqualTo(row.result);
        assertThat(KeyBench.hex(key)).isEqualTo(hmac(KeyBench.hex(parent), s, row.octets));

        var derivation = ((KeyOrigin.Derived) key.origin()).derivation();
        assertThat(derivation.clause()).isEqualTo(row.clause);
        String explained = derivation.explain();
        assertThat(explained)
                .startsWith(row.clause + "\n")
                .contains("Key  " + row.parent.symbol() + " " + parent.fingerprint())
                .contains("  FC   " + row.input.substring(0, 2) + "\n");
        String written =
                explained.lines().filter(it -> it.startsWith("  S ")).findFirst().orElseThrow();
        assertThat(
                        written.strip()
                                .substring(1)
                                .strip()
                                .replace("<key " + sync.fingerprint() + ">", "SYNC"))
                .isEqualTo(row.input);
        assertThat(explained).doesNotContain(KeyBench.hex(parent), KeyBench.hex(sync));
    }

    private static String hmac(String key, String input, int octets) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(HexFormat.of().parseHex(key), "HmacSHA256"));
        byte[] all = mac.doFinal(HexFormat.of().parseHex(input.replace(" ", "")));
        return HexFormat.of().formatHex(all, 32 - octets, 32);
    }

    @Test
    void everyFunctionCodeIsOfOneDerivation() {
        var byCode =
                rows().stream()
                        .collect(
                                java.util.stream.Collectors.groupingBy(
                                        it -> it.input.substring(0, 2),
                                        java.util.TreeMap::new,
                                        java.util.stream.Collectors.mapping(
                                                Row::clause, java.util.stream.Collectors.toSet())));
        assertThat(byCode.values()).allMatch(it -> it.size() == 1);
        assertThat(byCode.keySet())
                .containsExactlyElementsOf(
                        Arrays.asList(
                                "10 11 12 13 15 16 17 18 19 1b 1c 20 69 6a 6c 6d 6e 6f 70 71 72 79"
                                        .split(" ")));
    }

    @Test
    void anExplanationReadsLikeTheAnnex() {
        Key kenb = bench.counting(KeyPurpose.KENB, 0);
        var derivation =
                ((KeyOrigin.Derived) EpsKeys.kenbStar(kenb, 503, 65536).origin()).derivation();
        assertThat(derivation.explain())
                .isEqualTo(
                        """
                        TS 33.401 A.5
                          Key  K_eNB %s
                          FC   13
                          P0   01f7  (PCI)
                          L0   0002  (2 octets)
                          P1   010000  (EARFCN-DL)
                          L1   0003  (3 octets)
                          S    13 01f7 0002 010000 0003
                        """
                                .formatted(kenb.fingerprint()));
    }
}
