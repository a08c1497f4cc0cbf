package kenb.stack.ap;

/// A peer sent something that is not a PDU of the protocol, or one with information elements missing, misplaced or not
/// understood: fired as a user event. Unless it can do without them the message is dropped.
///
/// @param reason path, bit offset and what was expected
public record Undecodable(ApProtocol protocol, int streamId, String reason) {}
