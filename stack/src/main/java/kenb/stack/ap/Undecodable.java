package kenb.stack.ap;

/// A peer sent something that is not a PDU of the protocol: fired as a user event, the message is dropped.
///
/// @param reason path, bit offset and what was expected
public record Undecodable(ApProtocol protocol, int streamId, String reason) {}
