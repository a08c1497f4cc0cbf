package kenb.stack.keys;

import static kenb.stack.keys.KeyPurpose.CK_IK;
import static kenb.stack.keys.KeyPurpose.KASME;
import static kenb.stack.keys.KeyPurpose.KENB;
import static kenb.stack.keys.KeyPurpose.KENB_STAR;
import static kenb.stack.keys.KeyPurpose.NH;
import static kenb.stack.keys.KeyPurpose.S_KENB;

/// Keys of the Evolved Packet System, TS 33.401 annex A. Each method derives a new key on the ring of its parent; parents live on.
/// All throw IllegalArgumentException for a parent of the wrong purpose or a value that does not fit its length.
public final class EpsKeys {
    private static final int FC_KASME = 0x10;
    private static final int FC_KENB = 0x11;
    private static final int FC_NH = 0x12;
    private static final int FC_KENB_STAR = 0x13;
    private static final int FC_ALGORITHM_KEY = 0x15;
    private static final int FC_CK_IK_HANDOVER = 0x16;
    private static final int FC_NAS_TOKEN = 0x17;
    private static final int FC_KASME_FROM_UTRAN_HANDOVER = 0x18;
    private static final int FC_KASME_FROM_UTRAN_IDLE = 0x19;
    private static final int FC_CK_IK_IDLE = 0x1B;
    private static final int FC_S_KENB = 0x1C;

    private EpsKeys() {}

    /// K_ASME, A.2.
    ///
    /// @param servingNetworkId MCC and MNC as in TS 24.301, 3 octets
    /// @param sqnXorAk first 6 octets of AUTN
    public static Key kasme(Key ckIk, byte[] servingNetworkId, byte[] sqnXorAk) {
        return KeyDerivation.from(ckIk, FC_KASME, "TS 33.401 A.2", CK_IK)
                .octets("SN id", servingNetworkId, 3)
                .octets("SQN xor AK", sqnXorAk, 6)
                .key(KASME);
    }

    /// K_eNB, A.3.
    ///
    /// @param uplinkNasCount 32 bits, unsigned
    public static Key kenb(Key kasme, long uplinkNasCount) {
        return KeyDerivation.from(kasme, FC_KENB, "TS 33.401 A.3", KASME)
                .number("uplink NAS COUNT", uplinkNasCount, 4)
                .key(KENB);
    }

    /// NH, A.4. See [NhChain] for the counter that goes with it.
    ///
    /// @param sync the newly derived K_eNB for the first NH, the previous NH for every later one
    public static Key nh(Key kasme, Key sync) {
        return KeyDerivation.from(kasme, FC_NH, "TS 33.401 A.4", KASME).key("SYNC", sync).key(NH);
    }

    /// K_eNB*, A.5: from NH (vertical) or from the current K_eNB (horizontal).
    ///
    /// @param pci of the target cell, 0 to 503
    /// @param earfcnDl of the target cell; 2 octets below 65536, 3 from there on
    public static Key kenbStar(Key kenbOrNh, int pci, int earfcnDl) {
        return KeyDerivation.from(kenbOrNh, FC_KENB_STAR, "TS 33.401 A.5", KENB, KENB_STAR, NH)
                .number("PCI", pci, 2)
                .number("EARFCN-DL", earfcnDl, earfcnDl > 0xFFFF ? 3 : 2)
                .key(KENB_STAR);
    }

    /// K_NASenc to K_UPint, A.7: 16 octets.
    ///
    /// @param parent K_ASME for the NAS types, K_eNB or S-K_eNB for the others
    /// @param algorithmId of the EEA or EIA, 0 to 15
    public static Key algorithmKey(Key parent, AlgorithmKeyType type, int algorithmId) {
        KeyPurpose[] parents =
                type.isNas()
                        ? new KeyPurpose[] {KASME}
                        : new KeyPurpose[] {KENB, KENB_STAR, S_KENB};
        return KeyDerivation.from(parent, FC_ALGORITHM_KEY, "TS 33.401 A.7", parents)
                .number("algorithm type distinguisher", type.distinguisher(), 1)
                .number("algorithm identity", algorithmId, 1)
                .algorithmKey(type.purpose());
    }

    /// CK' ‖ IK' for a handover to UTRAN or GERAN, A.8.
    public static Key ckIkForHandover(Key kasme, long downlinkNasCount) {
        return KeyDerivation.from(kasme, FC_CK_IK_HANDOVER, "TS 33.401 A.8", KASME)
                .number("downlink NAS COUNT", downlinkNasCount, 4)
                .key(CK_IK);
    }

    /// NAS-token for idle mobility to UTRAN, A.9.
    public static Key nasToken(Key kasme, long uplinkNasCount) {
        return KeyDerivation.from(kasme, FC_NAS_TOKEN, "TS 33.401 A.9", KASME)
                .number("uplink NAS COUNT", uplinkNasCount, 4)
                .key(KeyPurpose.NAS_TOKEN);
    }

    /// K'_ASME of a context mapped at handover from UTRAN, A.10.
    public static Key kasmeAtHandoverFromUtran(Key ckIk, long nonceMme) {
        return KeyDerivation.from(ckIk, FC_KASME_FROM_UTRAN_HANDOVER, "TS 33.401 A.10", CK_IK)
                .number("NONCE_MME", nonceMme, 4)
                .key(KASME);
    }

    /// K'_ASME of a context mapped at idle mobility from UTRAN, A.11.
    public static Key kasmeAtIdleMobilityFromUtran(Key ckIk, long nonceUe, long nonceMme) {
        return KeyDerivation.from(ckIk, FC_KASME_FROM_UTRAN_IDLE, "TS 33.401 A.11", CK_IK)
                .number("NONCE_UE", nonceUe, 4)
                .number("NONCE_MME", nonceMme, 4)
                .key(KASME);
    }

    /// CK' ‖ IK' for idle mobility to UTRAN or GERAN, A.13.
    public static Key ckIkForIdleMobility(Key kasme, long uplinkNasCount) {
        return KeyDerivation.from(kasme, FC_CK_IK_IDLE, "TS 33.401 A.13", KASME)
                .number("uplink NAS COUNT", uplinkNasCount, 4)
                .key(CK_IK);
    }

    /// S-K_eNB of dual connectivity, A.15.
    ///
    /// @param scgCounter 0 to 65535
    public static Key sKenb(Key kenb, int scgCounter) {
        return KeyDerivation.from(kenb, FC_S_KENB, "TS 33.401 A.15", KENB, KENB_STAR)
                .number("SCG Counter", scgCounter, 2)
                .key(S_KENB);
    }

    /// S-K_gNB of EN-DC, A.15: the same function, the result keys NR bearers ([NrKeys#algorithmKey]).
    ///
    /// @param skCounter 0 to 65535
    public static Key sKgnb(Key kenb, int skCounter) {
        return KeyDerivation.from(kenb, FC_S_KENB, "TS 33.401 A.15", KENB, KENB_STAR)
                .number("SCG Counter", skCounter, 2)
                .key(KeyPurpose.S_KGNB);
    }
}
