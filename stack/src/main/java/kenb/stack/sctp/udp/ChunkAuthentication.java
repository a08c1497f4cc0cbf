package kenb.stack.sctp.udp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// SCTP-AUTH of an association (RFC 4895): what both sides offered, the shared keys, AUTH chunks out and in.
///
/// AUTH chunk: type 15 ‖ flags ‖ length(16) ‖ Shared Key Identifier(16) ‖ HMAC Identifier(16) ‖ HMAC; the HMAC is over this chunk with
/// a zero HMAC and all that follows it in the packet. A key vector is the RANDOM, CHUNKS and HMAC-ALGO parameters of a side as sent, without
/// padding.
final class ChunkAuthentication {
    static final int RANDOM = 0x8002;
    static final int CHUNKS = 0x8003;
    static final int HMAC_ALGO = 0x8004;

    /// Cause code of an HMAC Identifier that was not offered (RFC 4895 §4.2).
    static final int CAUSE_UNSUPPORTED_HMAC = 0x0105;

    private static final int RANDOM_OCTETS = 32;
    private static final int HEADER = 8;
    private static final int SHA_1 = 1;
    private static final int SHA_256 = 3;

    /// Chunks that come before both sides know each other, and AUTH itself: never authenticated (§3.2).
    private static final Set<Integer> NEVER =
            Set.of(Wire.INIT, Wire.INIT_ACK, Wire.SHUTDOWN_COMPLETE, Wire.AUTH);

    /// How an AUTH chunk was taken.
    enum Verdict {
        GOOD,
        BAD,
        UNSUPPORTED_HMAC
    }

    /// The MACs of one shared key.
    private record Keyed(Mac sha1, Mac sha256) {
        Mac of(int hmac) {
            return hmac == SHA_1 ? sha1 : sha256;
        }
    }

    private final byte[] first;
    private final byte[] second;
    private final BitSet ours;
    private final BitSet peers;
    private final int hmac;
    private final Map<Integer, Keyed> keys = new HashMap<>();
    private final byte[] computed = new byte[32];
    private final byte[] given = new byte[32];
    private int activeKey;

    private ChunkAuthentication(byte[] local, byte[] peer, int hmac) {
        int order = new BigInteger(1, local).compareTo(new BigInteger(1, peer));
        boolean localFirst = order < 0 || order == 0 && local.length <= peer.length;
        this.first = localFirst ? local : peer;
        this.second = localFirst ? peer : local;
        this.ours = chunks(local);
        this.peers = chunks(peer);
        this.hmac = hmac;
        put(0, new byte[0]);
    }

    /// The key vector to offer: these chunk types are taken authenticated only.
    static byte[] offer(Random random, Set<Integer> chunks) {
        byte[] nonce = new byte[RANDOM_OCTETS];
        random.nextBytes(nonce);
        ByteBuf out = Unpooled.buffer(64);
        out.writeShort(RANDOM).writeShort(4 + RANDOM_OCTETS).writeBytes(nonce);
        out.writeShort(CHUNKS).writeShort(4 + chunks.size());
        chunks.stream().sorted().forEach(out::writeByte);
        out.writeShort(HMAC_ALGO).writeShort(8).writeShort(SHA_256).writeShort(SHA_1);
        return Arrays.copyOf(out.array(), out.readableBytes());
    }

    /// Writes the parameters of a key vector, padded.
    static void encode(ByteBuf out, byte[] vector) {
        for (int at = 0; at < vector.length; ) {
            int length = length(vector, at);
            out.writeBytes(vector, at, length);
            Wire.pad(out, length);
            at += length;
        }
    }

    /// What both sides offered, or null where the peer offered nothing or no HMAC known here.
    static @Nullable ChunkAuthentication agree(byte[] local, byte[] peer) {
        int random = find(peer, RANDOM);
        int algorithms = find(peer, HMAC_ALGO);
        if (local.length == 0
                || random < 0
                || algorithms < 0
                || length(peer, random) != 4 + RANDOM_OCTETS) {
            return null;
        }
        for (int at = algorithms + 4; at + 1 < algorithms + length(peer, algorithms); at += 2) {
            int hmac = (peer[at] & 0xFF) << 8 | peer[at + 1] & 0xFF;
            if (hmac == SHA_256 || hmac == SHA_1) {
                return new ChunkAuthentication(local, peer, hmac);
            }
        }
        return null;
    }

