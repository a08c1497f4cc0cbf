package kenb.tools.decode;

import kenb.stack.aka.Milenage;
import kenb.stack.keys.EpsKeys;
import kenb.stack.keys.Kdf;
import kenb.stack.keys.Key;
import kenb.stack.keys.KeyPurpose;
import kenb.stack.keys.KeyRing;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A subscriber whose K and OPc are known: finds its challenges by the MAC in AUTN, and the anchor key from there
/// (TS 35.206; TS 33.401 A.2; TS 33.501 A.2, A.6, A.7).
///
/// @param plmn the PLMN that serves, as digits; empty where the key file does not say
record Subscriber(String imsi, Milenage milenage, String plmn) {
    private static final int FC_KAUSF = 0x6A;
    private static final int FC_KSEAF = 0x6C;
    private static final int FC_KAMF = 0x6D;

    /// @throws IllegalArgumentException where `imsi`, `k`, or both of `opc` and `op` are missing
    static Subscriber of(JsonNode entry) {
        var imsi = entry.path("imsi").asString("");
        var opc = entry.path("opc").asString("");
        byte[] k = HexFormat.of().parseHex(entry.path("k").asString(""));
        byte[] op = HexFormat.of().parseHex(opc.isEmpty() ? entry.path("op").asString("") : opc);
        if (!imsi.matches("\\d{6,15}") || k.length != 16 || op.length != 16)
            throw new IllegalArgumentException(
                    "an entry of \"subscribers\" needs imsi, k, and opc or op");
        return new Subscriber(
                imsi,
                opc.isEmpty() ? Milenage.ofOp(k, op) : Milenage.ofOpc(k, op),
                entry.path("plmn").asString(""));
    }

    /// PLMNs that may be serving: the one said; else those seen, and those the IMSI may begin with.
    Set<String> networks(Set<String> seen) {
        if (!plmn.isEmpty()) return Set.of(plmn);
        var all = new LinkedHashSet<>(seen);
        all.add(imsi.substring(0, 5));
        all.add(imsi.substring(0, 6));
        return all;
    }

    /// CK ‖ IK, or null where the challenge is not for this subscriber.
    byte @Nullable [] answer(byte[] rand, byte[] autn) {
        byte[] sqn = Arrays.copyOf(autn, 6);
        byte[] ak = milenage.f5(rand);
        for (int i = 0; i < sqn.length; i++) sqn[i] ^= ak[i];
        byte[] mac = milenage.f1(rand, sqn, Arrays.copyOfRange(autn, 6, 8));
        if (!Arrays.equals(mac, Arrays.copyOfRange(autn, 8, 16))) return null;
        return joined(milenage.f3(rand), milenage.f4(rand));
    }

    Key kasme(byte[] ckIk, String plmn, byte[] autn, KeyRing ring) {
        byte[] network =
                new byte[3]; // two digits an octet, the third of the MNC with the MCC's (TS 24.301
        // §9.9.3.33)
        int third = plmn.length() == 6 ? plmn.charAt(5) - '0' : 0xF;
        network[0] = (byte) (plmn.charAt(1) - '0' << 4 | plmn.charAt(0) - '0');
        network[1] = (byte) (third << 4 | plmn.charAt(2) - '0');
        network[2] = (byte) (plmn.charAt(4) - '0' << 4 | plmn.charAt(3) - '0');
        return EpsKeys.kasme(
                ring.provision(KeyPurpose.CK_IK, ckIk), network, Arrays.copyOf(autn, 6));
    }

    Key kamf(byte[] ckIk, String plmn, byte[] autn, byte[] abba, KeyRing ring) {
        var mnc = (plmn.length() == 6 ? "" : "0") + plmn.substring(3);
        byte[] network = ascii("5G:mnc" + mnc + ".mcc" + plmn.substring(0, 3) + ".3gppnetwork.org");
        byte[] kausf = Kdf.derive(ckIk, FC_KAUSF, List.of(network, Arrays.copyOf(autn, 6)));
        byte[] kseaf = Kdf.derive(kausf, FC_KSEAF, List.of(network));
        byte[] kamf = Kdf.derive(kseaf, FC_KAMF, List.of(ascii(imsi), abba));
        return ring.provision(KeyPurpose.KAMF, kamf);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
