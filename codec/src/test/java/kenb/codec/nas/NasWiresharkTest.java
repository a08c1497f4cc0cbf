package kenb.codec.nas;

import static org.assertj.core.api.Assertions.assertThat;

import kenb.codec.Wireshark;
import kenb.codec.per.Octets;
import kenb.codec.tlv.FieldWriter;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What tshark makes of messages that our records write: each alone, and with every element that it may have.
@Tag("W-08")
class NasWiresharkTest {
    private static final String GUTI = "f600f110000201c0000001";

    @TempDir Path folder;

    @BeforeAll
    static void needTshark() {
        Wireshark.need();
    }

    @Test
    void everyEmmMessageIsReadByItsNameWithEachOfItsElements() throws Exception {
        var messages = new ArrayList<Octets>();
        for (String mandatory : EMM) {
            messages.add(Octets.ofHex(mandatory));
            EmmMessageType type = EmmMessageType.of(Octets.ofHex(mandatory).at(1));
            for (var sample : emmSamples().entrySet()) {
                if (!sample.getKey().messages().contains(type)) continue;
                EmmMessage message = NasCodec.decodeEmm(Octets.ofHex(mandatory));
                if (message instanceof EmmMessage.DetachRequest) continue; // has none
                messages.add(with(message, sample.getKey().of(Octets.ofHex(sample.getValue()))));
            }
        }
        readWell(messages);
    }

    @Test
    void everyEsmMessageIsReadByItsNameWithEachOfItsElements() throws Exception {
        var messages = new ArrayList<Octets>();
        for (String mandatory : ESM) {
            messages.add(Octets.ofHex(mandatory));
            EsmMessageType type = EsmMessageType.of(Octets.ofHex(mandatory).at(2));
            for (var sample : esmSamples().entrySet()) {
                if (!sample.getKey().messages().contains(type)) continue;
                EsmMessage message = NasCodec.decodeEsm(Octets.ofHex(mandatory));
                messages.add(with(message, sample.getKey().of(Octets.ofHex(sample.getValue()))));
            }
        }
        readWell(messages.stream().map(NasWiresharkTest::integrityProtected).toList());
    }

    /// tshark takes no ESM message that stands alone in clear.
    private static Octets integrityProtected(Octets message) {
        return new NasPdu.Protected(NasPdu.INTEGRITY, 0, 0, message).encode();
    }

    private void readWell(List<Octets> messages) throws Exception {
        var capture = Wireshark.of(folder, "nas-eps");
        for (Octets message : messages) capture.add(message.toByteArray());
        assertThat(capture.fields("_ws.malformed", "frame.number")).isEmpty();
        assertThat(capture.lines("-q", "-z", "expert"))
                .noneMatch(line -> line.startsWith("Errors") || line.startsWith("Warns"));
        assertThat(capture.fields("nas-eps", "_ws.col.Info"))
                .hasSameSizeAs(messages)
                .zipSatisfy(
                        messages,
                        (info, message) ->
                                assertThat(info.toLowerCase())
                                        .startsWith(
                                                NasNames.of(message)
                                                        .toLowerCase()
                                                        .replaceAll(",.*", "")));
    }

    /// The same message with one element more, by way of its octets: all that follows the mandatory part is elements.
    private static Octets with(EmmMessage message, NasElement element) {
        var more = message.elements().with(element);
        var out = new FieldWriter().octets(NasCodec.encode(message));
        EmmMessageType type = EmmMessageType.of(out.at(1));
        more.write(out, iei -> EmmElement.fixedOctets(type, iei));
        return back(out.toOctets(), NasCodec.decodeEmm(out.toOctets()).elements(), element);
    }

    private static Octets with(EsmMessage message, NasElement element) {
        var more = message.elements().with(element);
        var out = new FieldWriter().octets(NasCodec.encode(message));
        EsmMessageType type = EsmMessageType.of(out.at(2));
        more.write(out, iei -> EsmElement.fixedOctets(type, iei));
        return back(out.toOctets(), NasCodec.decodeEsm(out.toOctets()).elements(), element);
    }

