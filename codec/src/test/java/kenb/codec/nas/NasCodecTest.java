package kenb.codec.nas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import kenb.codec.per.DecodeException;
import kenb.codec.per.Octets;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.HexFormat;

/// Foreign messages are those of srsRAN, Open5GS and commercial UEs in public captures; of the first the last elements are left out.
@Tag("W-08")
class NasCodecTest {
    private static final String ATTACH_REQUEST =
            "0741020bf609f107000201ca00131005f0f0c0400900210234d011d1271a80802110010100108106000000008306"
                    + "00000000000d000010005209f10700075c0803";
    private static final String ATTACH_REQUEST_WITH_IMSI =
            "07410108991007000050900005f0f0c04009002d0201d011d127268080211c0100001c810600000000820600000000"
                    + "830600000000840600000000000c00000e00c1";

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    @Test
    void messageCutAnywhereSaysWhereAndWhatIsMissing() {
        byte[] whole = hex(ATTACH_REQUEST);
        int mandatory = 22 + 33;
        for (int octets = 0; octets < mandatory - 5; octets++) {
            byte[] cut = Arrays.copyOf(whole, octets);
            assertThatThrownBy(() -> NasCodec.decodeEmm(cut))
                    .isInstanceOf(DecodeException.class)
                    .hasMessageContaining("NAS ")
                    .hasMessageContaining("bit");
        }
    }

    @Test
    void otherProtocolIsRefused() {
        assertThatThrownBy(() -> NasCodec.decodeEmm(hex("5200c2")))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("plain EMM");
        assertThatThrownBy(() -> NasCodec.decodeEsm(Octets.ofHex("0742")))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("ESM");
    }

    @Test
    void foreignAttachRequestsAreUnderstood() {
        var request = (EmmMessage.AttachRequest) NasCodec.decodeEmm(hex(ATTACH_REQUEST));
        assertThat(request.nasKsi()).isZero();
        assertThat(request.attachType()).isEqualTo(2);
        assertThat(request.identity())
                .isEqualTo(new EpsMobileIdentity.Guti(Octets.ofHex("09f107"), 2, 1, 0xca001310L));
        assertThat(request.ueNetworkCapability()).isEqualTo(Octets.ofHex("f0f0c04009"));
        assertThat(NasCodec.decodeEsm(request.esm()))
                .isInstanceOfSatisfying(
                        EsmMessage.PdnConnectivityRequest.class,
                        r -> {
                            assertThat(r.transaction()).isEqualTo(0x34);
                            assertThat(r.pdnType()).isEqualTo(1);
                            assertThat(r.requestType()).isEqualTo(1);
                            assertThat(
                                            r.elements()
                                                    .number(
                                                            EsmElement
                                                                    .ESM_INFORMATION_TRANSFER_FLAG,
                                                            0))
                                    .isEqualTo(1);
                            assertThat(r.elements().has(EsmElement.PROTOCOL_CONFIGURATION_OPTIONS))
                                    .isTrue();
                        });
        assertThat(Tai.of(request.elements().get(EmmElement.LAST_VISITED_TAI)))
                .isEqualTo(new Tai(Octets.ofHex("09f107"), 7));
        assertThat(request.elements().get(EmmElement.DRX_PARAMETER))
                .isEqualTo(Octets.ofHex("0803"));
        var withImsi = (EmmMessage.AttachRequest) NasCodec.decodeEmm(hex(ATTACH_REQUEST_WITH_IMSI));
        assertThat(withImsi.identity()).isEqualTo(new EpsMobileIdentity.Imsi("901700000050900"));
    }

    @Test
    void foreignMessagesComeBackByteForByte() {
        for (String foreign :
                new String[] {
                    "074300035200c2",
                    "0745010bf602f839000201d5006ee6",
                    "07450b0bf622f2108000034e0f4a89",
                    "0746",
                    "075501"
                }) {
            assertThat(NasCodec.encode(NasCodec.decodeEmm(hex(foreign))).toHex())
                    .isEqualTo(foreign);
        }
        var detach =
                (EmmMessage.DetachRequest)
                        NasCodec.decodeEmm(hex("07450b0bf622f2108000034e0f4a89"));
        assertThat(detach.switchOff()).isTrue();
        assertThat(detach.detachType()).isEqualTo(3);
    }

