package kenb.stack.gtpc;

import kenb.codec.gtpc.GtpcMessage;
import kenb.codec.per.DecodeException;
import kenb.codec.per.Octets;

import java.net.InetSocketAddress;

/// What a [GtpcEntity] wants done, in the order of its calls.
public interface GtpcOutput {

    /// A datagram for the peer.
    void send(InetSocketAddress peer, Octets datagram);

    /// A message that begins something: answer it with [GtpcEntity#answer]. It comes once, however often it was sent.
    void request(InetSocketAddress peer, GtpcMessage message);

    /// The answer to a request of ours.
    ///
    /// @param request as it was sent
    void answered(InetSocketAddress peer, GtpcMessage request, GtpcMessage answer);

    /// No answer came to a request of ours, N3-REQUESTS times.
    void unanswered(InetSocketAddress peer, GtpcMessage request);

    /// The peer's restart counter is another than before: what it knew is gone (TS 23.007 §16.1.1).
    void restarted(InetSocketAddress peer, int before, int now);

    /// A datagram that is no message, or a message without what it must have. It was dropped, or refused where the kind is known.
    void malformed(InetSocketAddress peer, DecodeException why);
}
