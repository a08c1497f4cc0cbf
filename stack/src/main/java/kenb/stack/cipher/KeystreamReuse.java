package kenb.stack.cipher;

/// Two plaintexts under one keystream: who listens has their difference.
///
/// @param fingerprint of the key
/// @param count COUNT, unsigned 32 bits
/// @param bearer BEARER, 0 to 31
public record KeystreamReuse(String fingerprint, long count, int bearer, Direction direction) {}