    private static Octets back(Octets octets, NasElements read, NasElement element) {
        assertThat(read.list()).containsExactly(element);
        return octets;
    }

    private static final List<String> EMM =
            List.of(
                    "0741710b" + GUTI + "04e0e0c04000040201d011",
                    "07420149"
                            + "0600"
                            + "00f1100001"
                            + "0015"
                            + "5201c101090908696e7465726e657405010a2d0002",
                    "074300035200c2",
                    "074411",
                    "0745710b" + GUTI,
                    "074501",
                    "0746",
                    "0748700b" + GUTI,
                    "074900",
                    "074a",
                    "074b09",
                    "074c1005f4c2e65e9a",
                    "074d10",
                    "074e09",
                    "074f",
                    "07500b" + GUTI,
                    "0751",
                    "07520100112233445566778899aabbccddeeff10c10b4fcdde3180004a3e9d91fd62d73d",
                    "07530830b32a4f09a54ac4",
                    "0754",
                    "075c15",
                    "075501",
                    "07560899100700005090" + "00",
                    "075d120104e0e0c040",
                    "075e",
                    "075f17",
                    "076061",
                    "0761",
                    "0762028904",
                    "0763028904",
                    "076401",
                    "076880000101",
                    "076980000101");

    private static final List<String> ESM =
            List.of(
                    "5201c101090908696e7465726e657405010a2d0002",
                    "5200c2",
                    "5200c31f",
                    "6200c50501090140",
                    "6200c6",
                    "6200c71f",
                    "5200c9",
                    "5200ca",
                    "5200cb1f",
                    "5200cd24",
                    "5200ce",
                    "0201d011",
                    "0201d11b",
                    "0201d205",
                    "0201d31b",
                    "0201d40501400109",
                    "0201d51f",
                    "0201d6050140",
                    "0201d71f",
                    "0201d9",
                    "0201da",
                    "5200db0101",
                    "0200dc",
                    "0200e86f",
                    "5201e9",
                    "5201ea",
                    "5200eb000101");

