package kenb.stack.keys;

import static kenb.stack.keys.KeyPurpose.CK_IK;
import static kenb.stack.keys.KeyPurpose.KAMF;
import static kenb.stack.keys.KeyPurpose.KAUSF;
import static kenb.stack.keys.KeyPurpose.KGNB;
import static kenb.stack.keys.KeyPurpose.KNG_RAN_STAR;
import static kenb.stack.keys.KeyPurpose.KSEAF;
import static kenb.stack.keys.KeyPurpose.KSN;
import static kenb.stack.keys.KeyPurpose.NH_5G;
import static kenb.stack.keys.KeyPurpose.S_KGNB;

import java.nio.charset.StandardCharsets;

/// Keys of the 5G System, TS 33.501 annex A, and of non-3GPP access, TS 33.402. Rules as in [EpsKeys].
public final class NrKeys {
    private static final int FC_CK_IK_PRIME = 0x20;
    private static final int FC_ALGORITHM_KEY = 0x69;
    private static final int FC_KAUSF = 0x6A;
    private static final int FC_KSEAF = 0x6C;
    private static final int FC_KAMF = 0x6D;
    private static final int FC_KGNB = 0x6E;
    private static final int FC_NH = 0x6F;
    private static final int FC_KNG_RAN_STAR_GNB = 0x70;
    private static final int FC_KNG_RAN_STAR_NG_ENB = 0x71;
    private static final int FC_KAMF_PRIME = 0x72;
    private static final int FC_KSN = 0x79;

    private NrKeys() {}

    /// CK' ‖ IK' of EAP-AKA', TS 33.402 A.2.
    ///
    /// @param sqnXorAk 6 octets
    public static Key ckIkPrime(Key ckIk, String accessNetworkIdentity, byte[] sqnXorAk) {
        return KeyDerivation.from(ckIk, FC_CK_IK_PRIME, "TS 33.402 A.2", CK_IK)
                .octets(
                        "access network identity",
                        accessNetworkIdentity.getBytes(StandardCharsets.UTF_8))
                .octets("SQN xor AK", sqnXorAk, 6)
                .key(CK_IK);
    }

    /// K_AUSF of 5G AKA, A.2.
    ///
    /// @param servingNetworkName e.g. `5G:mnc070.mcc901.3gppnetwork.org`
    /// @param sqnXorAk 6 octets
    public static Key kausf(Key ckIk, String servingNetworkName, byte[] sqnXorAk) {
        return KeyDerivation.from(ckIk, FC_KAUSF, "TS 33.501 A.2", CK_IK)
                .octets("serving network name", servingNetworkName.getBytes(StandardCharsets.UTF_8))
                .octets("SQN xor AK", sqnXorAk, 6)
                .key(KAUSF);
    }

    /// K_SEAF, A.6.
    ///
    /// @param servingNetworkName e.g. `5G:mnc070.mcc901.3gppnetwork.org`
    public static Key kseaf(Key kausf, String servingNetworkName) {
        return KeyDerivation.from(kausf, FC_KSEAF, "TS 33.501 A.6", KAUSF)
                .octets("serving network name", servingNetworkName.getBytes(StandardCharsets.UTF_8))
                .key(KSEAF);
    }

    /// K_AMF, A.7.
    ///
    /// @param supi of an IMSI its digits; of a network access identifier its text
    /// @param abba anti-bidding down between architectures; of release 15 to 17 two octets of zero
    public static Key kamf(Key kseaf, String supi, byte[] abba) {
        return KeyDerivation.from(kseaf, FC_KAMF, "TS 33.501 A.7", KSEAF)
                .octets("SUPI", supi.getBytes(StandardCharsets.UTF_8))
                .octets("ABBA", abba.clone())
                .key(KAMF);
    }

    /// K_NASenc to K_UPint, A.8: 16 octets.
    ///
    /// @param parent K_AMF for the NAS types; K_gNB, K_SN, or S-K_gNB in EN-DC for the others
    public static Key algorithmKey(Key parent, AlgorithmKeyType type, int algorithmId) {
        KeyPurpose[] parents =
                type.isNas()
                        ? new KeyPurpose[] {KAMF}
                        : new KeyPurpose[] {KGNB, KNG_RAN_STAR, KSN, S_KGNB};
        return KeyDerivation.from(parent, FC_ALGORITHM_KEY, "TS 33.501 A.8", parents)
                .number("algorithm type distinguisher", type.distinguisher(), 1)
                .number("algorithm identity", algorithmId, 1)
                .algorithmKey(type.purpose());
    }

    /// K_gNB, A.9.
    ///
    /// @param accessType 1 for 3GPP access, 2 for non-3GPP access
    public static Key kgnb(Key kamf, long uplinkNasCount, int accessType) {
        return KeyDerivation.from(kamf, FC_KGNB, "TS 33.501 A.9", KAMF)
                .number("uplink NAS COUNT", uplinkNasCount, 4)
                .number("access type distinguisher", accessType, 1)
                .key(KGNB);
    }

    /// NH, A.10.
    ///
    /// @param sync the newly derived K_gNB for the first NH, the previous NH for every later one
    public static Key nh(Key kamf, Key sync) {
        return KeyDerivation.from(kamf, FC_NH, "TS 33.501 A.10", KAMF).key("SYNC", sync).key(NH_5G);
    }

    /// K_NG-RAN* for a target gNB, A.11.
    ///
    /// @param pci 0 to 1007
    /// @param arfcnDl always 3 octets
    public static Key kngRanStarForGnb(Key kgnbOrNh, int pci, int arfcnDl) {
        return kngRanStar(kgnbOrNh, FC_KNG_RAN_STAR_GNB, "TS 33.501 A.11", pci, arfcnDl);
    }

    /// K_NG-RAN* for a target ng-eNB, A.12.
    ///
    /// @param earfcnDl always 3 octets
    public static Key kngRanStarForNgEnb(Key kgnbOrNh, int pci, int earfcnDl) {
        return kngRanStar(kgnbOrNh, FC_KNG_RAN_STAR_NG_ENB, "TS 33.501 A.12", pci, earfcnDl);
    }

    private static Key kngRanStar(Key parent, int fc, String clause, int pci, int arfcnDl) {
        return KeyDerivation.from(parent, fc, clause, KGNB, KNG_RAN_STAR, NH_5G)
                .number("PCI", pci, 2)
                .number("ARFCN-DL", arfcnDl, 3)
                .key(KNG_RAN_STAR);
    }

    /// K_AMF', A.13.
    ///
    /// @param direction 0 with an uplink NAS COUNT (idle mobility), 1 with a downlink one (handover)
    public static Key kamfPrime(Key kamf, int direction, long nasCount) {
        return KeyDerivation.from(kamf, FC_KAMF_PRIME, "TS 33.501 A.13", KAMF)
                .number("DIRECTION", direction, 1)
                .number("NAS COUNT", nasCount, 4)
                .key(KAMF);
    }

    /// K_SN of dual connectivity under 5GC, A.16.
    ///
    /// @param snCounter 0 to 65535
    public static Key ksn(Key kgnb, int snCounter) {
        return KeyDerivation.from(kgnb, FC_KSN, "TS 33.501 A.16", KGNB, KNG_RAN_STAR)
                .number("SN Counter", snCounter, 2)
                .key(KSN);
    }
}
