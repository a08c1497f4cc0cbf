package kenb.nodes.upe;

import kenb.nodes.Tunnel;

import java.net.Inet4Address;

/// What MME and UPE say to each other about a UE's bearers, message by message as TS 29.274 clause 7.2 names them.
/// `session` is the MME's number for it (its S11 TEID), `sequence` ties an answer to its request.
public sealed interface SessionMessage {
    int sequence();

    long session();

    record CreateSessionRequest(int sequence, long session, int epsBearerId)
            implements SessionMessage {}

    /// @param uplink where the eNB sends this bearer's uplink
    record CreateSessionResponse(
            int sequence, long session, int epsBearerId, Inet4Address ueAddress, Tunnel uplink)
            implements SessionMessage {}

    /// Moves the downlink of a bearer to another eNB; the old path gets an end marker (TS 23.401 §5.5.1.1.2).
    record ModifyBearerRequest(int sequence, long session, int epsBearerId, Tunnel downlink)
            implements SessionMessage {}

    record ModifyBearerResponse(int sequence, long session, int epsBearerId, boolean accepted)
            implements SessionMessage {}

    record DeleteSessionRequest(int sequence, long session) implements SessionMessage {}

    record DeleteSessionResponse(int sequence, long session) implements SessionMessage {}
}
