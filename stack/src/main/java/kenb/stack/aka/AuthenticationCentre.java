package kenb.stack.aka;

import kenb.stack.keys.EpsKeys;
import kenb.stack.keys.Key;
import kenb.stack.keys.KeyPurpose;
import kenb.stack.keys.KeyRing;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/// The home network's end of AKA for one subscriber: makes vectors, mends the sequence number when the USIM asks for it
/// (TS 33.102 §6.3.2, §6.3.5; SQN without a clock as in C.3.2). Belongs to its node's thread.
public final class AuthenticationCentre {
    /// Separation bit of AMF, set in vectors for E-UTRAN (TS 33.102 annex H).
    static final int SEPARATION_BIT = 0x80;

    private static final int MAC_OCTETS = 8;

    private final Milenage milenage;
    private final int amf;
    private final RandomGenerator random;
    private final KeyRing ring;
    private long sqn;

    /// @param amf 16 bits; the separation bit is set as the vector needs it
    /// @param sqn of the last vector made, 48 bits
    /// @param ring where the keys of vectors are born
    public AuthenticationCentre(
            Milenage milenage, int amf, long sqn, RandomGenerator random, KeyRing ring) {
        if (sqn < 0 || sqn >= SequenceNumber.END) {
            throw new IllegalArgumentException("SQN " + sqn + " does not fit 48 bits");
        }
        this.milenage = milenage;
        this.amf = amf;
        this.sqn = sqn;
        this.random = random;
        this.ring = ring;
    }

    /// A vector with K_ASME; its AMF has the separation bit.
    ///
    /// @param servingNetworkId MCC and MNC as in TS 24.301, 3 octets
    /// @throws IllegalStateException when SQN is used up
    public AuthenticationVector epsVector(byte[] servingNetworkId) {
        AuthenticationVector umts = vector(amf | SEPARATION_BIT << 8);
        byte[] sqnXorAk = AuthenticationVector.sqnXorAk(umts.autn());
        Key kasme = EpsKeys.kasme(umts.key(), servingNetworkId, sqnXorAk);
        umts.key().destroy();
        return new AuthenticationVector(umts.rand(), umts.autn(), umts.xres(), kasme);
    }

    /// A quintuplet: the key is CK ‖ IK; its AMF does not have the separation bit.
    ///
    /// @throws IllegalStateException when SQN is used up
    public AuthenticationVector umtsVector() {
        return vector(amf & ~(SEPARATION_BIT << 8));
    }

    private AuthenticationVector vector(int amfBits) {
        byte[] rand = new byte[AuthenticationVector.OCTETS];
        random.nextBytes(rand);
        byte[] sqnOctets = SequenceNumber.octets(next());
        byte[] amfOctets = {(byte) (amfBits >> 8), (byte) amfBits};
        Milenage.Outputs out = milenage.f2345(rand);
        byte[] autn = new byte[AuthenticationVector.OCTETS];
        byte[] hidden = SequenceNumber.xor(sqnOctets, out.ak());
        System.arraycopy(hidden, 0, autn, 0, SequenceNumber.OCTETS);
        System.arraycopy(amfOctets, 0, autn, SequenceNumber.OCTETS, amfOctets.length);
        System.arraycopy(milenage.f1(rand, sqnOctets, amfOctets), 0, autn, 8, MAC_OCTETS);
        return new AuthenticationVector(rand, autn, out.res(), ckIk(ring, out));
    }

    /// CK ‖ IK as a key; the parts are zeroed.
    static Key ckIk(KeyRing ring, Milenage.Outputs out) {
        byte[] both = Arrays.copyOf(out.ck(), 32);
        System.arraycopy(out.ik(), 0, both, 16, 16);
        try {
            return ring.agree(KeyPurpose.CK_IK, both, "AKA");
        } finally {
            Arrays.fill(both, (byte) 0);
            Arrays.fill(out.ck(), (byte) 0);
            Arrays.fill(out.ik(), (byte) 0);
        }
    }

    /// SEQ and IND both count on: C.3.2, and C.1.1.3 for IND.
    private long next() {
        long seq = SequenceNumber.seq(sqn) + 1;
        int ind = SequenceNumber.ind(sqn) + 1 & SequenceNumber.IND_COUNT - 1;
        long next = seq << SequenceNumber.IND_BITS | ind;
        if (next >= SequenceNumber.END) throw new IllegalStateException("SQN is used up");
        return sqn = next;
    }

    /// SQN of the last vector made.
    public long sqn() {
        return sqn;
    }

    /// Takes SQN_MS over from AUTS where the next vector would not be accepted by that USIM.
    ///
    /// @param rand of the vector that the USIM answered
    /// @param auts SQN_MS ⊕ AK*(6) ‖ MAC-S(8)
    /// @return false, and nothing changes, when MAC-S is wrong
    public boolean resynchronise(byte[] rand, byte[] auts) {
        Milenage.sized("AUTS", auts, Usim.AUTS_OCTETS);
        byte[] sqnMs = SequenceNumber.xor(auts, milenage.f5Star(rand));
        byte[] mac = milenage.f1Star(rand, sqnMs, new byte[2]);
        byte[] received = Arrays.copyOfRange(auts, SequenceNumber.OCTETS, auts.length);
        if (!MessageDigest.isEqual(mac, received)) return false;
        long usim = SequenceNumber.of(sqnMs);
        long ahead = SequenceNumber.seq(sqn) + 1 - SequenceNumber.seq(usim);
        if (ahead <= 0 || ahead > Usim.LARGEST_JUMP) sqn = usim;
        return true;
    }
}
