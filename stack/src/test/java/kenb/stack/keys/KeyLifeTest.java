package kenb.stack.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicReference;

@Tag("K-02")
class KeyLifeTest {
    private final KeyBench bench = new KeyBench();

    @Test
    void aDestroyedKeyIsZeroedAndEveryUseThrows() {
        Key kenb = bench.counting(KeyPurpose.KENB, 0);
        var inside = new AtomicReference<byte[]>();
        kenb.lend(octets -> {
            inside.set(octets);
            return octets;
        });
        kenb.destroy();
        assertThat(inside.get()).containsOnly(0);
        assertThat(kenb.isDestroyed()).isTrue();
        assertThatIllegalStateException().isThrownBy(() -> kenb.export("enb"));
        assertThatIllegalStateException().isThrownBy(() -> kenb.lend(o -> o));
        assertThatIllegalStateException().isThrownBy(() -> EpsKeys.sKenb(kenb, 1));
        Key other = bench.counting(KeyPurpose.KENB, 0);
        assertThatIllegalStateException().isThrownBy(() -> other.sameOctetsAs(kenb));
    }

    @Test
    void theLogTellsBirthWithDerivationExportAndDeathWithNodeAndTime() {
        Key kenb = bench.counting(KeyPurpose.KENB, 0);
        Key sKenb = EpsKeys.sKenb(kenb, 1);
        sKenb.export("senb");
        sKenb.destroy();
        sKenb.destroy();
        assertThat(bench.log).hasSize(4);
        assertThat(bench.log).extracting(KeyEvent::node).containsOnly("node");
        assertThat(bench.log.subList(1, 4)).extracting(KeyEvent::serial).containsOnly(2L);
        assertThat(bench.log).extracting(KeyEvent::time).isSorted().doesNotHaveDuplicates();
        var born = (KeyEvent.Born) bench.log.get(1);
        var derivation = ((KeyOrigin.Derived) born.origin()).derivation();
        assertThat(derivation.parentFingerprint()).isEqualTo(kenb.fingerprint());
        assertThat(derivation.fc()).isEqualTo(0x1C);
        assertThat(derivation.clause()).isEqualTo("TS 33.401 A.15");
        assertThat(derivation.parameters())
                .containsExactly(new Derivation.Parameter("SCG Counter", "0001", 2));
        assertThat(((KeyEvent.Exported) bench.log.get(2)).recipient()).isEqualTo("senb");
        assertThat(bench.log.get(3)).isInstanceOf(KeyEvent.Died.class);
        assertThat(bench.log.get(3).time()).isEqualTo(sKenb.death());
    }

    @Test
    void noTextOfAKeyOrItsLogShowsItsOctetsNotEvenWhereItIsAParameter() {
        Key kasme = bench.counting(KeyPurpose.KASME, 0x10);
        Key kenb = bench.counting(KeyPurpose.KENB, 0x40);
        EpsKeys.nh(kasme, kenb);
        String all = bench.ring + " " + kasme + " " + bench.log;
        assertThat(all.toLowerCase())
                .doesNotContain("40414243", "10111213", "64, 65, 66", "16, 17, 18");
        assertThat(all).contains("key " + kenb.fingerprint());
    }

    @Test
    void theFingerprintIsTheHeadOfALabelledSha256() {
        assertThat(bench.counting(KeyPurpose.KENB, 0).fingerprint()).isEqualTo("e9ab30ef");
    }

    @Test
    void theSameKeyInTwoNodesHasOneFingerprint() {
        Key atMenb = bench.counting(KeyPurpose.S_KENB, 3);
        KeyRing senb = bench.ring("senb");
        Key atSenb = senb.receive(KeyPurpose.S_KENB, atMenb.export("senb"), "menb");
        assertThat(atSenb.fingerprint()).isEqualTo(atMenb.fingerprint());
        assertThat(atSenb.sameOctetsAs(atMenb)).isTrue();
        assertThat(atSenb.origin()).isEqualTo(new KeyOrigin.Received("menb"));
        atMenb.destroy();
        assertThat(senb.living()).containsExactly(atSenb);
        assertThat(bench.ring.living()).isEmpty();
    }

    @Test
    void changingTheOctetsPassedInOrOutDoesNotChangeTheKey() {
        byte[] given = new byte[32];
        Key key = bench.ring.provision(KeyPurpose.KASME, given);
        given[0] = 1;
        key.export("file")[1] = 1;
        assertThat(KeyBench.hex(key)).isEqualTo("00".repeat(32));
    }

    @Test
    void destroyAllLeavesAnEmptyRing() {
        Key kasme = bench.counting(KeyPurpose.KASME, 0);
        Key kenb = EpsKeys.kenb(kasme, 0);
        bench.ring.destroyAll();
        assertThat(bench.ring.living()).isEmpty();
        assertThat(kasme.isDestroyed() && kenb.isDestroyed()).isTrue();
    }

    @Test
    void aKeyOfAnotherLengthIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> bench.ring.provision(KeyPurpose.KENB, HexFormat.of().parseHex("00")));
    }
}
