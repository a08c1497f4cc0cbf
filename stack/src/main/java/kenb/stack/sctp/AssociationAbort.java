package kenb.stack.sctp;

/// Written to an association's channel, ends it at once with an ABORT (RFC 9260 §9.1); closing the channel shuts down in order.
///
/// @param reason told to the peer in the cause "User-Initiated Abort"
public record AssociationAbort(String reason) {}