    private static Map<EmmElement, String> emmSamples() {
        var samples = new EnumMap<EmmElement, String>(EmmElement.class);
        for (EmmElement element : EmmElement.values()) {
            if (element.iei() >= 0x80) samples.put(element, "01");
        }
        samples.put(EmmElement.OLD_P_TMSI_SIGNATURE, "010203");
        samples.put(EmmElement.ADDITIONAL_GUTI, GUTI);
        samples.put(EmmElement.GUTI, GUTI);
        samples.put(EmmElement.LAST_VISITED_TAI, "00f1100001");
        samples.put(EmmElement.DRX_PARAMETER, "0a00");
        samples.put(EmmElement.MS_NETWORK_CAPABILITY, "e5e034");
        samples.put(EmmElement.OLD_LOCATION_AREA, "00f1100001");
        samples.put(EmmElement.LOCATION_AREA, "00f1100001");
        samples.put(EmmElement.MOBILE_STATION_CLASSMARK_2, "5758a6");
        samples.put(EmmElement.SUPPORTED_CODECS, "0402600400021f00");
        samples.put(EmmElement.VOICE_DOMAIN_PREFERENCE, "01");
        samples.put(EmmElement.NETWORK_RESOURCE_IDENTIFIER, "0040");
        samples.put(EmmElement.T3324, "21");
        samples.put(EmmElement.T3412_EXTENDED, "06");
        samples.put(EmmElement.EXTENDED_DRX, "2d");
        samples.put(EmmElement.UE_ADDITIONAL_SECURITY_CAPABILITY, "e000e000");
        samples.put(EmmElement.REPLAYED_ADDITIONAL_SECURITY_CAPABILITY, "e000e000");
        samples.put(EmmElement.UE_STATUS, "01");
        samples.put(EmmElement.ADDITIONAL_INFORMATION_REQUESTED, "01");
        samples.put(EmmElement.N1_UE_NETWORK_CAPABILITY, "20");
        samples.put(EmmElement.T3402, "49");
        samples.put(EmmElement.REJECT_T3402, "49");
        samples.put(EmmElement.MS_IDENTITY, "f4c2e65e9a");
        samples.put(EmmElement.IMEISV, "3395684292874145f0");
        samples.put(EmmElement.EMM_CAUSE, "02");
        samples.put(EmmElement.T3423, "49");
        samples.put(EmmElement.EQUIVALENT_PLMNS, "00f110");
        samples.put(EmmElement.EMERGENCY_NUMBERS, "031f11f2");
        samples.put(EmmElement.EPS_NETWORK_FEATURE_SUPPORT, "0100");
        samples.put(EmmElement.DCN_ID, "0001");
        samples.put(EmmElement.T3448, "21");
        samples.put(EmmElement.T3447, "06");
        samples.put(EmmElement.ESM_CONTAINER, "0201d11b");
        samples.put(EmmElement.T3346, "21");
        samples.put(EmmElement.NONCE_UE, "01020304");
        samples.put(EmmElement.UE_NETWORK_CAPABILITY, "e0e0c040");
        samples.put(EmmElement.EPS_BEARER_CONTEXT_STATUS, "2000");
        samples.put(EmmElement.T3412, "49");
        samples.put(EmmElement.TAI_LIST, "0000f1100001");
        samples.put(EmmElement.T3442, "21");
        samples.put(EmmElement.AUTS, "0102030405060708090a0b0c0d0e");
        samples.put(EmmElement.REPLAYED_NONCE_UE, "01020304");
        samples.put(EmmElement.NONCE_MME, "01020304");
        samples.put(EmmElement.HASH_MME, "0102030405060708");
        samples.put(EmmElement.REPLAYED_NAS_MESSAGE, "074300035200c2");
        samples.put(EmmElement.FULL_NETWORK_NAME, "004f79d87d2e838c45");
        samples.put(EmmElement.SHORT_NETWORK_NAME, "004f79d87d2e838c45");
        samples.put(EmmElement.LOCAL_TIME_ZONE, "40");
        samples.put(EmmElement.UNIVERSAL_TIME, "91019061618049");
        samples.put(EmmElement.DAYLIGHT_SAVING_TIME, "01");
        samples.put(EmmElement.CLI, "9121436587");
        samples.put(EmmElement.SS_CODE, "11");
        samples.put(EmmElement.LCS_INDICATOR, "01");
        samples.put(EmmElement.ADDITIONAL_INFORMATION, "0102");
        return samples;
    }

    private static Map<EsmElement, String> esmSamples() {
        var samples = new EnumMap<EsmElement, String>(EsmElement.class);
        for (EsmElement element : EsmElement.values()) {
            if (element.iei() >= 0x80) samples.put(element, "01");
        }
        samples.put(EsmElement.PROTOCOL_CONFIGURATION_OPTIONS, "80000a00000d00");
        samples.put(EsmElement.EXTENDED_PROTOCOL_CONFIGURATION_OPTIONS, "80000a00000d00");
        samples.put(EsmElement.ACCESS_POINT_NAME, "08696e7465726e6574");
        samples.put(EsmElement.HEADER_COMPRESSION, "02000f");
        samples.put(EsmElement.TRANSACTION_IDENTIFIER, "01");
        samples.put(EsmElement.NEGOTIATED_QOS, "1c911f7396fefe734bffff00");
        samples.put(EsmElement.NEW_QOS, "1c911f7396fefe734bffff00");
        samples.put(EsmElement.NEGOTIATED_LLC_SAPI, "03");
        samples.put(EsmElement.PACKET_FLOW_IDENTIFIER, "01");
        samples.put(EsmElement.APN_AMBR, "fefe");
        samples.put(EsmElement.EXTENDED_APN_AMBR, "0301000301" + "00");
        samples.put(EsmElement.ESM_CAUSE, "32");
        samples.put(EsmElement.SERVING_PLMN_RATE_CONTROL, "0064");
        samples.put(EsmElement.EPS_QOS, "09");
        samples.put(EsmElement.TRAFFIC_FLOW_TEMPLATE, "40");
        samples.put(EsmElement.BACK_OFF_TIMER, "06");
        samples.put(EsmElement.RE_ATTEMPT_INDICATOR, "01");
        return samples;
    }
}