    @Test
    void acceptKeepsItsPartsAndOptionsItDoesNotKnow() {
        var esm =
                NasCodec.encode(
                        new EsmMessage.ActivateDefaultBearerRequest(
                                5,
                                1,
                                Octets.ofHex("09"),
                                Octets.ofHex("08696e7465726e6574"),
                                Octets.ofHex("010a2d0002")));
        var guti = new EpsMobileIdentity.Guti(Octets.ofHex("00f110"), 1, 1, 0xc0000001L);
        var accept =
                new EmmMessage.AttachAccept(
                        1,
                        0x49,
                        Octets.ofHex("0000f1100001"),
                        esm,
                        NasElements.of(EmmElement.GUTI.of(guti.value())));
        String octets = NasCodec.encode(accept).toHex();
        assertThat(NasCodec.decodeEmm(hex(octets))).isEqualTo(accept);
        String more = octets + "f1" + "640101" + "770155" + "7f0003010203" + "5905";
        var later = (EmmMessage.AttachAccept) NasCodec.decodeEmm(hex(more));
        assertThat(NasCodec.encode(later).toHex()).isEqualTo(more);
        assertThat(later.elements().number(EmmElement.T3423, 0)).isEqualTo(5);
        assertThat(later.elements().get(EmmElement.GUTI)).isEqualTo(guti.value());
        assertThat(later.elements().list()).hasSize(6);
        assertThat(NasCodec.decodeEsm(accept.esm()))
                .isInstanceOfSatisfying(
                        EsmMessage.ActivateDefaultBearerRequest.class,
                        r -> assertThat(r.pdnAddress()).isEqualTo(Octets.ofHex("010a2d0002")));
    }

    /// From the tests of pycrate (phones and networks in France) and from testbeds.
    @ParameterizedTest
    @CsvSource({
        "074300035200c2, 'Attach complete, Activate default EPS bearer context accept'",
        "0748610bf602f8108003c8c2e65e9a5804e060c0405202f810c4c25c0a00570220003103e5e0341302f810040511035758a65d0100c1,"
                + " Tracking area update request",
        "c7060500, Service request",
        "074c6005f4c2e65e9a57022000, Extended service request",
        "074a, Tracking area update complete",
        "07632009011d00010007913386094000f01101830a816000000000000005d4f29cae00, Uplink NAS transport",
        "0745630bf602f8108003c8c2e65e9a, Detach request",
        "074503, Detach request",
        "0745025302, Detach request",
        "074d707800040200e86f6703091011570233c9d1, 'Control plane service request, ESM status'",
        "075206905ada1e7da557ada1e72650e21ee5e3104bfb73f6b4558000b1903ab88a27237f, Authentication request",
        "37e8a14bcf00075d220605e060c04070c1, Security mode command",
        "17450740e3040753083ec3a476f829b414, Authentication response",
        "075e23093395684292874145f0, Security mode complete",
        "27807d6aa1016b8354, ciphered NAS message",
        "0202d9, ESM information request",
        "0202da2807066f72616e6765, ESM information response",
        "07614308004f79d87d2e838c4508004f79d87d2e838c4771019190616180490101, EMM information",
        "0749015a4954062202f810c4a0570220001302f81004045949640103f05e0106, Tracking area update accept",
        "0762028904, Downlink NAS transport",
        "0746, Detach accept",
        "075501, Identity request",
        "170d22f6f1030756080900000000000000, Identity response",
        "075c15300e8d8ea4d2a6a2fbdbc2cbe19e8d31, Authentication failure"
    })
    void foreignMessagesComeBackAndAreCalledByTheirNames(String octets, String name) {
        var pdu = NasPdu.decode(Octets.ofHex(octets));
        assertThat(pdu.encode().toHex()).isEqualTo(octets);
        assertThat(NasNames.of(Octets.ofHex(octets))).isEqualTo(name);
        switch (pdu) {
            case NasPdu.Plain(Octets message) -> messageComesBack(message);
            case NasPdu.Protected p when !p.message().toHex().equals("6b8354") ->
                    messageComesBack(p.message());
            default -> {}
        }
    }

