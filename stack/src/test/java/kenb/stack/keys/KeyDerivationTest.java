package kenb.stack.keys;

import static kenb.stack.keys.KeyBench.hex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.HexFormat;

/// The expected values were computed with another implementation of HMAC-SHA-256 (Python's hmac).
@Tag("K-01")
class KeyDerivationTest {
    private final KeyBench bench = new KeyBench();
    private final Key kasme = bench.counting(KeyPurpose.KASME, 0);
    private final Key kenb = bench.counting(KeyPurpose.KENB, 0);
    private final Key ckIk = bench.counting(KeyPurpose.CK_IK, 0);
    private final Key kamf = bench.counting(KeyPurpose.KAMF, 0);
    private final Key kgnb = bench.counting(KeyPurpose.KGNB, 0);

    @Test
    void keysForInterworkingWithUtranComeFromKasmeAndBack() {
        assertThat(hex(EpsKeys.ckIkForHandover(kasme, 0x01020304)))
                .isEqualTo("3a36c566c810adfe8bf566cbe5371f738f6f58beeae814356b13b96987706fa2");
        assertThat(hex(EpsKeys.nasToken(kasme, 0x01020304)))
                .isEqualTo("90795ae1a7f1b63eabeedfbd6bc8daec01857ffda73aa291e6042eeec868c16b");
        assertThat(hex(EpsKeys.kasmeAtHandoverFromUtran(ckIk, 0xFEDCBA98L)))
                .isEqualTo("b6210e5876da02b0cee0cf7b0cc0f06369bbf7fa1b3d9a680cc00cc450d87d11");
        assertThat(hex(EpsKeys.kasmeAtIdleMobilityFromUtran(ckIk, 0x11223344, 0xFEDCBA98L)))
                .isEqualTo("d95f0c252a38d85b26bd163d9e0eec718c1ef695bfd5b9d5665f157a1a019a1b");
        assertThat(hex(EpsKeys.ckIkForIdleMobility(kasme, 0xFFFFFFFFL)))
                .isEqualTo("b74ecd33ee44f3010e74b7b97236867dd17647c7e78d8f699f23e65cc19be4be");
    }

    @Test
    void secondaryKeysFollowTheCounter() {
        assertThat(hex(EpsKeys.sKenb(kenb, 1)))
                .isEqualTo("9bf37c637946e11f11e3c454f53714eaac76dc181256722c975b840da2e7d7ee");
        assertThat(hex(EpsKeys.sKenb(kenb, 65535)))
                .isEqualTo("6e910635ffd2a378d02444263885edf4da611ab134a89be6220064014a6f4657");
        assertThat(hex(EpsKeys.sKgnb(kenb, 65535))).isEqualTo(hex(EpsKeys.sKenb(kenb, 65535)));
        assertThat(hex(NrKeys.ksn(kgnb, 9)))
                .isEqualTo("a4baa6c6b4126cb18edc4d510f8777625933d118ea3fb9b1e73dbe8cc825f535");
    }

    @Test
    void earfcnTakesThreeOctetsFrom65536On() {
        assertThat(hex(EpsKeys.kenbStar(kenb, 503, 65535)))
                .isEqualTo("5d8db83a7ce5af5ca436ee15851951d156166d535c56d8aa61279fcd0d20f6d4");
        assertThat(hex(EpsKeys.kenbStar(kenb, 503, 65536)))
                .isEqualTo("58c191ea4070f5d9848663820106493bfca60018dfd1ca4f74a96eb1b4a175aa");
    }

    @Test
    void nrHandoverKeysHaveThreeOctetsOfArfcnAlwaysAndTellGnbFromNgEnb() {
        assertThat(hex(NrKeys.kngRanStarForGnb(kgnb, 1007, 632628)))
                .isEqualTo("38458b211ff39cbd1e93243f7c08b5857eb9a2720a3e03d844b5e5e6f29fe417");
        assertThat(hex(NrKeys.kngRanStarForGnb(kgnb, 1, 300)))
                .isEqualTo("6fec425adfd6f0b392ca3d05cd22eb7495aab7ee4a8abbd510ba1e1a661b1e79");
        assertThat(hex(NrKeys.kngRanStarForNgEnb(kgnb, 1, 300)))
                .isEqualTo("10bd8b55c2308cd12e1a6cf8f241e1f9fcf870419bafec6cb211354e5f737ff4");
        assertThat(hex(NrKeys.nh(kamf, bench.counting(KeyPurpose.KGNB, 0x80))))
                .isEqualTo("d8a9c5fcc601640bca8d26038ee7fe238c1550983bea88e9331c697bd4721f3a");
        assertThat(hex(NrKeys.kamfPrime(kamf, 1, 7)))
                .isEqualTo("0847fc731aa7e253005abd8302029eda73a6a9b352dde76d13e299864f3277c2");
    }

    @Test
    void algorithmKeysAreTheLastSixteenOctets() {
        assertThat(hex(EpsKeys.algorithmKey(kenb, AlgorithmKeyType.UP_INT, 2)))
                .isEqualTo("8c2eca777c60c96956909df22664d3b8");
        assertThat(hex(NrKeys.algorithmKey(kgnb, AlgorithmKeyType.UP_INT, 2)))
                .isEqualTo("2c9cc4390fa37b239a58387a21f4e1d4");
    }

    @Test
    void aDerivationFromTheWrongKeyOrWithAValueTooLongIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> EpsKeys.kenb(kenb, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EpsKeys.algorithmKey(kasme, AlgorithmKeyType.RRC_ENC, 2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EpsKeys.algorithmKey(kenb, AlgorithmKeyType.NAS_ENC, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> EpsKeys.sKenb(kenb, 65536));
        assertThatIllegalArgumentException().isThrownBy(() -> EpsKeys.sKenb(kenb, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> EpsKeys.kenb(kasme, 1L << 32));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> EpsKeys.kasme(ckIk, HexFormat.of().parseHex("00f1"), new byte[6]));
    }
}
