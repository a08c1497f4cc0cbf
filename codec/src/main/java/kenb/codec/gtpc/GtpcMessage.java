package kenb.codec.gtpc;

/// A GTPv2-C message, TS 29.274 §5.1.
///
/// @param type 0 to 255, [GtpcMessageType]
/// @param hasTeid the T flag
/// @param teid of the receiver; 0 where it is not known yet, or without T flag
/// @param sequence 24 bits
/// @param headerRest the three low bits of the first octet ‖ the last octet of the header: priority flag, spare bits, priority(4)
/// @param ies its elements
public record GtpcMessage(
        int type, boolean hasTeid, int teid, int sequence, int headerRest, GtpcIes ies) {
    private static final int PRIORITY_FLAG = 0x400;

    /// A message as this node sends it.
    ///
    /// @param teid left out where the type has none
    public GtpcMessage(GtpcMessageType type, int teid, int sequence, GtpcIe... ies) {
        this(
                type.number(),
                type.hasTeid(),
                type.hasTeid() ? teid : 0,
                sequence,
                0,
                GtpcIes.of(ies));
    }

    /// Relative priority, 0 the highest.
    ///
    /// @return -1 where the message has none
    public int priority() {
        return (headerRest & PRIORITY_FLAG) == 0 ? -1 : headerRest >> 4 & 0xf;
    }

    /// With a relative priority (§5.4), 0 to 15.
    public GtpcMessage withPriority(int priority) {
        int rest = headerRest & ~0xf0 | PRIORITY_FLAG | priority << 4;
        return new GtpcMessage(type, hasTeid, teid, sequence, rest, ies);
    }

    /// The same with another sequence number, 24 bits.
    public GtpcMessage withSequence(int sequence) {
        return new GtpcMessage(type, hasTeid, teid, sequence, headerRest, ies);
    }

    public boolean is(GtpcMessageType type) {
        return this.type == type.number();
    }

    @Override
    public String toString() {
        return "%s, TEID %08x, sequence %d, %d elements"
                .formatted(GtpcMessageType.nameOf(type), teid, sequence, ies.list().size());
    }
}
