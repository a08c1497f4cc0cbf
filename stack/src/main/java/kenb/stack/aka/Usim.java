package kenb.stack.aka;

import kenb.stack.keys.EpsKeys;
import kenb.stack.keys.Key;
import kenb.stack.keys.KeyRing;

import java.security.MessageDigest;
import java.util.Arrays;

/// The user's end of AKA: is the network genuine, is the vector fresh (TS 33.102 §6.3.3, C.2)? Belongs to its node's thread.
public final class Usim {
    /// SQN_MS ⊕ AK*(6) ‖ MAC-S(8).
    public static final int AUTS_OCTETS = 14;

    /// Δ of C.2.1: SEQ may not run ahead by more, or a forged jump would use it up.
    static final long LARGEST_JUMP = 1L << 28;

    private final Milenage milenage;
    private final KeyRing ring;
    private final long[] seqByInd = new long[SequenceNumber.IND_COUNT];
    private long sqnMs;

    /// @param sqnMs highest SQN accepted so far, 48 bits
    /// @param ring where keys are born
    public Usim(Milenage milenage, long sqnMs, KeyRing ring) {
        if (sqnMs < 0 || sqnMs >= SequenceNumber.END) {
            throw new IllegalArgumentException("SQN " + sqnMs + " does not fit 48 bits");
        }
        this.milenage = milenage;
        this.ring = ring;
        this.sqnMs = sqnMs;
        Arrays.fill(seqByInd, SequenceNumber.seq(sqnMs));
    }

    /// What a challenge comes to.
    public sealed interface Result {
        /// @param res the answer, 8 octets
        /// @param ckIk CK ‖ IK
        /// @param sqnXorAk for K_ASME ([EpsKeys#kasme])
        record Success(byte[] res, Key ckIk, byte[] sqnXorAk) implements Result {}

        /// EMM cause #20: this network does not know K.
        record MacFailure() implements Result {}

        /// EMM cause #26: the separation bit is not set, so the vector is not for E-UTRAN (TS 33.401 §6.1.1).
        record NonEpsAuthentication() implements Result {}

        /// EMM cause #21: not fresh.
        ///
        /// @param auts for the authentication centre, 14 octets
        record SynchFailure(byte[] auts) implements Result {}
    }

    /// A challenge in E-UTRAN: the separation bit must be set.
    ///
    /// @param rand 16 octets
    /// @param autn 16 octets
    public Result challengeFromEps(byte[] rand, byte[] autn) {
        return challenge(rand, autn, true);
    }

    /// A challenge in UTRAN.
    public Result challengeFromUmts(byte[] rand, byte[] autn) {
        return challenge(rand, autn, false);
    }

    private Result challenge(byte[] rand, byte[] autn, boolean eps) {
        Milenage.sized("AUTN", autn, AuthenticationVector.OCTETS);
        Milenage.Outputs out = milenage.f2345(rand);
        byte[] sqnOctets = SequenceNumber.xor(autn, out.ak());
        byte[] amf = Arrays.copyOfRange(autn, 6, 8);
        byte[] mac = Arrays.copyOfRange(autn, 8, 16);
        if (!MessageDigest.isEqual(milenage.f1(rand, sqnOctets, amf), mac)) {
            return new Result.MacFailure();
        }
        if (eps && (amf[0] & AuthenticationCentre.SEPARATION_BIT) == 0) {
            return new Result.NonEpsAuthentication();
        }
        long sqn = SequenceNumber.of(sqnOctets);
        if (!accept(sqn)) return new Result.SynchFailure(auts(rand));
        Key ckIk = AuthenticationCentre.ckIk(ring, out);
        return new Result.Success(out.res(), ckIk, AuthenticationVector.sqnXorAk(autn));
    }

    private boolean accept(long sqn) {
        long seq = SequenceNumber.seq(sqn);
        int ind = SequenceNumber.ind(sqn);
        if (seq - SequenceNumber.seq(sqnMs) > LARGEST_JUMP || seq <= seqByInd[ind]) return false;
        seqByInd[ind] = seq;
        sqnMs = Math.max(sqnMs, sqn);
        return true;
    }

    private byte[] auts(byte[] rand) {
        byte[] sqnOctets = SequenceNumber.octets(sqnMs);
        byte[] auts =
                Arrays.copyOf(SequenceNumber.xor(sqnOctets, milenage.f5Star(rand)), AUTS_OCTETS);
        byte[] mac = milenage.f1Star(rand, sqnOctets, new byte[2]);
        System.arraycopy(mac, 0, auts, SequenceNumber.OCTETS, mac.length);
        return auts;
    }
}