    private static void messageComesBack(Octets message) {
        var again =
                (message.at(0) & 0xf) == 2
                        ? NasCodec.encode(NasCodec.decodeEsm(message))
                        : NasCodec.encode(NasCodec.decodeEmm(message));
        assertThat(again).isEqualTo(message);
    }

    @Test
    void elementsOfAForeignUpdateAreFoundByName() {
        var update =
                (EmmMessage.TrackingAreaUpdateAccept)
                        NasCodec.decodeEmm(
                                hex(
                                        "0749015a4954062202f810c4a0570220001302f81004045949640103f05e0106"));
        var elements = update.elements();
        assertThat(update.updateResult()).isEqualTo(1);
        assertThat(elements.number(EmmElement.T3412, 0)).isEqualTo(0x49);
        assertThat(elements.get(EmmElement.EPS_BEARER_CONTEXT_STATUS))
                .isEqualTo(Octets.ofHex("2000"));
        assertThat(elements.number(EmmElement.ADDITIONAL_UPDATE_RESULT, 7)).isZero();
        assertThat(elements.number(EmmElement.T3402, -1)).isEqualTo(-1);
        assertThat(elements.get(EmmElement.T3412_EXTENDED)).isEqualTo(Octets.ofHex("06"));
        var command =
                (EmmMessage.SecurityModeCommand) NasCodec.decodeEmm(hex("075d220605e060c04070c1"));
        assertThat(command.ciphering()).isEqualTo(2);
        assertThat(command.integrity()).isEqualTo(2);
        assertThat(command.nasKsi()).isEqualTo(6);
        assertThat(command.elements().number(EmmElement.IMEISV_REQUEST, 0)).isEqualTo(1);
    }

    @Test
    void everyKindOfTaiListIsRead() {
        var plmn = Octets.ofHex("02f810");
        assertThat(TaiList.read(Octets.ofHex("2202f810c4a0")))
                .containsExactly(
                        new Tai(plmn, 0xc4a0), new Tai(plmn, 0xc4a1), new Tai(plmn, 0xc4a2));
        assertThat(TaiList.read(Octets.ofHex("0102f81000010009" + "4000f1100007")))
                .containsExactly(
                        new Tai(plmn, 1), new Tai(plmn, 9), new Tai(Octets.ofHex("00f110"), 7));
        for (String value : new String[] {"0102f81000010009", "4102f810000100f1100007"}) {
            assertThat(TaiList.write(TaiList.read(Octets.ofHex(value))).toHex()).isEqualTo(value);
        }
        assertThatThrownBy(() -> TaiList.read(Octets.ofHex("0102f8100001")))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("TAC");
        assertThatThrownBy(() -> TaiList.read(Octets.ofHex("6002f8100001")))
                .hasMessageContaining("type of list");
    }

    @Test
    void identitiesComeBackWhateverTheirType() {
        for (String value :
                new String[] {
                    "9910070000509000",
                    "f6" + "02f810" + "8003" + "c8" + "c2e65e9a",
                    "3395684292874145f0",
                    "f4c2e65e9a",
                    "1234",
                    "",
                    "09",
                    "01",
                    "0b21",
                    "f600",
                    "ff",
                    "f1"
                }) {
            assertThat(MobileIdentity.of(Octets.ofHex(value)).value().toHex()).isEqualTo(value);
            assertThat(EpsMobileIdentity.of(Octets.ofHex(value)).value().toHex()).isEqualTo(value);
        }
        assertThat(MobileIdentity.of(Octets.ofHex("3395684292874145f0")))
                .isEqualTo(new MobileIdentity.Imeisv("3598624297814540"));
    }

    @Test
    void messagesOfLaterReleasesAreKept() {
        messageComesBack(Octets.ofHex("07ee0102"));
        messageComesBack(Octets.ofHex("5201ff7f01"));
        assertThat(NasNames.of(Octets.ofHex("07ee01"))).isEqualTo("unknown EMM message 238");
        assertThat(NasNames.of(Octets.ofHex("99"))).isEqualTo("malformed NAS message");
        assertThat(NasNames.of(Octets.EMPTY)).isEqualTo("malformed NAS message");
    }
}
