package kenb.stack.sctp;

import java.net.InetSocketAddress;

/// What befell an association, fired through its channel's pipeline as a user event.
///
/// Order: `Up`, then any number of the others, and last exactly one of `Closed` or `Lost`, followed by channelInactive.
/// A set-up that fails shows in the connect future alone, as an [AssociationException].
public sealed interface AssociationEvent {

    /// Established; stream counts as agreed (RFC 9260 §5.1.1).
    record Up(int inStreams, int outStreams) implements AssociationEvent {}

    /// More than Path.Max.Retrans unanswered retransmissions or heartbeats to this address (RFC 9260 §8.2).
    record PathUnreachable(InetSocketAddress peer) implements AssociationEvent {}

    /// An address that the peer listed has answered: it may carry data from now on (RFC 9260 §5.4).
    record PathConfirmed(InetSocketAddress peer) implements AssociationEvent {}

    /// The address answers again.
    record PathReachable(InetSocketAddress peer) implements AssociationEvent {}

    /// The peer came back with new state (RFC 9260 §5.2.4 A): its contexts are gone, and so is what was not yet acknowledged.
    ///
    /// @param lostMessages messages taken over for sending which the peer had not acknowledged, or -1 where the carrier can't tell
    record Restarted(int lostMessages) implements AssociationEvent {}

    /// The peer wants to end: nothing more can be written, what is under way still arrives.
    record PeerShutdown() implements AssociationEvent {}

    /// The peer complained with an ERROR chunk (RFC 9260 §3.3.10); the association lives on.
    record PeerError(int causeCode, String text) implements AssociationEvent {}

    /// A message could not be sent; its payload is released.
    record SendFailed(int streamId, int payloadProtocolId, String reason)
            implements AssociationEvent {}

    /// Ended in good order: both sides shut down, all was delivered.
    record Closed() implements AssociationEvent {}

    /// Ended by force: aborted by either side, or the peer fell silent.
    record Lost(String reason) implements AssociationEvent {}
}
