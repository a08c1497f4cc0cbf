package kenb.stack.sctp.udp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// All a listener needs to build an association, kept by the peer until it returns it (RFC 9260 §5.1.3): no state before that.
///
/// Signed with HMAC-SHA-256 under a key of the endpoint: body ‖ MAC(32 octets).
///
/// @param createdNanos on the endpoint's clock
/// @param localTieTag tag of an association that was there already, else 0; with `peerTieTag` tells restart from collision
/// @param peerAddresses as listed by the peer
/// @param localVector key vectors of SCTP-AUTH, empty where it is not offered
record StateCookie(
        long createdNanos,
        long lifeNanos,
        int localPort,
        int peerPort,
        int peerUdpPort,
        InetAddress peerAddress,
        int localTag,
        int peerTag,
        int localTsn,
        int peerTsn,
        int outStreams,
        int inStreams,
        long peerWindow,
        int localTieTag,
        int peerTieTag,
        List<InetAddress> peerAddresses,
        byte[] localVector,
        byte[] peerVector) {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int MAC_LENGTH = 32;
    private static final byte VERSION = 1;

    /// The MAC of an endpoint's cookies over a key of its own; 32 octets.
    static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks " + ALGORITHM, e);
        }
    }

    byte[] encode(Mac mac) {
        ByteBuf out = Unpooled.buffer(128);
        out.writeByte(VERSION).writeLong(createdNanos).writeLong(lifeNanos);
        out.writeShort(localPort).writeShort(peerPort).writeShort(peerUdpPort);
        out.writeInt(localTag).writeInt(peerTag).writeInt(localTsn).writeInt(peerTsn);
        out.writeShort(outStreams).writeShort(inStreams).writeInt((int) peerWindow);
        out.writeInt(localTieTag).writeInt(peerTieTag);
        writeAddress(out, peerAddress);
        out.writeByte(peerAddresses.size());
        peerAddresses.forEach(a -> writeAddress(out, a));
        out.writeShort(localVector.length).writeBytes(localVector);
        out.writeShort(peerVector.length).writeBytes(peerVector);
        // A multiple of four, so that no padding follows the last parameter of an INIT ACK.
        Wire.pad(out, out.readableBytes());
        byte[] cookie = new byte[out.readableBytes() + MAC_LENGTH];
        out.readBytes(cookie, 0, cookie.length - MAC_LENGTH);
        mac.update(cookie, 0, cookie.length - MAC_LENGTH);
        System.arraycopy(mac.doFinal(), 0, cookie, cookie.length - MAC_LENGTH, MAC_LENGTH);
        return cookie;
    }

    /// Gives a cookie back, or null where it isn't one of ours.
    static @Nullable StateCookie decode(byte[] cookie, Mac mac) {
        int body = cookie.length - MAC_LENGTH;
        if (body <= 0) {
            return null;
        }
        mac.update(cookie, 0, body);
        byte[] given = new byte[MAC_LENGTH];
        System.arraycopy(cookie, body, given, 0, MAC_LENGTH);
        if (!MessageDigest.isEqual(mac.doFinal(), given)) {
            return null;
        }
        ByteBuf in = Unpooled.wrappedBuffer(cookie, 0, body);
        if (in.readByte() != VERSION) {
            return null;
        }
        long created = in.readLong();
        long life = in.readLong();
        int localPort = in.readUnsignedShort();
        int peerPort = in.readUnsignedShort();
        int udpPort = in.readUnsignedShort();
        int localTag = in.readInt();
        int peerTag = in.readInt();
        int localTsn = in.readInt();
        int peerTsn = in.readInt();
        int outStreams = in.readUnsignedShort();
        int inStreams = in.readUnsignedShort();
        long window = in.readUnsignedInt();
        int localTie = in.readInt();
        int peerTie = in.readInt();
        InetAddress peer = readAddress(in);
        List<InetAddress> others = new ArrayList<>();
        for (int count = in.readByte(); count > 0; count--) {
            others.add(readAddress(in));
        }
        return new StateCookie(
                created,
                life,
                localPort,
                peerPort,
                udpPort,
                peer,
                localTag,
                peerTag,
                localTsn,
                peerTsn,
                outStreams,
                inStreams,
                window,
                localTie,
                peerTie,
                List.copyOf(others),
                readOctets(in),
                readOctets(in));
    }

    private static byte[] readOctets(ByteBuf in) {
        byte[] octets = new byte[in.readUnsignedShort()];
        in.readBytes(octets);
        return octets;
    }

    /// The addresses the peer has besides the one that is primary: the one it set up from and those it listed.
    List<InetAddress> listedWithout(InetAddress primary) {
        List<InetAddress> all = new ArrayList<>(peerAddresses);
        all.add(peerAddress);
        all.removeIf(primary::equals);
        return all;
    }

    private static void writeAddress(ByteBuf out, InetAddress address) {
        byte[] octets = address.getAddress();
        out.writeByte(octets.length).writeBytes(octets);
    }

    private static InetAddress readAddress(ByteBuf in) {
        byte[] octets = new byte[in.readByte()];
        in.readBytes(octets);
        return InitChunk.address(octets);
    }

    /// Tags stay out of logs.
    @Override
    public String toString() {
        return "StateCookie[" + peerAddress + ":" + peerPort + "]";
    }
}
