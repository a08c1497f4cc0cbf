package kenb.codec.per;

/// A value with a name of its own in the specification.
public interface Named {
    String asn1Name();
}
