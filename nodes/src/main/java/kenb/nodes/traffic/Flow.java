package kenb.nodes.traffic;

import java.net.Inet4Address;

/// A one-way flow of test packets.
///
/// @param packetOctets length of the IP packet, at least {@link TestPacket#MIN_OCTETS}
/// @param packetsPerSecond pace; 0 is silence
public record Flow(
        Inet4Address source, Inet4Address destination, int packetOctets, int packetsPerSecond) {
    public Flow {
        if (packetOctets < TestPacket.MIN_OCTETS || packetOctets > 1400) {
            throw new IllegalArgumentException(
                    "packet of "
                            + packetOctets
                            + " octets: give "
                            + TestPacket.MIN_OCTETS
                            + " to 1400");
        }
        if (packetsPerSecond < 0) {
            throw new IllegalArgumentException("rate " + packetsPerSecond + ": give 0 or more");
        }
    }
}
