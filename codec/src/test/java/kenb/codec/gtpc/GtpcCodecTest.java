package kenb.codec.gtpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import kenb.codec.per.DecodeException;
import kenb.codec.per.Octets;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/// Foreign messages are those that the tests of pycrate, otc and gtpv2-c_csreq have from ngic, nextepc, Open5GS and commercial nodes.
@Tag("W-09")
class GtpcCodecTest {
    private static final String CREATE_SESSION_REQUEST =
            "482000ec0012345601e240000100080010189674523f14c00050011223344554b800112233445566778856000d";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "482000c400000000000016000100080010214365871932f44c00050004930400004b000800538811500000000056000d001804f550000904f5500000001463000100015300030004f55052000100064d00040000080000570009008a000000070a010a0b570009018700000000c0a80169470005000461706e3180000100004f00050001000000004800080000003e8000003e807f00010000720002000a015f00020072315d001f0049000100055000160008090000000000000000000000000000000000000000",
                "48220043eeffc000000017005d001200490001000557000900800c0000000b01016c570009008a000000070a010a0b56000d001804f550000904f550000000145300030004f550",
                "4844004deeffc00080001800490001000564000100025100150001000000abe0000000abe0000000abe0000000abe052000100065500190022208009100a989a81ffffffff108109100a989a81ffffffff",
                "48aa000d00000002000069008700010000",
                "4822002f0000000200006a0056000d001842f4700fca42f47000115a025d00120049000100055700090080000009610a554b32",
                "482400260000000100006e00490001000556000d001842f470102342f47000ad7b024d00040008000000",
                "482000b300000000000012000100080042041728114920f656000d001842f470102342f47000ad7b025300030042f47052000100065700090086800000097f0000024700090008696e7465726e657480000100fc63000100014f00050001000000007f000100004e00100080000a00000d00001000ff00031301845d002c0049000100055700090284000000120a554bd3500016004d0900000000000000000000000000000000000000007200020021005f0002005400",
                "48b00012000000020000130049000100059b00010061",
                "485f0064000000010000020049000100055d0053004900010000540023002210010e301110ac160014ffffffff50c13321020e301110ac160014ffffffff50c1335700090081000000037f0000065000160008010000000041000000004100000000410000000041",
                "482000ca000000000000020001000800220201121464"
                        + "14f84c0008007952950000000"
                        + "0f04b00080021430501000000f056000d000c130184fffe00ff130184d80b530003"
                        + "0022f21052000100065700090086"
                        + "00ff0001c0a860ef47001c0008696e7465726e6574066d6e63303031066d6363323232046770727380000100006300010001"
                        + "4f000500010000000"
                        + "07f000100004800080011111111222222225d002c004900010005570009028400afff01c0a8303b5000160049ff0000000000000000000000000000000000000000"
            })
    void foreignMessagesComeBackByteForByteAndAreUnderstood(String octets) {
        byte[] datagram = HexFormat.of().parseHex(octets);
        var messages = GtpcCodec.decode(datagram);
        assertThat(messages).hasSize(1);
        assertThat(GtpcCodec.encode(messages).toHex()).isEqualTo(octets);
        assertThat(GtpcMessageType.of(messages.getFirst().type())).isNotNull();
        for (GtpcIe ie : messages.getFirst().ies().list()) typedValueComesBack(ie);
    }

    /// Where the foreign value is as long as ours would be, it is the same.
    private static <T> void typedValueComesBack(GtpcIe ie) {
        @SuppressWarnings("unchecked")
        var type = (GtpcIeType<T>) Objects.requireNonNull(GtpcIeTypes.of(ie.type()), ie::toString);
        var again = type.of(ie.instance(), type.read(ie.value()));
        if (again.value().length() == ie.value().length()) assertThat(again).isEqualTo(ie);
        else assertThat(ie.value().toHex()).startsWith(again.value().toHex().substring(0, 2));
    }

    @Test
    void fieldsOfAForeignRequestAreReadByTheirNames() {
        var request =
                GtpcCodec.decode(
                                Octets.ofHex(
                                        "482000b300000000000012000100080042041728114920f656000d001842f470102342f47000ad7b025300030042f47052000100065700090086800000097f0000024700090008696e7465726e657480000100fc63000100014f00050001000000007f000100004e00100080000a00000d00001000ff00031301845d002c0049000100055700090284000000120a554bd3500016004d0900000000000000000000000000000000000000007200020021005f0002005400"))
                        .getFirst();
        GtpcCodec.verify(request);
        assertThat(request.is(GtpcMessageType.CREATE_SESSION_REQUEST)).isTrue();
        assertThat(request.sequence()).isEqualTo(0x12);
        assertThat(request.priority()).isEqualTo(-1);
        var ies = request.ies();
        assertThat(ies.require(GtpcIeTypes.IMSI)).isEqualTo("244071821194026");
        assertThat(ies.require(GtpcIeTypes.APN)).isEqualTo("internet");
        assertThat(ies.require(GtpcIeTypes.RAT_TYPE)).isEqualTo(6);
        assertThat(ies.require(GtpcIeTypes.F_TEID))
                .isEqualTo(new FTeid(6, 0x80000009, Octets.ofHex("7f000002"), null));
        assertThat(ies.require(GtpcIeTypes.ULI).tai()).isEqualTo(Octets.ofHex("42f4701023"));
        assertThat(ies.require(GtpcIeTypes.ULI).ecgi()).isEqualTo(Octets.ofHex("42f47000ad7b02"));
        assertThat(ies.get(GtpcIeTypes.F_TEID, 1)).isNull();
        var bearer = ies.all(GtpcIeTypes.BEARER_CONTEXT, 0).getFirst();
        assertThat(bearer.require(GtpcIeTypes.EBI)).isEqualTo(5);
        assertThat(bearer.require(GtpcIeTypes.F_TEID, 2).interfaceType())
                .isEqualTo(FTeid.S5_S8_SGW_U);
        assertThat(bearer.require(GtpcIeTypes.BEARER_QOS).qci()).isEqualTo(9);
    }

    @Test
    void aDatagramCutAnywhereIsRefusedWithFieldAndBit() {
        byte[] whole = GtpcCodec.encode(Samples.forwardRelocationRequest()).toByteArray();
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> GtpcCodec.decode(cut))
                    .isInstanceOf(DecodeException.class)
                    .hasMessageContaining("GTPv2-C")
                    .hasMessageContaining("bit ");
        }
    }

    @Test
    void anElementCutInsideIsFoundWithItsPath() {
        var kasme = Samples.epsContext();
        var short1 =
                Octets.of(
                        Arrays.copyOf(GtpcIeTypes.MM_CONTEXT.of(kasme).value().toByteArray(), 20));
        var message =
                new GtpcMessage(
                        GtpcMessageType.FORWARD_RELOCATION_REQUEST,
                        1,
                        2,
                        GtpcIeTypes.F_TEID.of(Samples.S10),
                        new GtpcIe(107, 0, short1));
        assertThatThrownBy(() -> GtpcCodec.verify(message))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining(
                        "GTPv2-C Forward Relocation Request.MM Context (EPS Security Context, Quadruplets and"
                                + " Quintuplets).KASME, bit 304: 32 octets needed, 11 remain");
    }

    @Test
    void aMissingMandatoryElementIsNamed() {
        var message =
                new GtpcMessage(
                        GtpcMessageType.FORWARD_RELOCATION_REQUEST,
                        1,
                        2,
                        GtpcIeTypes.F_TEID.of(Samples.S10));
        assertThatThrownBy(() -> GtpcCodec.verify(message))
                .hasMessageContaining("MM Context")
                .hasMessageContaining("missing");
        var response = new GtpcMessage(GtpcMessageType.CONTEXT_RESPONSE, 1, 2);
        assertThatThrownBy(() -> GtpcCodec.verify(response)).hasMessageContaining("Cause");
        assertThatThrownBy(() -> response.ies().require(GtpcIeTypes.CAUSE))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("Cause");
    }

    @Test
    void otherVersionsTrailingOctetsAndNestsAreRefused() {
        for (String octets :
                new String[] {
                    "320100040000000000000000",
                    "4801000900000001000001000300010007" + "00",
                    "5801000c0000000100000100",
                    "ff",
                    ""
                }) {
            assertThatThrownBy(() -> GtpcCodec.decode(Octets.ofHex(octets)))
                    .isInstanceOf(DecodeException.class);
        }
        var nest = GtpcIeTypes.EBI.of(5);
        for (int depth = 0; depth < 5000; depth++)
            nest = GtpcIeTypes.PDN_CONNECTION.of(GtpcIes.of(nest));
        var message = new GtpcMessage(GtpcMessageType.CONTEXT_REQUEST, 1, 2, nest);
        assertThat(GtpcCodec.decode(GtpcCodec.encode(message))).containsExactly(message);
        assertThatThrownBy(() -> GtpcCodec.verify(message)).isInstanceOf(DecodeException.class);
    }

    @Test
    void unknownElementsAndSpareBitsAndPriorityAreKept() {
        String octets =
                "4f85"
                        + "001b"
                        + "00000007"
                        + "000102"
                        + "35"
                        + "fe000500"
                        + "0123456789"
                        + "c80002a1"
                        + "aabb";
        octets = octets.replace("001b", "%04x".formatted(octets.length() / 2 - 4));
        var message = GtpcCodec.decode(Octets.ofHex(octets)).getFirst();
        assertThat(message.priority()).isEqualTo(3);
        assertThat(message.ies().list())
                .containsExactly(
                        new GtpcIe(254, 0, Octets.ofHex("0123456789")),
                        new GtpcIe(200, 1, 10, Octets.ofHex("aabb")));
        assertThat(GtpcCodec.encode(message).toHex()).isEqualTo(octets);
        assertThat(message.withPriority(9).priority()).isEqualTo(9);
    }

    @Test
    void piggybackedMessagesTravelTogether() {
        var messages =
                List.of(
                        new GtpcMessage(
                                GtpcMessageType.CREATE_SESSION_RESPONSE,
                                1,
                                7,
                                GtpcIeTypes.CAUSE.of(new Cause(16))),
                        new GtpcMessage(
                                GtpcMessageType.CREATE_BEARER_REQUEST,
                                1,
                                9,
                                GtpcIeTypes.EBI.of(5)));
        var datagram = GtpcCodec.encode(messages);
        assertThat(datagram.at(0)).isEqualTo(0x58);
        assertThat(GtpcCodec.decode(datagram)).isEqualTo(messages);
    }

    @Test
    void everyKindOfMmContextComesBackAndPrintsNoKey() {
        var contexts = new ArrayList<>(Samples.mmContexts());
        contexts.add(Samples.contextWithTriplets());
        for (GtpcIe context : contexts) {
            typedValueComesBack(context);
            String text =
                    String.valueOf(
                            Objects.requireNonNull(GtpcIeTypes.of(context.type()))
                                    .read(context.value()));
            assertThat(text)
                    .doesNotContain("4b4b4b4b")
                    .doesNotContain("c1c1")
                    .doesNotContain("4e4e4e4e");
        }
        assertThat(Samples.mmContexts())
                .extracting(GtpcIe::type)
                .contains(103, 104, 105, 106, 107, 108);
    }

    @Test
    void aContextOfAnEarlierReleaseEndsBeforeItsAccessRestriction() {
        var whole = GtpcIeTypes.MM_CONTEXT.of(Samples.epsContext());
        int octets = whole.value().length() - 1;
        var early = Octets.of(Arrays.copyOf(whole.value().toByteArray(), octets));
        var context = GtpcIeTypes.MM_CONTEXT.read(early);
        assertThat(context.accessRestriction()).isNull();
        assertThat(GtpcIeTypes.MM_CONTEXT.of(context).value()).isEqualTo(early);
    }

    @Test
    void addressesOfBothFamiliesFitAnFTeid() throws Exception {
        var v6 = FTeid.of(FTeid.S10_MME, 7, InetAddress.getByName("2001:db8::1"));
        var both = new FTeid(FTeid.S1_U_SGW, 8, Octets.ofHex("7f000001"), v6.ipv6());
        assertThat(GtpcIeTypes.F_TEID.read(GtpcIeTypes.F_TEID.of(v6).value())).isEqualTo(v6);
        assertThat(GtpcIeTypes.F_TEID.of(both).value().length()).isEqualTo(25);
        assertThat(GtpcIeTypes.F_TEID.read(GtpcIeTypes.F_TEID.of(both).value())).isEqualTo(both);
    }
}
