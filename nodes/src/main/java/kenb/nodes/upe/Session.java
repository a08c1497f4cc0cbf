package kenb.nodes.upe;

import kenb.nodes.Tunnel;
import kenb.nodes.traffic.TrafficSink;
import kenb.nodes.traffic.TrafficSource;

import org.jspecify.annotations.Nullable;

import java.net.Inet4Address;

/// A UE's bearer at the UPE.
final class Session {
    /// The MME's number for it.
    final long id;

    final int bearer;
    final Inet4Address ue;

    /// Uplink end, here.
    final int teid;

    /// Downlink end, at an eNB; null until the eNB has it.
    @Nullable Tunnel downlink;

    final TrafficSink sink = new TrafficSink();
    @Nullable TrafficSource source;

    Session(long id, int bearer, Inet4Address ue, int teid) {
        this.id = id;
        this.bearer = bearer;
        this.ue = ue;
        this.teid = teid;
    }
}
