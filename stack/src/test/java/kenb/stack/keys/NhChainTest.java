package kenb.stack.keys;

import static kenb.stack.keys.KeyBench.hex;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Expected values from Python's hmac: K_ASME = 00 01 … 1f, uplink NAS COUNT 0, PCI 7, EARFCN 100.
@Tag("K-03")
class NhChainTest {
    private static final String HORIZONTAL =
            "22401ceb2ea4f906ad9fc0529a7a67d0d274b942b0706b60ae31f593538bc7d8";
    private static final String[] VERTICAL_FROM_STEP_1 = {
        "e43b765afbe8e173449d4f9e0f9d37b2c976c815eed32cc77b93df2a1bb87492",
        "3c81be51b5f43cdfea364727a8492da618605aa076d1a33e884e0de4f191ab2d",
        "1228c6aeded32b57acfb9f05e40b08ae93c8e1469b4e76b07b00571602759f1e",
        "332bdc6994bd68d3f6b18460ea55fb0f849ee715c33720eb1c441fe89bc094c2",
        "9e1e4ab52f8a05fc856ded8e63adff7eaf0ed29179c27d24c5b84b41fa2ed478",
        "111064ae776b7ce02b8a1adea6908301437844a5e378bae46d705ad5b436daa5",
        "2545403e9e01a2bb092d1a2b63aeab990f8aef868cf59f730883ba7d27885982",
        "8b24f33b00b5565aa2f8be308cab084b8575d61908ebb5ee8aa6a799459d046b",
        "046d140c801759106205b8b8ae23fc0350806f4619e6d019baf93a6a74790f29",
    };

    private final KeyBench bench = new KeyBench();
    private final Key kasme = bench.counting(KeyPurpose.KASME, 0);
    private final Key kenb = EpsKeys.kenb(kasme, 0);

    @Test
    void theFirstNhHasNcc1AndNccCountsModulo8() {
        var mme = new NhChain(kasme, kenb);
        for (int step = 1; step <= 9; step++) {
            assertThat(mme.ncc()).isEqualTo(step % 8);
            assertThat(hex(EpsKeys.kenbStar(mme.nh(), 7, 100)))
                    .isEqualTo(VERTICAL_FROM_STEP_1[step - 1]);
            Key used = mme.nh();
            mme.advance();
            assertThat(used.isDestroyed()).isTrue();
        }
    }

    @Test
    void anEnbDerivesHorizontallyUntilItHasAFreshPairAndThenVertically() {
        var enb = new EnbKeyChain(kenb, 0);
        KenbStar first = enb.prepare(7, 100);
        assertThat(first.vertical()).isFalse();
        assertThat(first.ncc()).isZero();
        assertThat(hex(first.key())).isEqualTo(HORIZONTAL);

        var mme = new NhChain(kasme, kenb);
        mme.advance();
        enb.offer(copy(mme.nh()), mme.ncc());
        KenbStar second = enb.prepare(7, 100);
        assertThat(second.vertical()).isTrue();
        assertThat(second.ncc()).isEqualTo(2);
        assertThat(hex(second.key())).isEqualTo(VERTICAL_FROM_STEP_1[1]);
    }

    @Test
    void theUeFollowsTheNccAcrossTheWrapWithoutMovingUntilItCommits() {
        var ue = new UeKeyChain(kasme, kenb);
        KenbStar horizontal = ue.prepare(0, 7, 100);
        assertThat(hex(horizontal.key())).isEqualTo(HORIZONTAL);
        horizontal.key().destroy();

        KenbStar abandoned = ue.prepare(5, 7, 100);
        assertThat(hex(abandoned.key())).isEqualTo(VERTICAL_FROM_STEP_1[4]);
        abandoned.key().destroy();
        assertThat(ue.ncc()).isZero();
        assertThat(ue.kenb()).isSameAs(kenb);

        ue.commit(ue.prepare(6, 7, 100));
        assertThat(kenb.isDestroyed()).isTrue();
        assertThat(ue.ncc()).isEqualTo(6);
        assertThat(hex(ue.kenb())).isEqualTo(VERTICAL_FROM_STEP_1[5]);

        ue.commit(ue.prepare(1, 7, 100));
        assertThat(ue.ncc()).isEqualTo(1);
        assertThat(hex(ue.kenb())).isEqualTo(VERTICAL_FROM_STEP_1[8]);
    }

    @Test
    void afterManyHandoversOnlyTheKeysInUseAreLeft() {
        var ue = new UeKeyChain(kasme, kenb);
        for (int i = 2; i < 30; i++) ue.commit(ue.prepare(i & 7, i, 65536 + i));
        assertThat(bench.ring.living())
                .extracting(Key::purpose)
                .containsExactlyInAnyOrder(KeyPurpose.KASME, KeyPurpose.NH, KeyPurpose.KENB_STAR);
        ue.destroy();
        assertThat(bench.ring.living()).containsExactly(kasme);
    }

    @Test
    void anIntraEnbHandoverUsesUpTheFreshPair() {
        var mme = new NhChain(kasme, kenb);
        var enb = new EnbKeyChain(copy(kenb), 0);
        Key nh = copy(mme.nh());
        enb.offer(nh, mme.ncc());
        enb.commit(enb.prepare(7, 100));
        assertThat(nh.isDestroyed()).isTrue();
        assertThat(enb.ncc()).isEqualTo(1);
        assertThat(enb.prepare(7, 100).vertical()).isFalse();
    }

    private Key copy(Key key) {
        return bench.ring.receive(key.purpose(), key.export("enb"), "mme");
    }
}
