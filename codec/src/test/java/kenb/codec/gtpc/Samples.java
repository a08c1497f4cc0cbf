package kenb.codec.gtpc;

import kenb.codec.gtpc.MmVectors.Quadruplet;
import kenb.codec.gtpc.MmVectors.Quintuplet;
import kenb.codec.gtpc.MmVectors.Triplet;
import kenb.codec.per.Octets;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Messages of a relocation between two MMEs, and contexts of every kind. Keys are octets that repeat: 4b in EPS, c1 in UMTS, 4e for NH.
final class Samples {
    static final FTeid S10 = new FTeid(FTeid.S10_MME, 0x01020304, Octets.ofHex("7f000003"), null);

    private Samples() {}

    static Octets fill(int value, int count) {
        byte[] octets = new byte[count];
        Arrays.fill(octets, (byte) value);
        return Octets.of(octets);
    }

    static Quadruplet quadruplet() {
        return new Quadruplet(fill(1, 16), fill(2, 8), fill(3, 16), fill(0x4b, 32));
    }

    static Quintuplet quintuplet() {
        return new Quintuplet(fill(1, 16), fill(2, 8), fill(0xc1, 16), fill(0xc1, 16), fill(3, 16));
    }

    static MmCapabilities capabilities() {
        return MmCapabilities.of(Octets.ofHex("e0e0c040"));
    }

    static MmCapabilities allCapabilities() {
        return new MmCapabilities(
                Octets.ofHex("0a00"),
                new Ambr(100_000, 200_000),
                new Ambr(50_000, 150_000),
                Octets.ofHex("e0e0c040"),
                Octets.ofHex("e5e034"),
                Octets.ofHex("5386092479184504"));
    }

    static EpsMmContext epsContext() {
        return new EpsMmContext(
                1,
                2,
                2,
                5,
                7,
                fill(0x4b, 32),
                new EpsMmContext.NextHop(fill(0x4e, 32), 2),
                capabilities());
    }

    static EpsMmContext fullEpsContext() {
        return new EpsMmContext(
                1,
                2,
                1,
                0x010203,
                0xfffffe,
                fill(0x4b, 32),
                List.of(quadruplet(), quadruplet()),
                List.of(quintuplet()),
                new EpsMmContext.NextHop(fill(0x4e, 32), 5),
                allCapabilities(),
                3,
                new EpsMmContext.OldContext(2, 4, fill(0x4b, 32), fill(0x4e, 32)),
                Octets.ofHex("0100"));
    }

    static UmtsMmContext umtsContext(UmtsMmContext.Variant variant) {
        return new UmtsMmContext(
                variant,
                3,
                variant == UmtsMmContext.Variant.USED_CIPHER_AND_QUINTUPLETS ? 2 : 0,
                fill(0xc1, 16),
                fill(0xc1, 16),
                variant == UmtsMmContext.Variant.QUADRUPLETS_AND_QUINTUPLETS
                        ? List.of(quadruplet())
                        : List.of(),
                List.of(quintuplet(), quintuplet()),
                allCapabilities(),
                Octets.ofHex("00"));
    }

    /// Apart from the others: tshark reads on at the triplets once more.
    static GtpcIe contextWithTriplets() {
        var triplet = new Triplet(fill(1, 16), fill(2, 4), fill(0xc1, 8));
        return GtpcIeTypes.GSM_KEY_AND_TRIPLETS.of(
                new GsmMmContext(
                        true,
                        2,
                        1,
                        fill(0xc1, 8),
                        List.of(triplet, triplet),
                        List.of(),
                        allCapabilities(),
                        Octets.ofHex("00")));
    }

    static List<GtpcIe> mmContexts() {
        return List.of(
                GtpcIeTypes.MM_CONTEXT.of(epsContext()),
                GtpcIeTypes.MM_CONTEXT.of(fullEpsContext()),
                GtpcIeTypes.UMTS_KEY_USED_CIPHER_AND_QUINTUPLETS.of(
                        umtsContext(UmtsMmContext.Variant.USED_CIPHER_AND_QUINTUPLETS)),
                GtpcIeTypes.UMTS_KEY_AND_QUINTUPLETS.of(
                        umtsContext(UmtsMmContext.Variant.QUINTUPLETS)),
                GtpcIeTypes.UMTS_KEY_QUADRUPLETS_AND_QUINTUPLETS.of(
                        umtsContext(UmtsMmContext.Variant.QUADRUPLETS_AND_QUINTUPLETS)),
                GtpcIeTypes.GSM_KEY_AND_TRIPLETS.of(
                        new GsmMmContext(
                                true,
                                2,
                                1,
                                fill(0xc1, 8),
                                List.of(),
                                List.of(),
                                allCapabilities(),
                                Octets.ofHex("00"))),
                GtpcIeTypes.GSM_KEY_USED_CIPHER_AND_QUINTUPLETS.of(
                        new GsmMmContext(
                                false,
                                2,
                                1,
                                fill(0xc1, 8),
                                List.of(),
                                List.of(quintuplet()),
                                capabilities(),
                                Octets.EMPTY)));
    }

