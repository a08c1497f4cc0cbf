package kenb.stack.sctp;

import io.netty.channel.ChannelPipeline;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Parameters of a carrier and its associations; names and defaults are those of RFC 9260 §16 where it has them.
///
/// A carrier that can't honour a value other than the default refuses it with a reason.
///
/// @param rtoInitial RTO.Initial
/// @param rtoMin RTO.Min
/// @param rtoMax RTO.Max
/// @param heartbeatInterval HB.interval; zero turns heartbeats off
/// @param pathMaxRetrans Path.Max.Retrans
/// @param associationMaxRetrans Association.Max.Retrans
/// @param maxInitRetransmits Max.Init.Retransmits
/// @param sackDelay how long a lone DATA packet waits for its SACK, 0 to 500 ms
/// @param sackEveryPackets packets with DATA that one SACK answers at most, 1 to 16; 2 is what RFC 9260 §6.2 asks for
/// @param noDelay true sends small messages at once, false collects them while others are under way (Nagle, RFC 9260 §6.1)
/// @param cookieLife Valid.Cookie.Life
/// @param outStreams outbound streams asked for, 1 to 65535
/// @param maxInStreams inbound streams allowed, 1 to 65535
/// @param pmtuOctets largest IP packet sent, IP and UDP headers included
/// @param sendBufferOctets taken over for sending and not yet acknowledged, before writes have to wait
/// @param receiveBufferOctets receive window: arrived and not yet read
/// @param maxMessageOctets largest message sent or put together
/// @param maxAssociations most associations on one UDP socket; further ones are aborted
/// @param localEncapsulationPort UDP port of this side (RFC 6951); 0 picks a free one
/// @param remoteEncapsulationPort UDP port of a peer to connect to; the port of one that connects is learnt from its packets
/// @param furtherLocalAddresses addresses of this side besides the one given to listen or connect: multihoming
/// @param authenticatedChunks chunk types to be taken from the peer behind an AUTH chunk only (RFC 4895), and so SCTP-AUTH on; none by default
/// @param datagramPipeline may put handlers (a capture tap) at the head of a UDP carrier's datagram pipeline
public record SctpSettings(
        Duration rtoInitial,
        Duration rtoMin,
        Duration rtoMax,
        Duration heartbeatInterval,
        int pathMaxRetrans,
        int associationMaxRetrans,
        int maxInitRetransmits,
        Duration sackDelay,
        int sackEveryPackets,
        boolean noDelay,
        Duration cookieLife,
        int outStreams,
        int maxInStreams,
        int pmtuOctets,
        int sendBufferOctets,
        int receiveBufferOctets,
        int maxMessageOctets,
        int maxAssociations,
        int localEncapsulationPort,
        int remoteEncapsulationPort,
        List<InetAddress> furtherLocalAddresses,
        Set<Integer> authenticatedChunks,
        Consumer<ChannelPipeline> datagramPipeline) {

    /// UDP port registered for SCTP over UDP, RFC 6951 §4.
    public static final int ENCAPSULATION_PORT = 9899;

    private static final Consumer<ChannelPipeline> NOTHING_MORE = _ -> {};
    private static final SctpSettings DEFAULTS = new Builder().build();

    public SctpSettings {
        check(rtoMin.isPositive(), "rtoMin", rtoMin, "more than zero");
        check(rtoMin.compareTo(rtoMax) <= 0, "rtoMin", rtoMin, "at most rtoMax " + rtoMax);
        check(
                rtoInitial.compareTo(rtoMin) >= 0 && rtoInitial.compareTo(rtoMax) <= 0,
                "rtoInitial",
                rtoInitial,
                "from rtoMin " + rtoMin + " to rtoMax " + rtoMax);
        check(
                !heartbeatInterval.isNegative(),
                "heartbeatInterval",
                heartbeatInterval,
                "zero or more");
        check(
                !sackDelay.isNegative() && sackDelay.toMillis() <= 500,
                "sackDelay",
                sackDelay,
                "0 to 500 ms (RFC 9260 §6.2)");
        check(
                sackEveryPackets >= 1 && sackEveryPackets <= 16,
                "sackEveryPackets",
                sackEveryPackets,
                "1 to 16");
        check(cookieLife.isPositive(), "cookieLife", cookieLife, "more than zero");
        check(pathMaxRetrans >= 0, "pathMaxRetrans", pathMaxRetrans, "0 or more");
        check(
                associationMaxRetrans >= 0,
                "associationMaxRetrans",
                associationMaxRetrans,
                "0 or more");
        check(maxInitRetransmits >= 0, "maxInitRetransmits", maxInitRetransmits, "0 or more");
        check(outStreams >= 1 && outStreams <= 65535, "outStreams", outStreams, "1 to 65535");
        check(
                maxInStreams >= 1 && maxInStreams <= 65535,
                "maxInStreams",
                maxInStreams,
                "1 to 65535");
        check(pmtuOctets >= 576 && pmtuOctets <= 65535, "pmtuOctets", pmtuOctets, "576 to 65535");
        check(sendBufferOctets >= 4096, "sendBufferOctets", sendBufferOctets, "4096 or more");
        check(
                receiveBufferOctets >= 4096,
                "receiveBufferOctets",
                receiveBufferOctets,
                "4096 or more");
        check(maxMessageOctets >= 1, "maxMessageOctets", maxMessageOctets, "1 or more");
        check(maxAssociations >= 1, "maxAssociations", maxAssociations, "1 or more");
        check(
                localEncapsulationPort >= 0 && localEncapsulationPort <= 65535,
                "localEncapsulationPort",
                localEncapsulationPort,
                "0 to 65535");
        check(
                remoteEncapsulationPort >= 1 && remoteEncapsulationPort <= 65535,
                "remoteEncapsulationPort",
                remoteEncapsulationPort,
                "1 to 65535");
        furtherLocalAddresses = List.copyOf(furtherLocalAddresses);
        check(
                furtherLocalAddresses.size() <= 7,
                "furtherLocalAddresses",
                furtherLocalAddresses,
                "7 at most");
        authenticatedChunks = Set.copyOf(authenticatedChunks);
        check(
                authenticatedChunks.stream().allMatch(SctpSettings::mayBeAuthenticated),
                "authenticatedChunks",
                authenticatedChunks,
                "types of chunks sent once the association is up: 0 DATA, 3 SACK, 4 HEARTBEAT, 6 ABORT, 7 SHUTDOWN ...");
    }

    /// Not INIT, INIT ACK, COOKIE ECHO, SHUTDOWN COMPLETE, AUTH: no key is known to both when they are sent, or no state is left.
    private static boolean mayBeAuthenticated(int type) {
        return type >= 0 && type <= 255 && !Set.of(1, 2, 10, 14, 15).contains(type);
    }

    public static SctpSettings defaults() {
        return DEFAULTS;
    }

    public static Builder builder() {
        return new Builder();
    }

    private static void check(boolean holds, String name, Object value, String allowed) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "SCTP setting " + name + " " + value + ": give " + allowed);
        }
    }

    /// Starts from the defaults.
    public static final class Builder {
        private Duration rtoInitial = Duration.ofSeconds(1);
        private Duration rtoMin = Duration.ofSeconds(1);
        private Duration rtoMax = Duration.ofSeconds(60);
        private Duration heartbeatInterval = Duration.ofSeconds(30);
        private int pathMaxRetrans = 5;
        private int associationMaxRetrans = 10;
        private int maxInitRetransmits = 8;
        private Duration sackDelay = Duration.ofMillis(200);
        private int sackEveryPackets = 2;
        private boolean noDelay = true;
        private Duration cookieLife = Duration.ofSeconds(60);
        private int outStreams = 16;
        private int maxInStreams = 2048;
        private int pmtuOctets = 1500;
        private int sendBufferOctets = 1 << 20;
        private int receiveBufferOctets = 1 << 20;
        private int maxMessageOctets = 1 << 20;
        private int maxAssociations = 65536;
        private int localEncapsulationPort = ENCAPSULATION_PORT;
        private int remoteEncapsulationPort = ENCAPSULATION_PORT;
        private List<InetAddress> furtherLocalAddresses = List.of();
        private Set<Integer> authenticatedChunks = Set.of();
        private Consumer<ChannelPipeline> datagramPipeline = NOTHING_MORE;

        private Builder() {}

        public Builder rto(Duration initial, Duration min, Duration max) {
            rtoInitial = initial;
            rtoMin = min;
            rtoMax = max;
            return this;
        }

        public Builder heartbeatInterval(Duration interval) {
            heartbeatInterval = interval;
            return this;
        }

        public Builder pathMaxRetrans(int count) {
            pathMaxRetrans = count;
            return this;
        }

        public Builder associationMaxRetrans(int count) {
            associationMaxRetrans = count;
            return this;
        }

        public Builder maxInitRetransmits(int count) {
            maxInitRetransmits = count;
            return this;
        }

        public Builder sackDelay(Duration delay) {
            sackDelay = delay;
            return this;
        }

        public Builder sackEveryPackets(int count) {
            sackEveryPackets = count;
            return this;
        }

        public Builder noDelay(boolean atOnce) {
            noDelay = atOnce;
            return this;
        }

        public Builder furtherLocalAddresses(List<InetAddress> addresses) {
            furtherLocalAddresses = addresses;
            return this;
        }

        public Builder authenticatedChunks(Set<Integer> types) {
            authenticatedChunks = types;
            return this;
        }

        public Builder cookieLife(Duration life) {
            cookieLife = life;
            return this;
        }

        public Builder streams(int out, int maxIn) {
            outStreams = out;
            maxInStreams = maxIn;
            return this;
        }

        public Builder pmtuOctets(int octets) {
            pmtuOctets = octets;
            return this;
        }

        public Builder sendBufferOctets(int octets) {
            sendBufferOctets = octets;
            return this;
        }

        public Builder receiveBufferOctets(int octets) {
            receiveBufferOctets = octets;
            return this;
        }

        public Builder maxMessageOctets(int octets) {
            maxMessageOctets = octets;
            return this;
        }

        public Builder maxAssociations(int count) {
            maxAssociations = count;
            return this;
        }

        public Builder encapsulationPorts(int local, int remote) {
            localEncapsulationPort = local;
            remoteEncapsulationPort = remote;
            return this;
        }

        public Builder datagramPipeline(Consumer<ChannelPipeline> addHandlers) {
            datagramPipeline = addHandlers;
            return this;
        }

        public SctpSettings build() {
            return new SctpSettings(
                    rtoInitial,
                    rtoMin,
                    rtoMax,
                    heartbeatInterval,
                    pathMaxRetrans,
                    associationMaxRetrans,
                    maxInitRetransmits,
                    sackDelay,
                    sackEveryPackets,
                    noDelay,
                    cookieLife,
                    outStreams,
                    maxInStreams,
                    pmtuOctets,
                    sendBufferOctets,
                    receiveBufferOctets,
                    maxMessageOctets,
                    maxAssociations,
                    localEncapsulationPort,
                    remoteEncapsulationPort,
                    furtherLocalAddresses,
                    authenticatedChunks,
                    datagramPipeline);
        }
    }
}
