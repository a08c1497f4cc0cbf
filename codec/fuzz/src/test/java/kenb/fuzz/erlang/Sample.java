package kenb.fuzz.erlang;

/// A random value twice: as our plain values show it, and as Erlang's term.
///
/// In `plain`, a {@link Contained} stands for the octets of an encoding; in `term`, a tuple `{'$contained', Type, Term}`.
record Sample(Object plain, Object term) {
    static final String CONTAINED = "$contained";

    /// What an OCTET STRING holds the encoding of.
    record Contained(String type, Object plain) {}
}
