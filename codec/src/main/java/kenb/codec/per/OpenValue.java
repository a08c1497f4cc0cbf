package kenb.codec.per;

/// The content of an open type whose type nobody here knows, byte for byte.
public record OpenValue(Octets octets) {}
