package kenb.stack.pdcp;

import kenb.stack.cipher.Direction;

/// What an entity reports beside PDUs. None of them changes the entity's state.
///
/// Every event names its bearer, e.g. `SRB1` or `DRB3`; COUNT is unsigned, 32 bits.
public sealed interface PdcpEvent {
    String bearer();

    /// MAC-I did not match: the PDU was dropped, RRC decides (TS 36.323 5.7, TS 36.331 5.3.7.2).
    record IntegrityFailure(String bearer, long count) implements PdcpEvent {}

    /// A PDU with a number at or before the last one delivered: a duplicate, a replay, or so late that it counts as one.
    record DuplicateDiscarded(String bearer, long count) implements PdcpEvent {}

    /// A number before the very first one.
    record OutOfWindow(String bearer, int sn, int lastSubmittedSn) implements PdcpEvent {}

    /// Too short for its header and MAC-I.
    record TooShort(String bearer, int lengthOctets) implements PdcpEvent {}

    /// A control PDU arrived that is not acted upon: of another type than a status report, or a report that can't be of this bearer.
    ///
    /// @param type PDU type field, 6.3.8; 0 is a status report
    record ControlPduIgnored(String bearer, int type) implements PdcpEvent {}

    /// COUNT has reached the set threshold: new keys are needed in time (TS 33.401 7.2.7, TS 36.331 5.3.1.2). Once per key.
    record CountNearWrap(String bearer, Direction direction, long count) implements PdcpEvent {}

    /// COUNT is used up: the PDU was dropped, as no COUNT may serve twice under one key.
    record CountExhausted(String bearer, Direction direction) implements PdcpEvent {}
}
