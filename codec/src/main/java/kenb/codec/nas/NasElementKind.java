package kenb.codec.nas;

import kenb.codec.per.Octets;

/// An optional element that the specification knows: [EmmElement], [EsmElement].
public interface NasElementKind {

    /// As in [NasElement#iei()].
    int iei();

    /// As the specification writes it.
    String specName();

    default NasElement of(Octets value) {
        return new NasElement(iei(), value);
    }

    /// For an element whose value is one octet, or half of one.
    default NasElement of(int value) {
        return of(Octets.of((byte) value));
    }
}
