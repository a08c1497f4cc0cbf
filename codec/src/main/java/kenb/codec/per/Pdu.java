package kenb.codec.per;

/// A decoded PDU with what its sender put behind it: whole octets after the last one of the value, as
/// some peers leave, or as pad RRC messages (TS 36.331 §8.5).
public record Pdu<T>(T value, Octets trailing) {}
