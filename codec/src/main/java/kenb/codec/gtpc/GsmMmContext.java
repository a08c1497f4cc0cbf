package kenb.codec.gtpc;

import kenb.codec.gtpc.MmVectors.Quintuplet;
import kenb.codec.gtpc.MmVectors.Triplet;
import kenb.codec.per.Octets;
import kenb.codec.tlv.FieldReader;
import kenb.codec.tlv.FieldWriter;

import java.util.List;

/// MM context with Kc, TS 29.274 figures 8.38-1 (triplets) and 8.38-3 (quintuplets). What it prints shows no key.
///
/// @param withTriplets whether the vectors are triplets, else quintuplets
/// @param cksn ciphering key sequence number, 3 bits
/// @param usedCipher GPRS encryption algorithm, 3 bits
/// @param kc 8 octets
/// @param rest access restriction and what follows it
public record GsmMmContext(
        boolean withTriplets,
        int cksn,
        int usedCipher,
        Octets kc,
        List<Triplet> triplets,
        List<Quintuplet> quintuplets,
        MmCapabilities capabilities,
        Octets rest) {
    private static final int SAMBRI = 0x01;
    private static final int TRIPLETS_MODE = 0;
    private static final int QUINTUPLETS_MODE = 2 << 5;

    static GsmMmContext read(boolean withTriplets, FieldReader in) {
        int first = in.octet("security mode");
        int second = in.octet("numbers");
        int third = in.octet("used cipher");
        Octets kc = in.octets("Kc", 8);
        int count = second >> 5;
        var triplets = MmVectors.read(in, withTriplets ? count : 0, Triplet::read);
        var quintuplets = MmVectors.read(in, withTriplets ? 0 : count, Quintuplet::read);
        Octets drx = MmCapabilities.readDrx(in, first);
        var capabilities =
                MmCapabilities.read(
                        in, drx, (second & SAMBRI) != 0, (second & MmCapabilities.USED_AMBR) != 0);
        return new GsmMmContext(
                withTriplets,
                first & 7,
                third & 7,
                kc,
                triplets,
                quintuplets,
                capabilities,
                in.rest());
    }

    /// @throws IllegalArgumentException for vectors of the other kind
    void write(FieldWriter out) {
        if (!(withTriplets ? quintuplets : triplets).isEmpty()) {
            throw new IllegalArgumentException("vectors of another kind");
        }
        out.octet((withTriplets ? TRIPLETS_MODE : QUINTUPLETS_MODE) | capabilities.drxFlag() | cksn)
                .octet(
                        MmVectors.count(withTriplets ? triplets : quintuplets) << 5
                                | capabilities.usedFlag()
                                | (capabilities.subscribed() == null ? 0 : SAMBRI))
                .octet(usedCipher)
                .fixed(kc, 8);
        for (var vector : triplets) vector.write(out);
        for (var vector : quintuplets) vector.write(out);
        capabilities.writeDrx(out);
        capabilities.write(out);
        out.octets(rest);
    }

    @Override
    public String toString() {
        return "GsmMmContext[cksn=%d, %d unused vectors]"
                .formatted(cksn, triplets.size() + quintuplets.size());
    }
}
