/// SCTP for the nodes: one Netty-shaped interface and two carriers behind it.
///
/// [kenb.stack.sctp.SctpCarrier] opens associations and listens for them; an association is a Netty channel that reads and writes
/// [kenb.stack.sctp.SctpMessage] and tells its life by [kenb.stack.sctp.AssociationEvent]. Follows RFC 9260; knows nothing
/// of S1AP, X2AP or any other payload, only their payload protocol identifiers.
@NullMarked
package kenb.stack.sctp;

import org.jspecify.annotations.NullMarked;