    private static int find(byte[] vector, int type) {
        for (int at = 0; at + 4 <= vector.length; at += length(vector, at)) {
            if (((vector[at] & 0xFF) << 8 | vector[at + 1] & 0xFF) == type) {
                return at;
            }
        }
        return -1;
    }

    private static int length(byte[] vector, int at) {
        return (vector[at + 2] & 0xFF) << 8 | vector[at + 3] & 0xFF;
    }

    private static BitSet chunks(byte[] vector) {
        var types = new BitSet(256);
        int at = find(vector, CHUNKS);
        for (int i = at + 4; at >= 0 && i < at + length(vector, at); i++) {
            types.set(vector[i] & 0xFF);
        }
        NEVER.forEach(types::clear);
        return types;
    }

    /// Octets of an AUTH chunk; none where nothing was agreed.
    static int room(@Nullable ChunkAuthentication agreed) {
        return agreed == null ? 0 : HEADER + macOctets(agreed.hmac);
    }

    private static int macOctets(int hmac) {
        return hmac == SHA_1 ? 20 : 32;
    }

    boolean peerWants(int chunkType) {
        return peers.get(chunkType);
    }

    /// Whether a chunk is to be dropped unless an AUTH chunk was in front of it.
    boolean isWanted(int chunkType) {
        return ours.get(chunkType);
    }

    // ---- keys ----

    /// Adds an endpoint pair shared key; the caller wipes its secret.
    void put(int id, byte[] secret) {
        byte[] key = new byte[secret.length + first.length + second.length];
        System.arraycopy(secret, 0, key, 0, secret.length);
        System.arraycopy(first, 0, key, secret.length, first.length);
        System.arraycopy(second, 0, key, secret.length + first.length, second.length);
        keys.put(id, new Keyed(mac("HmacSHA1", key), mac("HmacSHA256", key)));
        Arrays.fill(key, (byte) 0);
    }

    private static Mac mac(String algorithm, byte[] key) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks " + algorithm, e);
        }
    }

    /// What is sent from here on is authenticated with this key.
    ///
    /// @return false where there is no such key
    boolean use(int id) {
        if (!keys.containsKey(id)) {
            return false;
        }
        activeKey = id;
        return true;
    }

    /// @return false where the key is in use
    boolean remove(int id) {
        if (id == activeKey) {
            return false;
        }
        keys.remove(id);
        return true;
    }

    // ---- AUTH chunks ----

    /// Writes an AUTH chunk, its HMAC zero as yet.
    void begin(ByteBuf packet) {
        int octets = macOctets(hmac);
        Wire.writeChunkHeader(packet, Wire.AUTH, 0, HEADER + octets);
        packet.writeShort(activeKey).writeShort(hmac).writeZero(octets);
    }

    /// The packet is complete: fills the HMAC in.
    void seal(ByteBuf packet, int at) {
        Keyed key = keys.get(packet.getUnsignedShort(at + 4));
        if (key != null) {
            compute(key.of(hmac), packet, at, packet.writerIndex());
            packet.setBytes(at + HEADER, computed, 0, macOctets(hmac));
        }
    }

    private void compute(Mac mac, ByteBuf packet, int at, int end) {
        mac.update(packet.nioBuffer(at, end - at));
        try {
            mac.doFinal(computed, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Checks an AUTH chunk and so what follows it in the packet, whose readable octets are all of it.
    Verdict verify(ByteBuf packet, int at, int length) {
        if (length < HEADER) {
            return Verdict.BAD;
        }
        int with = packet.getUnsignedShort(at + 6);
        if (with != SHA_1 && with != SHA_256) {
            return Verdict.UNSUPPORTED_HMAC;
        }
        int octets = macOctets(with);
        Keyed key = keys.get(packet.getUnsignedShort(at + 4));
        if (key == null || length != HEADER + octets) {
            return Verdict.BAD;
        }
        packet.getBytes(at + HEADER, given, 0, octets);
        packet.setZero(at + HEADER, octets);
        compute(key.of(with), packet, at, packet.writerIndex());
        packet.setBytes(at + HEADER, given, 0, octets);
        int difference = 0;
        for (int i = 0; i < octets; i++) {
            difference |= computed[i] ^ given[i];
        }
        return difference == 0 ? Verdict.GOOD : Verdict.BAD;
    }
}
