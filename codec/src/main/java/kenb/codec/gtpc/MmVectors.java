package kenb.codec.gtpc;

import kenb.codec.per.Octets;
import kenb.codec.tlv.FieldReader;
import kenb.codec.tlv.FieldWriter;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Unused authentication vectors inside MM contexts, TS 29.274 figures 8.38-7 to 8.38-9. What they print shows no secret.
public final class MmVectors {
    private MmVectors() {}

    /// Of GSM.
    ///
    /// @param rand 16 octets
    /// @param sres 4 octets
    /// @param kc 8 octets
    public record Triplet(Octets rand, Octets sres, Octets kc) {
        static Triplet read(FieldReader in) {
            return new Triplet(in.octets("RAND", 16), in.octets("SRES", 4), in.octets("Kc", 8));
        }

        void write(FieldWriter out) {
            out.fixed(rand, 16).fixed(sres, 4).fixed(kc, 8);
        }

        @Override
        public String toString() {
            return "Triplet[rand=" + rand + "]";
        }
    }

    /// Of UMTS.
    ///
    /// @param rand 16 octets
    /// @param xres 4 to 16 octets
    /// @param ck 16 octets
    /// @param ik 16 octets
    /// @param autn 16 octets
    public record Quintuplet(Octets rand, Octets xres, Octets ck, Octets ik, Octets autn) {
        static Quintuplet read(FieldReader in) {
            return new Quintuplet(
                    in.octets("RAND", 16),
                    in.lv("XRES"),
                    in.octets("CK", 16),
                    in.octets("IK", 16),
                    in.lv("AUTN"));
        }

        void write(FieldWriter out) {
            out.fixed(rand, 16).lv(xres).fixed(ck, 16).fixed(ik, 16).lv(autn);
        }

        @Override
        public String toString() {
            return "Quintuplet[rand=" + rand + ", autn=" + autn + "]";
        }
    }

    /// Of EPS.
    ///
    /// @param rand 16 octets
    /// @param xres 4 to 16 octets
    /// @param autn 16 octets
    /// @param kasme 32 octets
    public record Quadruplet(Octets rand, Octets xres, Octets autn, Octets kasme) {
        static Quadruplet read(FieldReader in) {
            return new Quadruplet(
                    in.octets("RAND", 16), in.lv("XRES"), in.lv("AUTN"), in.octets("KASME", 32));
        }

        void write(FieldWriter out) {
            out.fixed(rand, 16).lv(xres).lv(autn).fixed(kasme, 32);
        }

        @Override
        public String toString() {
            return "Quadruplet[rand=" + rand + ", autn=" + autn + "]";
        }
    }

    static <T> List<T> read(FieldReader in, int count, Function<FieldReader, T> reader) {
        var list = new ArrayList<T>(count);
        for (int i = 0; i < count; i++) list.add(reader.apply(in));
        return List.copyOf(list);
    }

    /// @throws IllegalArgumentException for more than the three bits of their number can say
    static int count(List<?> vectors) {
        if (vectors.size() > 7) throw new IllegalArgumentException(vectors.size() + " vectors");
        return vectors.size();
    }
}
