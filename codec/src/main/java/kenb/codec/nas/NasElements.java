package kenb.codec.nas;

import kenb.codec.per.Octets;
import kenb.codec.tlv.FieldReader;
import kenb.codec.tlv.FieldWriter;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/// The optional part of a NAS message: every element, known or not, in the order of the wire.
public record NasElements(List<NasElement> list) {
    public static final NasElements NONE = new NasElements(List.of());

    public NasElements {
        list = List.copyOf(list);
    }

    public static NasElements of(NasElement... elements) {
        return new NasElements(List.of(elements));
    }

    /// The value of the first such element: a repeated one is not looked at (TS 24.301 §7.6.3).
    public @Nullable Octets get(NasElementKind kind) {
        for (NasElement element : list) {
            if (element.iei() == kind.iei()) return element.value();
        }
        return null;
    }

    public boolean has(NasElementKind kind) {
        return get(kind) != null;
    }

    /// The first octet of the value: all there is of a timer, a cause, a half-octet element.
    ///
    /// @param absent what to return where there is no such element, or it is empty
    public int number(NasElementKind kind, int absent) {
        Octets value = get(kind);
        return value == null || value.length() == 0 ? absent : value.at(0);
    }

    /// With one element more at the end.
    public NasElements with(NasElement element) {
        var more = new ArrayList<>(list);
        more.add(element);
        return new NasElements(more);
    }

    /// @param fixedOctets value octets of an element without a length, by its identifier; 0 for any other
    static NasElements read(FieldReader in, IntUnaryOperator fixedOctets) {
        if (!in.hasMore()) return NONE;
        var list = new ArrayList<NasElement>();
        while (in.hasMore()) {
            int iei = in.octet("optional element");
            if (NasElement.isHalf(iei)) {
                list.add(new NasElement(iei & 0xf0, Octets.of((byte) (iei & 0xf))));
            } else {
                list.add(new NasElement(iei, value(in, iei, fixedOctets.applyAsInt(iei))));
            }
        }
        return new NasElements(list);
    }

    private static Octets value(FieldReader in, int iei, int fixed) {
        String field = "element %02x".formatted(iei);
        if (fixed > 0) return in.octets(field, fixed);
        return NasElement.hasLongLength(iei) ? in.lvE(field) : in.lv(field);
    }

    void write(FieldWriter out, IntUnaryOperator fixedOctets) {
        for (NasElement element : list) {
            int iei = element.iei();
            Octets value = element.value();
            if (NasElement.isHalf(iei)) {
                out.octet(iei | value.at(0));
            } else if (fixedOctets.applyAsInt(iei) > 0) {
                out.octet(iei).fixed(value, fixedOctets.applyAsInt(iei));
            } else if (NasElement.hasLongLength(iei)) {
                out.octet(iei).lvE(value);
            } else {
                out.octet(iei).lv(value);
            }
        }
    }
}
