package kenb.codec.gtpc;

import kenb.codec.gtpc.MmVectors.Quadruplet;
import kenb.codec.gtpc.MmVectors.Quintuplet;
import kenb.codec.per.Octets;
import kenb.codec.tlv.FieldReader;
import kenb.codec.tlv.FieldWriter;

import java.util.List;

/// MM context with CK and IK, TS 29.274 figures 8.38-2 (with a used GPRS cipher and quintuplets), 8.38-4 (quintuplets) and 8.38-6
/// (quadruplets and quintuplets): between SGSNs, and between an SGSN and an MME. What it prints shows no key.
///
/// @param variant which of the three; quadruplets are in the last alone
/// @param ksi 3 bits
/// @param usedCipher GPRS encryption algorithm in the first variant, 3 bits; 0 in the others
/// @param ck 16 octets
/// @param ik 16 octets
/// @param rest access restriction and what follows it
public record UmtsMmContext(
        Variant variant,
        int ksi,
        int usedCipher,
        Octets ck,
        Octets ik,
        List<Quadruplet> quadruplets,
        List<Quintuplet> quintuplets,
        MmCapabilities capabilities,
        Octets rest) {
    private static final int SAMBRI = 0x01;

    /// The security modes with a UMTS key, by the values they have on the wire.
    public enum Variant {
        USED_CIPHER_AND_QUINTUPLETS(1),
        QUINTUPLETS(3),
        QUADRUPLETS_AND_QUINTUPLETS(5);

        private final int securityMode;

        Variant(int securityMode) {
            this.securityMode = securityMode;
        }
    }

    static UmtsMmContext read(Variant variant, FieldReader in) {
        int first = in.octet("security mode");
        int second = in.octet("numbers");
        int third = in.octet("used cipher");
        Octets ck = in.octets("CK", 16);
        Octets ik = in.octets("IK", 16);
        boolean quads = variant == Variant.QUADRUPLETS_AND_QUINTUPLETS;
        var quadruplets = MmVectors.read(in, quads ? second >> 2 & 7 : 0, Quadruplet::read);
        var quintuplets = MmVectors.read(in, second >> 5, Quintuplet::read);
        Octets drx = MmCapabilities.readDrx(in, first);
        var capabilities =
                MmCapabilities.read(
                        in, drx, (second & SAMBRI) != 0, (second & MmCapabilities.USED_AMBR) != 0);
        return new UmtsMmContext(
                variant,
                first & 7,
                variant == Variant.USED_CIPHER_AND_QUINTUPLETS ? third & 7 : 0,
                ck,
                ik,
                quadruplets,
                quintuplets,
                capabilities,
                in.rest());
    }

    /// @throws IllegalArgumentException for quadruplets in a variant that has none
    void write(FieldWriter out) {
        if (variant != Variant.QUADRUPLETS_AND_QUINTUPLETS && !quadruplets.isEmpty()) {
            throw new IllegalArgumentException("no quadruplets in " + variant);
        }
        out.octet(variant.securityMode << 5 | capabilities.drxFlag() | ksi)
                .octet(
                        MmVectors.count(quintuplets) << 5
                                | MmVectors.count(quadruplets) << 2
                                | capabilities.usedFlag()
                                | (capabilities.subscribed() == null ? 0 : SAMBRI))
                .octet(usedCipher)
                .fixed(ck, 16)
                .fixed(ik, 16);
        for (var vector : quadruplets) vector.write(out);
        for (var vector : quintuplets) vector.write(out);
        capabilities.writeDrx(out);
        capabilities.write(out);
        out.octets(rest);
    }

    @Override
    public String toString() {
        return "UmtsMmContext[%s, ksi=%d, %d unused vectors]"
                .formatted(variant, ksi, quadruplets.size() + quintuplets.size());
    }
}