    static GtpcMessage forwardRelocationRequest() {
        return new GtpcMessage(
                GtpcMessageType.FORWARD_RELOCATION_REQUEST,
                0,
                1,
                GtpcIeTypes.IMSI.of("001010000000001"),
                GtpcIeTypes.F_TEID.of(S10),
                GtpcIeTypes.PDN_CONNECTION.of(
                        GtpcIes.of(
                                GtpcIeTypes.APN.of("internet"),
                                GtpcIeTypes.EBI.of(5),
                                GtpcIeTypes.BEARER_CONTEXT.of(
                                        GtpcIes.of(
                                                GtpcIeTypes.EBI.of(5),
                                                GtpcIeTypes.BEARER_QOS.of(
                                                        BearerQos.nonGbr(0x4d, 9)))))),
                GtpcIeTypes.MM_CONTEXT.of(epsContext()));
    }

    /// Of a HANDOVER REQUIRED of Open5GS's tests.
    private static final String SOURCE_TO_TARGET =
            "4080ab0f1014c59800018000bf06ec4d00100302c0000000000015a8001406720af00348f10013d03bc58414903bc58809401de2c210044013f212249010127dad808fd50398381c08fd503983805f5037868baa010c846fb057874162d62e821f42f2e159f821d09c0009e28aa1a0012d888026d06000408008066072003e415250d462102081843423c135002214d6dfb0a0b06502c402000004008177faab4677235334a0e867213e8040300001004e40024500004e400246000000f11000043a000000f110001f20a0000022";

    /// Of a HANDOVER REQUEST ACKNOWLEDGE of the same.
    private static final String TARGET_TO_SOURCE =
            "0080810bf900d8af4000a0339057801f4788009e81de2c20a481de2c404a00ef162000010044013f212249008093efd2433914cd2aa0a0142ff2214d6dfb82c1940b10080000020040bbfd55aeab41ad808fd50398381c08fd503983804d037868baa016423342bc3a18b58fa084ca833fa17970acfc10e84e0004f14550d00096c88900";

    private static final Cause ACCEPTED = new Cause(Cause.REQUEST_ACCEPTED);
    private static final Octets PLMN = Octets.ofHex("00f110");

    private static FTeid fTeid(int interfaceType, int teid) {
        return new FTeid(interfaceType, teid, Octets.ofHex("7f000001"), null);
    }

    private static GtpcIe bearer(int instance, GtpcIe... more) {
        var list = new ArrayList<GtpcIe>();
        list.add(GtpcIeTypes.EBI.of(5));
        list.addAll(List.of(more));
        return GtpcIeTypes.BEARER_CONTEXT.of(instance, new GtpcIes(list));
    }

