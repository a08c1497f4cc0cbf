package kenb.stack.nas;

import static org.assertj.core.api.Assertions.assertThat;

import kenb.codec.nas.NasNames;
import kenb.codec.per.Octets;
import kenb.stack.cipher.CipheringAlgorithm;
import kenb.stack.cipher.Direction;
import kenb.stack.cipher.IntegrityAlgorithm;
import kenb.stack.cipher.JavaEngine;
import kenb.stack.keys.KeyPurpose;
import kenb.stack.keys.KeyRing;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;

@Tag("W-08")
class NasSecurityTest {
    private static final byte[] MESSAGE = {7, 0x45, 1, 2, 3};

    private final KeyRing ring = new KeyRing("test", () -> Instant.EPOCH, _ -> {});
    private final NasSecurity ue = end(Direction.UPLINK, 0);
    private final NasSecurity mme = end(Direction.DOWNLINK, 0);

    private NasSecurity end(Direction sending, int count) {
        return end(CipheringAlgorithm.EEA2, IntegrityAlgorithm.EIA2, sending, count);
    }

    private NasSecurity end(
            CipheringAlgorithm ciphering,
            IntegrityAlgorithm integrity,
            Direction sending,
            int count) {
        var kasme = ring.provision(KeyPurpose.KASME, new byte[32]);
        return new NasSecurity(
                kasme, ciphering, integrity, new JavaEngine(), sending, count, count);
    }

    @Test
    void anyChangedBitIsRefusedAndDisturbsNothing() {
        byte[] secured = ue.protect(MESSAGE, NasSecurity.INTEGRITY_AND_CIPHERING);
        for (int bit = 0; bit < secured.length * 8; bit++) {
            byte[] forged = secured.clone();
            forged[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(mme.open(forged)).as("bit %d", bit).isNull();
        }
        assertThat(mme.open(secured)).isNotNull();
    }

    @Test
    void replayAndTheOwnDirectionAreRefused() {
        byte[] first = ue.protect(MESSAGE, NasSecurity.INTEGRITY);
        assertThat(ue.open(first)).isNull();
        assertThat(mme.open(first)).isNotNull();
        assertThat(mme.open(first)).isNull();
    }

    @Test
    void plainOrShortMessagesAreRefused() {
        assertThat(mme.open(MESSAGE)).isNull();
        byte[] secured = ue.protect(MESSAGE, NasSecurity.INTEGRITY);
        for (int octets = 0; octets < secured.length; octets++) {
            assertThat(mme.open(Arrays.copyOf(secured, octets))).isNull();
        }
    }

    @Test
    void countGoesOnOverTheSequenceNumber() {
        NasSecurity sender = end(Direction.UPLINK, 254);
        NasSecurity receiver = end(Direction.DOWNLINK, 254);
        for (int count = 254; count < 258; count++) {
            byte[] secured = sender.protect(MESSAGE, NasSecurity.INTEGRITY_AND_CIPHERING);
            var opened = Objects.requireNonNull(receiver.open(secured));
            assertThat(opened.count()).isEqualTo(count);
            assertThat(opened.message()).isEqualTo(MESSAGE);
            assertThat(Arrays.copyOfRange(secured, 6, secured.length))
                    .as("ciphered")
                    .isNotEqualTo(MESSAGE);
        }
    }

    @ParameterizedTest
    @CsvSource({"EEA1, EIA1", "EEA2, EIA2", "EEA3, EIA3", "EEA0, EIA1"})
    void everyAlgorithmProtectsAndOpens(
            CipheringAlgorithm ciphering, IntegrityAlgorithm integrity) {
        NasSecurity sender = end(ciphering, integrity, Direction.UPLINK, 254);
        NasSecurity receiver = end(ciphering, integrity, Direction.DOWNLINK, 254);
        for (int octets = 1; octets < 70; octets++) {
            byte[] message = new byte[octets];
            Arrays.fill(message, (byte) octets);
            byte[] secured = sender.protect(message, NasSecurity.INTEGRITY_AND_CIPHERING);
            byte[] forged = secured.clone();
            forged[forged.length - 1] ^= 1;
            assertThat(receiver.open(forged)).isNull();
            assertThat(Objects.requireNonNull(receiver.open(secured)).message()).isEqualTo(message);
        }
    }

    @Test
    void lostMessagesAreSteppedOver() {
        ue.protect(MESSAGE, NasSecurity.INTEGRITY);
        ue.protect(MESSAGE, NasSecurity.INTEGRITY);
        var opened = mme.open(ue.protect(MESSAGE, NasSecurity.INTEGRITY));
        assertThat(Objects.requireNonNull(opened).count()).isEqualTo(2);
    }

    @Test
    void messagesOfANewContextAreOpenedToo() {
        for (int type :
                new int[] {
                    NasSecurity.INTEGRITY_NEW_CONTEXT,
                    NasSecurity.INTEGRITY_AND_CIPHERING_NEW_CONTEXT
                }) {
            byte[] secured = ue.protect(MESSAGE, type);
            assertThat(mme.open(secured)).as("not expected").isNull();
            var opened = Objects.requireNonNull(mme.openNewContext(secured));
            assertThat(opened.headerType()).isEqualTo(type);
            assertThat(opened.message()).isEqualTo(MESSAGE);
        }
    }

    @Test
    void serviceRequestIsFourOctetsAndCarriesTheCountOn() {
        NasSecurity sender = end(Direction.UPLINK, 30);
        NasSecurity receiver = end(Direction.DOWNLINK, 30);
        for (int count = 30; count < 70; count++) {
            byte[] request = sender.serviceRequest(5);
            assertThat(request).hasSize(4).startsWith(0xc7, 5 << 5 | count & 31);
            assertThat(NasNames.of(Octets.of(request))).isEqualTo("Service request");
            assertThat(sender.openServiceRequest(request)).as("own direction").isEqualTo(-1);
            for (int bit = 0; bit < 32; bit++) {
                byte[] forged = request.clone();
                forged[bit / 8] ^= (byte) (1 << bit % 8);
                assertThat(receiver.openServiceRequest(forged)).isEqualTo(-1);
            }
            assertThat(receiver.openServiceRequest(request)).isEqualTo(count);
            assertThat(receiver.openServiceRequest(request)).as("replay").isEqualTo(-1);
        }
        assertThat(receiver.nextReceived()).isEqualTo(70);
        assertThat(receiver.openServiceRequest(new byte[] {(byte) 0xc7, 0, 0})).isEqualTo(-1);
    }

    @Test
    void keysDieWithIt() {
        ue.destroy();
        mme.destroy();
        assertThat(ring.living())
                .allSatisfy(k -> assertThat(k.purpose()).isEqualTo(KeyPurpose.KASME));
    }
}
