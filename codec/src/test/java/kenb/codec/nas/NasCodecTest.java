package kenb.codec.nas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import kenb.codec.per.DecodeException;
import kenb.codec.per.Octets;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.HexFormat;

/// Foreign messages are those of srsRAN, Open5GS and commercial UEs in public captures.
class NasCodecTest {
    private static final String ATTACH_REQUEST =
            "0741020bf609f107000201ca00131005f0f0c0400900210234d011d1271a80802110010100108106000000008306"
                    + "00000000000d000010005209f10700075c08033103e5e0";
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
                .isEqualTo(new EsmMessage.PdnConnectivityRequest(0x34, 1, 1));
        var withImsi = (EmmMessage.AttachRequest) NasCodec.decodeEmm(hex(ATTACH_REQUEST_WITH_IMSI));
        assertThat(withImsi.identity())
                .isEqualTo(new EpsMobileIdentity.Other(Octets.ofHex("9910070000509000")));
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
    void acceptKeepsItsPartsAndPassesOverOptionsItDoesNotKnow() {
        var esm =
                NasCodec.encode(
                        new EsmMessage.ActivateDefaultBearerRequest(
                                5,
                                1,
                                Octets.ofHex("09"),
                                Octets.ofHex("08696e7465726e6574"),
                                Octets.ofHex("010a2d0002")));
        var accept =
                new EmmMessage.AttachAccept(
                        1,
                        0x49,
                        Octets.ofHex("0000f1100001"),
                        esm,
                        new EpsMobileIdentity.Guti(Octets.ofHex("00f110"), 1, 1, 0xc0000001L));
        String octets = NasCodec.encode(accept).toHex();
        assertThat(NasCodec.decodeEmm(hex(octets))).isEqualTo(accept);
        assertThat(NasCodec.decodeEmm(hex(octets + "f1" + "640101"))).isEqualTo(accept);
        assertThat(NasCodec.decodeEsm(accept.esm()))
                .isInstanceOfSatisfying(
                        EsmMessage.ActivateDefaultBearerRequest.class,
                        r -> assertThat(r.pdnAddress()).isEqualTo(Octets.ofHex("010a2d0002")));
    }
}
