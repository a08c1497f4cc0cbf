package kenb.stack.aka;

import static org.assertj.core.api.Assertions.assertThat;

import kenb.stack.aka.Usim.Result;
import kenb.stack.keys.EpsKeys;
import kenb.stack.keys.KeyPurpose;
import kenb.stack.keys.KeyRing;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Random;

@Tag("W-08")
class AkaTest {
    private static final byte[] NETWORK = {0, (byte) 0xF1, 0x10};

    private final KeyRing home = new KeyRing("hss", () -> Instant.EPOCH, _ -> {});
    private final KeyRing user = new KeyRing("ue", () -> Instant.EPOCH, _ -> {});
    private final AuthenticationCentre centre = centre(0);

    private AuthenticationCentre centre(long sqn) {
        return new AuthenticationCentre(milenage(1), 0x1234, sqn, new Random(7), home);
    }

    private Usim usim(int k, long sqn) {
        return new Usim(milenage(k), sqn, user);
    }

    private static Milenage milenage(int k) {
        return Milenage.ofOp(
                new byte[] {(byte) k, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4, 5, 6}, new byte[16]);
    }

    @Test
    void bothEndsAgreeOnResAndKasme() {
        var vector = centre.epsVector(NETWORK);
        var success = (Result.Success) usim(1, 0).challengeFromEps(vector.rand(), vector.autn());
        assertThat(success.res()).isEqualTo(vector.xres());
        var kasme = EpsKeys.kasme(success.ckIk(), NETWORK, success.sqnXorAk());
        assertThat(kasme.sameOctetsAs(vector.key())).isTrue();
        assertThat(home.living()).as("CK, IK are gone").containsExactly(vector.key());
        assertThat(
                        EpsKeys.kasme(success.ckIk(), new byte[3], success.sqnXorAk())
                                .sameOctetsAs(kasme))
                .as("bound to the network")
                .isFalse();
    }

    @Test
    void bothEndsAgreeOnCkAndIkInUtran() {
        var vector = centre.umtsVector();
        var success = (Result.Success) usim(1, 0).challengeFromUmts(vector.rand(), vector.autn());
        assertThat(success.ckIk().sameOctetsAs(vector.key())).isTrue();
        assertThat(success.ckIk().purpose()).isEqualTo(KeyPurpose.CK_IK);
    }

    @Test
    void anyChangedBitOfTheChallengeIsRefused() {
        var usim = usim(1, 0);
        var vector = centre.epsVector(NETWORK);
        for (int bit = 0; bit < 128; bit++) {
            assertThat(usim.challengeFromEps(flipped(vector.rand(), bit), vector.autn()))
                    .isEqualTo(new Result.MacFailure());
            assertThat(usim.challengeFromEps(vector.rand(), flipped(vector.autn(), bit)))
                    .isEqualTo(new Result.MacFailure());
        }
        assertThat(usim(9, 0).challengeFromEps(vector.rand(), vector.autn()))
                .as("another K")
                .isEqualTo(new Result.MacFailure());
        assertThat(user.living()).isEmpty();
        assertThat(usim.challengeFromEps(vector.rand(), vector.autn()))
                .isInstanceOf(Result.Success.class);
    }

    @Test
    void aVectorForUtranIsNotTakenFromAnMme() {
        var vector = centre.umtsVector();
        assertThat(usim(1, 0).challengeFromEps(vector.rand(), vector.autn()))
                .isEqualTo(new Result.NonEpsAuthentication());
    }

    @Test
    void aReplayIsAnsweredBySynchronisationAndTheCentreFollows() {
        var usim = usim(1, 1000L << 5);
        var stale = centre.epsVector(NETWORK);
        var failure = (Result.SynchFailure) usim.challengeFromEps(stale.rand(), stale.autn());
        assertThat(centre.resynchronise(stale.rand(), failure.auts())).isTrue();
        assertThat(centre.sqn()).isEqualTo(1000L << 5);
        var fresh = centre.epsVector(NETWORK);
        assertThat(usim.challengeFromEps(fresh.rand(), fresh.autn()))
                .isInstanceOf(Result.Success.class);
        assertThat(usim.challengeFromEps(fresh.rand(), fresh.autn()))
                .as("the same once more")
                .isInstanceOf(Result.SynchFailure.class);
    }

    @Test
    void aForgedAutsMovesNothing() {
        var usim = usim(1, 1000L << 5);
        var stale = centre.epsVector(NETWORK);
        var failure = (Result.SynchFailure) usim.challengeFromEps(stale.rand(), stale.autn());
        long before = centre.sqn();
        for (int bit = 0; bit < 8 * failure.auts().length; bit++) {
            assertThat(centre.resynchronise(stale.rand(), flipped(failure.auts(), bit))).isFalse();
        }
        assertThat(centre.resynchronise(flipped(stale.rand(), 3), failure.auts())).isFalse();
        assertThat(centre.sqn()).isEqualTo(before);
    }

    @Test
    void synchronisationDoesNotTakeTheCentreBack() {
        var usim = usim(1, 0);
        var old = centre.epsVector(NETWORK);
        usim.challengeFromEps(old.rand(), old.autn());
        var failure = (Result.SynchFailure) usim.challengeFromEps(old.rand(), old.autn());
        for (int i = 0; i < 5; i++) centre.epsVector(NETWORK);
        long before = centre.sqn();
        assertThat(centre.resynchronise(old.rand(), failure.auts())).isTrue();
        assertThat(centre.sqn()).isEqualTo(before);
    }

    @Test
    void vectorsOfAsManyNodesAsThereAreRecordsMayComeInAnyOrder() {
        var usim = usim(1, 0);
        var vectors = new ArrayList<AuthenticationVector>();
        for (int i = 0; i < SequenceNumber.IND_COUNT; i++) vectors.add(centre.epsVector(NETWORK));
        for (var vector : vectors.reversed()) {
            assertThat(usim.challengeFromEps(vector.rand(), vector.autn()))
                    .isInstanceOf(Result.Success.class);
        }
        for (var vector : vectors) {
            assertThat(usim.challengeFromEps(vector.rand(), vector.autn()))
                    .isInstanceOf(Result.SynchFailure.class);
        }
    }

    @Test
    void aJumpThatWouldUseUpTheSequenceIsRefused() {
        var far = centre((Usim.LARGEST_JUMP + 1) << 5).epsVector(NETWORK);
        assertThat(usim(1, 0).challengeFromEps(far.rand(), far.autn()))
                .isInstanceOf(Result.SynchFailure.class);
        var near = centre((Usim.LARGEST_JUMP - 1) << 5).epsVector(NETWORK);
        assertThat(usim(1, 0).challengeFromEps(near.rand(), near.autn()))
                .isInstanceOf(Result.Success.class);
    }

    private static byte[] flipped(byte[] octets, int bit) {
        byte[] copy = octets.clone();
        copy[bit / 8] ^= (byte) (1 << bit % 8);
        return copy;
    }
}
