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

/// NR PDCP PDUs of the srsRAN Project under NEA2 and NIA2: SDU and MAC-I are ciphered, the MAC is over header and SDU (TS 38.323 5.8,
/// 5.9). BEARER is 0, DIRECTION downlink.
///
/// One of the 31 is wrong: the AES PDU of COUNT 262144 with 12 bits has the very octets of the SNOW 3G one (80006dc276e8e155). Under the
/// AES keys it deciphers to 5ead, not 18e2, and no COUNT that is a multiple of 4096, as SN 0 asks, makes its MAC match.
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
            if (ReferenceVectors.text(pdu, "algo").equals("2")
                    && !ReferenceVectors.text(pdu, "pdu").equals(SNOW_3G_UNDER_AN_AES_NAME)) {
                tests.add(
                        DynamicTest.dynamicTest(
                                ReferenceVectors.text(pdu, "name"),
                                () -> check(pdu, vectors.required("keys"))));
            }
        }
        assertThat(tests).hasSize(30);
        return tests;
    }

    private void check(JsonNode v, JsonNode keys) {
        AlgorithmKey ciphering =
                engine.prepare(
                        CipheringAlgorithm.EEA2,
                        ring.provision(
                                KeyPurpose.UP_ENC, ReferenceVectors.octets(keys, "k_128_enc")));
        AlgorithmKey integrity =
                engine.prepare(
                        IntegrityAlgorithm.EIA2,
                        ring.provision(
                                KeyPurpose.UP_INT, ReferenceVectors.octets(keys, "k_128_int")));
        int header = ReferenceVectors.text(v, "snlen").equals("12") ? 2 : 3;
        int count = Integer.parseUnsignedInt(ReferenceVectors.text(v, "count"));
        ByteBuf pdu = Unpooled.wrappedBuffer(ReferenceVectors.octets(v, "pdu"));
        int end = pdu.readableBytes();
        var batch = new PduBatch(1);
        batch.add(pdu, header, (end - header) * 8, ciphering, count, 0, Direction.DOWNLINK);
        engine.cipher(batch);
        batch.clear();
        batch.add(pdu, 0, (end - 4) * 8, integrity, count, 0, Direction.DOWNLINK);
        engine.authenticate(batch);
        assertThat(ByteBufUtil.hexDump(pdu, header, end - 4 - header))
                .isEqualTo(ReferenceVectors.text(v, "sdu"));
        assertThat(batch.mac(0)).isEqualTo(pdu.getInt(end - 4));
    }
}
