package kenb.nodes;

import kenb.nodes.s1ap.S1Message;
import kenb.nodes.upe.SessionMessage;
import kenb.nodes.x2ap.X2Message;
import kenb.stack.ap.ApProtocol;

import java.net.InetSocketAddress;

/// What can happen to a node, besides user data. Associations are known by a number that the host gave them.
public sealed interface Event {

    /// An SCTP association stands. `initiatedHere`: this node asked for it, so it starts the set-up procedure.
    record AssociationUp(
            int association, ApProtocol protocol, InetSocketAddress remote, boolean initiatedHere)
            implements Event {}

    /// An SCTP association ended, or was never reached. `inOrder`: it was shut down, nothing got lost.
    record AssociationDown(int association, ApProtocol protocol, boolean inOrder, String reason)
            implements Event {}

    record S1apReceived(int association, S1Message message) implements Event {}

    record X2apReceived(int association, X2Message message) implements Event {}

    /// A message came that is not what the protocol's ASN.1 says; `reason` names path and bit offset.
    record Undecodable(int association, ApProtocol protocol, String reason) implements Event {}

    /// Session management between MME and UPE (TS 23.401, S11).
    record SessionReceived(SessionMessage message) implements Event {}

    record TimerExpired(Timer timer) implements Event {}

    /// What the operator, the user or the scenario asks of a node; each node has orders of its own.
    non-sealed interface Order extends Event {}
}
