package kenb.stack.pdcp;

import static kenb.stack.pdcp.PdcpBench.octets;
import static kenb.stack.pdcp.PdcpBench.take;

import static org.assertj.core.api.Assertions.assertThat;

import kenb.stack.ReferenceVectors;
import kenb.stack.cipher.Direction;
import kenb.stack.cipher.DpdkNames;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// NR PDUs made by DPDK's PDCP through our entities: SRBs, DRBs with MAC-I, DRBs with an SDAP header. They come out where they are verified, and go in
/// the same, but where reserved bits of the header are set, which a sender of ours can't make.
@EnabledIfSystemProperty(named = "kenb.shared", matches = ".+")
@Tag("P-01")
@Tag("P-02")
class NrPdcpEntityVectorsTest {
    private static final byte[] NO_KEY = new byte[16];

    private final PdcpBench bench = new PdcpBench();

    @TestFactory
    List<DynamicTest> signallingPdusOfDpdkComeOutAndGoIn() {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode v : ReferenceVectors.read("pdcp_dpdk.json"))
            if (ReferenceVectors.number(v, "sn_size") == 12 && isControl(v)) tests.add(test(v, 0));
        assertThat(tests).hasSize(18);
        return tests;
    }

    @TestFactory
    List<DynamicTest> userPdusOfDpdkComeOutAndGoIn() {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode v : ReferenceVectors.read("pdcp_dpdk.json"))
            if (ReferenceVectors.number(v, "sn_size") >= 12
                    && !isControl(v)
                    && hasMac(v)
                    && isData(v)) tests.add(test(v, 0));
        assertThat(tests).hasSize(36);
        for (JsonNode v : ReferenceVectors.read("pdcp_dpdk_sdap.json"))
            if (ReferenceVectors.number(v, "sn_size") >= 12 && hasMac(v) && isData(v))
                tests.add(test(v, 1));
        assertThat(tests).hasSize(36 + 31);
        return tests;
    }

    private static boolean isControl(JsonNode v) {
        return ReferenceVectors.text(v, "domain").endsWith("CONTROL");
    }

    private static boolean hasMac(JsonNode v) {
        return !ReferenceVectors.text(v, "auth").equals("0");
    }

    /// Some have a D/C bit of 0, which makes them control PDUs to an entity.
    private static boolean isData(JsonNode v) {
        return Character.digit(ReferenceVectors.text(v, "data_in").charAt(0), 16) >= 8;
    }

    private DynamicTest test(JsonNode v, int sdapOctets) {
        return DynamicTest.dynamicTest(
                ReferenceVectors.text(v, "name"), () -> throughBoth(v, sdapOctets));
    }

    private void throughBoth(JsonNode v, int sdapOctets) {
        SnLength sn = SnLength.valueOf("BITS_" + ReferenceVectors.number(v, "sn_size"));
        int id = ReferenceVectors.number(v, "bearer") + 1;
        var bearer =
                isControl(v)
                        ? NrBearer.srb(id, 1, 1L << 32)
                        : NrBearer.of(
                                new NrDrbSettings(
                                        id,
                                        sn,
                                        false,
                                        true,
                                        false,
                                        sdapOctets > 0,
                                        0,
                                        0,
                                        1,
                                        1L << 32));
        var context =
                bench.context(
                        DpdkNames.ciphering(ReferenceVectors.text(v, "cipher")),
                        DpdkNames.integrity(ReferenceVectors.text(v, "auth")),
                        keyOrNone(v, "cipher_key"),
                        keyOrNone(v, "auth_key"));
        String in = ReferenceVectors.text(v, "data_in");
        String out = ReferenceVectors.text(v, "data_out");
        int digits = 2 * sn.headerOctets();
        long header = Long.parseLong(in.substring(0, digits), 16);
        long count =
                sn.count(ReferenceVectors.number(v, "hfn"), (int) header & sn.maximumSn())
                        & 0xFFFF_FFFFL;
        Direction direction = direction(v);
        bench.events.clear();

        List<String> sdus = new ArrayList<>();
        var receiver =
                new NrReceiver(
                        bearer,
                        direction,
                        context,
                        ReorderingTimer.NONE,
                        (sdu, _) -> sdus.add(take(sdu)),
                        _ -> {},
                        bench.events::add);
        receiver.protect(Protection.INTEGRITY_AND_CIPHERING);
        receiver.resumeAt(count);
        receiver.receive(octets(out));
        receiver.flush();
        assertThat(bench.events).isEmpty();
        assertThat(sdus).containsExactly(in.substring(digits));

        long ours = header & sn.maximumSn() | (bearer.signalling() ? 0 : 1L << 4 * digits - 1);
        if (header != ours) return;
        List<String> pdus = new ArrayList<>();
        var transmitter =
                new NrTransmitter(
                        bearer,
                        direction,
                        context,
                        (pdu, _) -> pdus.add(take(pdu)),
                        () -> 0,
                        bench.events::add);
        transmitter.protect(Protection.INTEGRITY_AND_CIPHERING);
        transmitter.resumeAt(count);
        transmitter.transmit(octets(in.substring(digits)));
        transmitter.flush();
        assertThat(pdus).containsExactly(out);
    }

    private static byte[] keyOrNone(JsonNode v, String field) {
        JsonNode key = v.required(field);
        return key.isNull() ? NO_KEY : HexFormat.of().parseHex(key.stringValue());
    }

    private static Direction direction(JsonNode v) {
        String direction = ReferenceVectors.text(v, "direction");
        return direction.equals("1") || direction.endsWith("DOWNLINK")
                ? Direction.DOWNLINK
                : Direction.UPLINK;
    }
}