    /// The messages of a session, of a relocation with its forwarding tunnels, of a context transfer, and what goes wrong.
    static List<GtpcMessage> messages() {
        var qos = GtpcIeTypes.BEARER_QOS.of(BearerQos.nonGbr(0x4d, 9));
        var location =
                GtpcIeTypes.ULI.of(
                        UserLocation.of(
                                Octets.ofHex("00f1100001"), Octets.ofHex("00f11000000101")));
        var imsi = GtpcIeTypes.IMSI.of("001010000000001");
        var cause = GtpcIeTypes.CAUSE.of(ACCEPTED);
        var network = GtpcIeTypes.SERVING_NETWORK.of(PLMN);
        var container =
                new TypedOctets(TypedOctets.E_UTRAN_CONTAINER, Octets.ofHex(SOURCE_TO_TARGET));
        var answer = new TypedOctets(TypedOctets.E_UTRAN_CONTAINER, Octets.ofHex(TARGET_TO_SOURCE));
        var connection =
                GtpcIeTypes.PDN_CONNECTION.of(
                        GtpcIes.of(
                                GtpcIeTypes.APN.of("internet.mnc001.mcc001.gprs"),
                                GtpcIeTypes.IP_ADDRESS.of(Octets.ofHex("0a2d0002")),
                                GtpcIeTypes.EBI.of(5),
                                GtpcIeTypes.F_TEID.of(fTeid(FTeid.S5_S8_PGW_C, 9)),
                                bearer(
                                        0,
                                        GtpcIeTypes.F_TEID.of(fTeid(FTeid.S1_U_SGW, 10)),
                                        GtpcIeTypes.F_TEID.of(1, fTeid(FTeid.S5_S8_PGW_U, 11)),
                                        qos),
                                GtpcIeTypes.AMBR.of(new Ambr(100_000, 200_000))));
        var guti = GtpcIeTypes.GUTI.of(new Guti(PLMN, 2, 1, 0xc0000001L));
        var list = new ArrayList<GtpcMessage>();
        list.add(message(GtpcMessageType.ECHO_REQUEST, GtpcIeTypes.RECOVERY.of(7)));
        list.add(message(GtpcMessageType.ECHO_RESPONSE, GtpcIeTypes.RECOVERY.of(8)));
        list.add(message(GtpcMessageType.VERSION_NOT_SUPPORTED_INDICATION));
        list.add(
                message(
                        GtpcMessageType.CREATE_SESSION_REQUEST,
                        imsi,
                        GtpcIeTypes.MSISDN.of("4915112345678"),
                        GtpcIeTypes.MEI.of("3568092947815044"),
                        location,
                        network,
                        GtpcIeTypes.RAT_TYPE.of(6),
                        GtpcIeTypes.F_TEID.of(fTeid(FTeid.S11_MME, 1)),
                        GtpcIeTypes.F_TEID.of(1, fTeid(FTeid.S5_S8_PGW_C, 0)),
                        GtpcIeTypes.APN.of("internet"),
                        GtpcIeTypes.SELECTION_MODE.of(0),
                        GtpcIeTypes.PDN_TYPE.of(1),
                        GtpcIeTypes.PAA.of(new TypedOctets(1, Octets.ofHex("00000000"))),
                        GtpcIeTypes.APN_RESTRICTION.of(0),
                        GtpcIeTypes.AMBR.of(new Ambr(100_000, 200_000)),
                        bearer(0, qos)));
        list.add(
                message(
                        GtpcMessageType.CREATE_SESSION_RESPONSE,
                        cause,
                        GtpcIeTypes.F_TEID.of(fTeid(FTeid.S11_SGW, 2)),
                        GtpcIeTypes.PAA.of(new TypedOctets(1, Octets.ofHex("0a2d0002"))),
                        bearer(0, cause, GtpcIeTypes.F_TEID.of(fTeid(FTeid.S1_U_SGW, 10)), qos)));
        list.add(
                message(
                        GtpcMessageType.MODIFY_BEARER_REQUEST,
                        location,
                        bearer(0, GtpcIeTypes.F_TEID.of(fTeid(FTeid.S1_U_ENB, 12)))));
        list.add(message(GtpcMessageType.MODIFY_BEARER_RESPONSE, cause, bearer(0, cause)));
        list.add(
                message(
                        GtpcMessageType.DELETE_SESSION_REQUEST,
                        GtpcIeTypes.EBI.of(5),
                        GtpcIeTypes.INDICATION.of(Octets.ofHex("08000000"))));
        list.add(message(GtpcMessageType.DELETE_SESSION_RESPONSE, cause));
        list.add(message(GtpcMessageType.RELEASE_ACCESS_BEARERS_REQUEST));
        list.add(message(GtpcMessageType.RELEASE_ACCESS_BEARERS_RESPONSE, cause));
        list.add(
                message(
                        GtpcMessageType.CREATE_INDIRECT_DATA_FORWARDING_TUNNEL_REQUEST,
                        bearer(0, GtpcIeTypes.F_TEID.of(fTeid(FTeid.ENB_DL_FORWARDING, 13)))));
        list.add(
                message(
                        GtpcMessageType.CREATE_INDIRECT_DATA_FORWARDING_TUNNEL_RESPONSE,
                        cause,
                        bearer(
                                0,
                                cause,
                                GtpcIeTypes.F_TEID.of(fTeid(FTeid.SGW_DL_FORWARDING, 14)))));
        list.add(message(GtpcMessageType.DELETE_INDIRECT_DATA_FORWARDING_TUNNEL_REQUEST));
        list.add(message(GtpcMessageType.DELETE_INDIRECT_DATA_FORWARDING_TUNNEL_RESPONSE, cause));
        for (GtpcIe context : mmContexts()) {
            list.add(
                    message(
                            GtpcMessageType.FORWARD_RELOCATION_REQUEST,
                            imsi,
                            GtpcIeTypes.F_TEID.of(S10),
                            connection,
                            GtpcIeTypes.F_TEID.of(1, fTeid(FTeid.S11_SGW, 2)),
                            context,
                            GtpcIeTypes.INDICATION.of(Octets.ofHex("20000000")),
                            GtpcIeTypes.F_CONTAINER.of(container),
                            GtpcIeTypes.TARGET_IDENTIFICATION.of(
                                    TypedOctets.macroEnb(PLMN, 0x00043, 1)),
                            GtpcIeTypes.F_CAUSE.of(
                                    new TypedOctets(
                                            TypedOctets.RADIO_NETWORK_CAUSE, Octets.ofHex("10"))),
                            network,
                            GtpcIeTypes.PRIVATE_EXTENSION.of(
                                    new PrivateExtension(0xfffe, Octets.ofHex("010203")))));
        }
        list.add(
                message(
                        GtpcMessageType.FORWARD_RELOCATION_RESPONSE,
                        cause,
                        GtpcIeTypes.F_TEID.of(S10),
                        bearer(0, GtpcIeTypes.F_TEID.of(fTeid(FTeid.ENB_DL_FORWARDING, 15))),
                        GtpcIeTypes.F_CONTAINER.of(answer)));
        list.add(
                message(
                        GtpcMessageType.FORWARD_RELOCATION_RESPONSE,
                        GtpcIeTypes.CAUSE.of(
                                new Cause(
                                        Cause.MANDATORY_IE_MISSING,
                                        0,
                                        new Cause.Offending(107, 0, 0))),
                        GtpcIeTypes.F_CAUSE.of(
                                new TypedOctets(
                                        TypedOctets.RADIO_NETWORK_CAUSE, Octets.ofHex("05")))));
        list.add(
                message(
                        GtpcMessageType.FORWARD_ACCESS_CONTEXT_NOTIFICATION,
                        GtpcIeTypes.F_CONTAINER.of(
                                new TypedOctets(
                                        TypedOctets.E_UTRAN_CONTAINER,
                                        Octets.ofHex("00000059400b0400080010000800200000")))));
        list.add(message(GtpcMessageType.FORWARD_ACCESS_CONTEXT_ACKNOWLEDGE, cause));
        list.add(message(GtpcMessageType.FORWARD_RELOCATION_COMPLETE_NOTIFICATION));
        list.add(message(GtpcMessageType.FORWARD_RELOCATION_COMPLETE_ACKNOWLEDGE, cause));
        list.add(
                message(
                        GtpcMessageType.RELOCATION_CANCEL_REQUEST,
                        imsi,
                        GtpcIeTypes.F_CAUSE.of(
                                new TypedOctets(
                                        TypedOctets.RADIO_NETWORK_CAUSE, Octets.ofHex("05")))));
        list.add(message(GtpcMessageType.RELOCATION_CANCEL_RESPONSE, cause));
        list.add(
                message(
                        GtpcMessageType.IDENTIFICATION_REQUEST,
                        guti,
                        GtpcIeTypes.COMPLETE_REQUEST_MESSAGE.of(attachRequest())));
        list.add(
                message(
                        GtpcMessageType.IDENTIFICATION_RESPONSE,
                        cause,
                        imsi,
                        mmContexts().getFirst()));
        list.add(
                message(
                        GtpcMessageType.CONTEXT_REQUEST,
                        guti,
                        GtpcIeTypes.COMPLETE_REQUEST_MESSAGE.of(attachRequest()),
                        GtpcIeTypes.F_TEID.of(S10),
                        GtpcIeTypes.RAT_TYPE.of(6),
                        GtpcIeTypes.PLMN_ID.of(PLMN)));
        for (GtpcIe context : mmContexts()) {
            list.add(
                    message(
                            GtpcMessageType.CONTEXT_RESPONSE,
                            cause,
                            imsi,
                            context,
                            connection,
                            GtpcIeTypes.F_TEID.of(S10),
                            GtpcIeTypes.F_TEID.of(1, fTeid(FTeid.S11_SGW, 2))));
        }
        list.add(message(GtpcMessageType.CONTEXT_ACKNOWLEDGE, cause));
        list.add(message(GtpcMessageType.DOWNLINK_DATA_NOTIFICATION, GtpcIeTypes.EBI.of(5)));
        return list;
    }

    private static TypedOctets attachRequest() {
        return new TypedOctets(
                TypedOctets.COMPLETE_ATTACH_REQUEST,
                Octets.ofHex("0741010bf600f110000201c000000104e0e0c04000040201d011"));
    }

    private static GtpcMessage message(GtpcMessageType type, GtpcIe... ies) {
        return new GtpcMessage(type, 0x0a0b0c0d, 0x10 + type.number(), ies);
    }
}
