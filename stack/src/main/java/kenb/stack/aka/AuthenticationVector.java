package kenb.stack.aka;

import kenb.stack.keys.Key;

/// What a serving network needs to authenticate one UE once.
///
/// @param rand 16 octets
/// @param autn SQN ⊕ AK(6) ‖ AMF(2) ‖ MAC-A(8)
/// @param xres expected RES, 8 octets
/// @param key K_ASME in an EPS vector (TS 33.401 §6.1.2), CK ‖ IK in a UMTS vector (TS 33.102 §6.3.2)
public record AuthenticationVector(byte[] rand, byte[] autn, byte[] xres, Key key) {

    /// Octets of RAND, and of AUTN.
    public static final int OCTETS = 16;

    /// First 6 octets of AUTN, from which K_ASME is derived.
    public static byte[] sqnXorAk(byte[] autn) {
        return java.util.Arrays.copyOf(autn, SequenceNumber.OCTETS);
    }
}
