package kenb.codec.per;

import org.jspecify.annotations.Nullable;

/// A decoded PDU, with the octets as its sender wrote them where encoding the value alone would give
/// others: where whole octets stand behind it, as some peers leave, or as pad RRC messages (TS 36.331
/// §8.5), and where the sender departed from canonical form in a way that the value does not keep.
///
/// @param sent null where the value alone gives the same octets
/// @param departure what is unusual about `sent`, in words; null without
public record Pdu<T>(T value, @Nullable Octets sent, @Nullable String departure) {}
