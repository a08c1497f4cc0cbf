package kenb.stack.nas;

import static org.assertj.core.api.Assertions.assertThat;

import kenb.codec.nas.EmmMessage;
import kenb.codec.nas.NasCodec;
import kenb.codec.nas.NasPdu;
import kenb.codec.per.Octets;
import kenb.stack.aka.AuthenticationVector;
import kenb.stack.aka.Milenage;
import kenb.stack.aka.Usim;
import kenb.stack.cipher.CipheringAlgorithm;
import kenb.stack.cipher.Direction;
import kenb.stack.cipher.IntegrityAlgorithm;
import kenb.stack.cipher.JavaEngine;
import kenb.stack.keys.EpsKeys;
import kenb.stack.keys.Key;
import kenb.stack.keys.KeyRing;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;

/// Attaches of other implementations from challenge to detach: the keys come from their RAND and AUTN with the subscriber's K, which
/// their projects publish; every MAC, both ways, must be right.
@Tag("W-08")
@EnabledIfSystemProperty(named = "kenb.shared", matches = ".+")
class ForeignAttachTest {
    private final KeyRing ring = new KeyRing("test", () -> Instant.EPOCH, _ -> {});

    private byte @Nullable [] res;
    private @Nullable Key kasme;
    private @Nullable NasSecurity ue;
    private @Nullable NasSecurity mme;
    private int answers;
    private int verified;
    private int refused;

    @ParameterizedTest
    @CsvSource({
        // Open5GS's own test: EIA1, EEA0; three messages with a MAC of zero, a service request
        // whose MAC its MME refuses too
        "open5gs_open5gs__testattach.pcapng, 465b5ce8b199b49faa5f0a2ee238a6bc, e8ed289deba952e4283b54e88e6183ca, 09f107, 10, 75, 4",
        // Magma and a commercial phone: EIA2, EEA0; three messages under a context of before
        "magma_magma__nsa_connection.pcap, fec86ba6eb707ed08905757b1bb44b8f, c42449363bbad02b66d16bc975d77cc1, 22f210, 1, 7, 3",
    })
    void everyMacIsRightUnderTheKeysOfItsChallenge(
            String capture, String k, String opc, String plmn, int attaches, int right, int wrong)
            throws IOException {
        var milenage = Milenage.ofOpc(hex(k), hex(opc));
        for (var nas : CapturedNas.of(capture)) {
            switch (NasPdu.decode(nas.octets())) {
                case NasPdu.Plain(Octets message) -> plain(message, milenage, hex(plmn));
                case NasPdu.ServiceRequest _ -> {
                    if (mme().openServiceRequest(nas.octets().toByteArray()) < 0) refused++;
                    else verified++;
                }
                case NasPdu.Protected p -> secured(nas, p);
            }
        }
        assertThat(answers).isEqualTo(attaches);
        assertThat(verified).isEqualTo(right);
        assertThat(refused).isEqualTo(wrong);
    }

    private void plain(Octets message, Milenage milenage, byte[] plmn) {
        if (message.at(0) != 7) return;
        switch (NasCodec.decodeEmm(message)) {
            case EmmMessage.AuthenticationRequest m -> {
                byte[] autn = m.autn().toByteArray();
                byte[] rand = m.rand().toByteArray();
                var usim = new Usim(milenage, before(milenage, rand, autn), ring);
                var result = (Usim.Result.Success) usim.challengeFromEps(rand, autn);
                res = result.res();
                kasme = EpsKeys.kasme(result.ckIk(), plmn, AuthenticationVector.sqnXorAk(autn));
            }
            case EmmMessage.AuthenticationResponse m -> answered(m);
            default -> {}
        }
    }

    /// An SQN that the one in AUTN follows.
    private static long before(Milenage milenage, byte[] rand, byte[] autn) {
        byte[] ak = milenage.f5(rand);
        long sqn = 0;
        for (int i = 0; i < ak.length; i++) sqn = sqn << 8 | (autn[i] ^ ak[i]) & 0xff;
        return Math.max(0, sqn - 32);
    }

    private void answered(EmmMessage.AuthenticationResponse response) {
        assertThat(response.res().toByteArray()).isEqualTo(res);
        answers++;
    }

    private void secured(CapturedNas nas, NasPdu.Protected p) {
        byte[] octets = nas.octets().toByteArray();
        if (p.headerType() == NasPdu.INTEGRITY_NEW_CONTEXT) {
            var command = (EmmMessage.SecurityModeCommand) NasCodec.decodeEmm(p.message());
            ue = security(command, Direction.UPLINK);
            mme = security(command, Direction.DOWNLINK);
            assertThat(ue.openNewContext(octets)).isNotNull();
        } else if (p.headerType() == NasPdu.INTEGRITY_AND_CIPHERING_NEW_CONTEXT) {
            assertThat(mme().openNewContext(octets)).isNotNull();
        } else {
            var opened = nas.uplink() ? opened(mme, octets) : opened(ue, octets);
            if (opened == null) {
                refused++;
                // Protected by a context from before the capture, where it is an answer to a
                // challenge.
                answer(p.message());
                return;
            }
        }
        verified++;
    }

    private static NasSecurity.@Nullable Opened opened(@Nullable NasSecurity end, byte[] octets) {
        return end == null ? null : end.open(octets);
    }

    private void answer(Octets message) {
        if (message.at(0) == 7
                && NasCodec.decodeEmm(message) instanceof EmmMessage.AuthenticationResponse m) {
            answered(m);
        }
    }

    private NasSecurity mme() {
        return Objects.requireNonNull(mme);
    }

    private NasSecurity security(EmmMessage.SecurityModeCommand command, Direction sending) {
        return new NasSecurity(
                Objects.requireNonNull(kasme),
                CipheringAlgorithm.of(command.ciphering()),
                IntegrityAlgorithm.of(command.integrity()),
                new JavaEngine(),
                sending,
                0,
                0);
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
