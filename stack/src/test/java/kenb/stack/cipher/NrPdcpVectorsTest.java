package kenb.stack.cipher;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

import kenb.stack.ReferenceVectors;
import kenb.stack.keys.KeyPurpose;
import kenb.stack.keys.KeyRing;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// NR PDCP PDUs of the srsRAN Project and of DPDK: SDU and MAC-I are ciphered, the MAC is over header and SDU (TS 38.323 5.8, 5.9).
///
/// BEARER of srsRAN's is 0, DIRECTION downlink. Seven of the 93 are not what they say:
/// - the six of SNOW 3G with 12 bits and COUNT 262143 to 262148 are uplink: so each deciphers and verifies, and under no COUNT with its SN
///   does it in the other direction.
/// - the AES PDU of COUNT 262144 with 12 bits has the very octets of the SNOW 3G one. Under the AES keys it deciphers to 5ead, not 18e2, and
///   no COUNT that is a multiple of 4096, as SN 0 asks, makes its MAC match.
@Tag("P-02")
@EnabledIfSystemProperty(named = "kenb.shared", matches = ".+")
class NrPdcpVectorsTest {
    private static final String SNOW_3G_UNDER_AN_AES_NAME = "80006dc276e8e155";

    private final CipherEngine engine = new JavaEngine();
    private final KeyRing ring = new KeyRing("test", () -> Instant.EPOCH, _ -> {});

    @TestFactory
    List<DynamicTest> pdusDecipherToTheirSduAndMac() {
        JsonNode vectors = ReferenceVectors.read("pdcp_nr_srsran_project.json");
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode pdu : vectors.required("pdus")) {
            int algorithm =
                    ReferenceVectors.text(pdu, "pdu").equals(SNOW_3G_UNDER_AN_AES_NAME)
                            ? 1
                            : Integer.parseInt(ReferenceVectors.text(pdu, "algo"));
            tests.add(
                    DynamicTest.dynamicTest(
                            ReferenceVectors.text(pdu, "name"),
                            () -> check(pdu, vectors.required("keys"), algorithm)));
        }
        assertThat(tests).hasSize(93);
        return tests;
    }

    /// Of 12 and 18 bits with MAC-I; and all with SDAP, whose header octet stays in clear (TS 38.323 5.8).
    @TestFactory
    List<DynamicTest> userPlanePdusOfDpdkDecipherAndVerify() {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode v : ReferenceVectors.read("pdcp_dpdk.json"))
            if (ReferenceVectors.number(v, "sn_size") > 5
                    && !ReferenceVectors.text(v, "auth").equals("0"))
                tests.add(
                        DynamicTest.dynamicTest(
                                ReferenceVectors.text(v, "name"), () -> checkDpdk(v, 0)));
        assertThat(tests).hasSize(54);
        for (JsonNode v : ReferenceVectors.read("pdcp_dpdk_sdap.json"))
            tests.add(
                    DynamicTest.dynamicTest(
                            ReferenceVectors.text(v, "name"), () -> checkDpdk(v, 1)));
        assertThat(tests).hasSize(102);
        return tests;
    }

    private void checkDpdk(JsonNode v, int sdapOctets) {
        var auth = ReferenceVectors.text(v, "auth");
        int snBits = ReferenceVectors.number(v, "sn_size");
        int header = snBits == 18 ? 3 : snBits == 7 ? 1 : 2;
        String in = ReferenceVectors.text(v, "data_in");
        long sn = Long.parseLong(in.substring(0, 2 * header), 16) & (1 << snBits) - 1;
        int count = (int) ((long) ReferenceVectors.number(v, "hfn") << snBits | sn);
        int bearer = ReferenceVectors.number(v, "bearer");
        var named = ReferenceVectors.text(v, "direction");
        var direction =
                named.equals("1") || named.endsWith("DOWNLINK")
                        ? Direction.DOWNLINK
                        : Direction.UPLINK;
        ByteBuf pdu = Unpooled.wrappedBuffer(ReferenceVectors.octets(v, "data_out"));
        int clear = header + sdapOctets;
        AlgorithmKey ciphering =
                engine.prepare(
                        DpdkNames.ciphering(ReferenceVectors.text(v, "cipher")),
                        ring.provision(KeyPurpose.UP_ENC, keyOrNone(v, "cipher_key")));
        var batch = new PduBatch(1);
        batch.add(
                pdu, clear, (pdu.readableBytes() - clear) * 8, ciphering, count, bearer, direction);
        engine.cipher(batch);
        assertThat(ByteBufUtil.hexDump(pdu)).startsWith(in);
        if (auth.equals("0")) return;
        int end = pdu.readableBytes() - 4;
        AlgorithmKey integrity =
                engine.prepare(
                        DpdkNames.integrity(auth),
                        ring.provision(KeyPurpose.UP_INT, keyOrNone(v, "auth_key")));
        batch.clear();
        batch.add(pdu, 0, end * 8, integrity, count, bearer, direction);
        engine.authenticate(batch);
        assertThat(batch.mac(0)).isEqualTo(pdu.getInt(end));
    }

    private static byte[] keyOrNone(JsonNode v, String field) {
        return v.required(field).isNull() ? new byte[16] : ReferenceVectors.octets(v, field);
    }

    private void check(JsonNode v, JsonNode keys, int algorithm) {
        AlgorithmKey ciphering =
                engine.prepare(
                        CipheringAlgorithm.of(algorithm),
                        ring.provision(
                                KeyPurpose.UP_ENC, ReferenceVectors.octets(keys, "k_128_enc")));
        AlgorithmKey integrity =
                engine.prepare(
                        IntegrityAlgorithm.of(algorithm),
                        ring.provision(
                                KeyPurpose.UP_INT, ReferenceVectors.octets(keys, "k_128_int")));
        int header = ReferenceVectors.text(v, "snlen").equals("12") ? 2 : 3;
        int count = Integer.parseUnsignedInt(ReferenceVectors.text(v, "count"));
        ByteBuf pdu = Unpooled.wrappedBuffer(ReferenceVectors.octets(v, "pdu"));
        int end = pdu.readableBytes();
        var batch = new PduBatch(1);
        boolean uplink = algorithm == 1 && header == 2 && count >= 262_143 && count <= 262_148;
        Direction direction = uplink ? Direction.UPLINK : Direction.DOWNLINK;
        batch.add(pdu, header, (end - header) * 8, ciphering, count, 0, direction);
        engine.cipher(batch);
        batch.clear();
        batch.add(pdu, 0, (end - 4) * 8, integrity, count, 0, direction);
        engine.authenticate(batch);
        assertThat(ByteBufUtil.hexDump(pdu, header, end - 4 - header))
                .isEqualTo(ReferenceVectors.text(v, "sdu"));
        assertThat(batch.mac(0)).isEqualTo(pdu.getInt(end - 4));
    }
}
