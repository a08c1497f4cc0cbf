package kenb.stack.nas;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import kenb.codec.nas.NasPdu;
import kenb.stack.cipher.AlgorithmKey;
import kenb.stack.cipher.CipherEngine;
import kenb.stack.cipher.CipheringAlgorithm;
import kenb.stack.cipher.Direction;
import kenb.stack.cipher.IntegrityAlgorithm;
import kenb.stack.cipher.PduBatch;
import kenb.stack.keys.AlgorithmKeyType;
import kenb.stack.keys.EpsKeys;
import kenb.stack.keys.Key;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// The NAS security of one UE at one end, UE or MME. A protected message is: security header type(4) ‖ protocol
/// discriminator 7(4) ‖ MAC(32) ‖ sequence number(8) ‖ message; the MAC covers the last two (TS 24.301 §9.1, §4.4.3.3).
/// NAS COUNT is overflow(16) ‖ sequence number(8); BEARER is 0 (TS 33.401 §8.1.1).
public final class NasSecurity {
    /// Security header types, TS 24.301 §9.3.1, as in [NasPdu].
    public static final int PLAIN = NasPdu.PLAIN;

    public static final int INTEGRITY = NasPdu.INTEGRITY;
    public static final int INTEGRITY_AND_CIPHERING = NasPdu.INTEGRITY_AND_CIPHERING;
    public static final int INTEGRITY_NEW_CONTEXT = NasPdu.INTEGRITY_NEW_CONTEXT;
    public static final int INTEGRITY_AND_CIPHERING_NEW_CONTEXT =
            NasPdu.INTEGRITY_AND_CIPHERING_NEW_CONTEXT;

    private static final int HEADER_OCTETS = 6;
    private static final int SERVICE_REQUEST_OCTETS = 4;
    private static final int SHORT_SEQUENCE_BITS = 5;
    private static final int MAC_OFFSET = 1;
    private static final int SEQUENCE_OFFSET = 5;
    private static final int EMM = 7;
    private static final int COUNT_END = 1 << 24;

    private final CipherEngine engine;
    private final Key encryptionKey;
    private final Key integrityKey;
    private final AlgorithmKey encryption;
    private final AlgorithmKey integrity;
    private final Direction sending;
    private final PduBatch one = new PduBatch(1);
    private int nextSent;
    private int nextReceived;

    /// Derives K_NASenc and K_NASint (TS 33.401 A.7) on the ring of K_ASME.
    ///
    /// @param sending uplink in a UE, downlink in an MME
    /// @param nextSent NAS COUNT of the next message sent, below 2²⁴
    /// @param nextReceived lowest NAS COUNT that will be accepted
    public NasSecurity(
            Key kasme,
            CipheringAlgorithm encryption,
            IntegrityAlgorithm integrity,
            CipherEngine engine,
            Direction sending,
            int nextSent,
            int nextReceived) {
        this.engine = engine;
        this.sending = sending;
        this.nextSent = nextSent;
        this.nextReceived = nextReceived;
        encryptionKey = EpsKeys.algorithmKey(kasme, AlgorithmKeyType.NAS_ENC, encryption.id());
        integrityKey = EpsKeys.algorithmKey(kasme, AlgorithmKeyType.NAS_INT, integrity.id());
        this.encryption = engine.prepare(encryption, encryptionKey);
        this.integrity = engine.prepare(integrity, integrityKey);
    }

    /// NAS COUNT of the next message sent.
    public int nextSent() {
        return nextSent;
    }

    /// Lowest NAS COUNT that will be accepted; one less is that of the last message received.
    public int nextReceived() {
        return nextReceived;
    }

    /// A received message whose MAC is right.
    ///
    /// @param count its NAS COUNT
    public record Opened(byte[] message, int count, int headerType) {}

    /// @param headerType {@link #INTEGRITY} to {@link #INTEGRITY_AND_CIPHERING_NEW_CONTEXT}
    /// @throws IllegalStateException when NAS COUNT is used up
    public byte[] protect(byte[] message, int headerType) {
        int count = count();
        byte[] octets = new byte[HEADER_OCTETS + message.length];
        System.arraycopy(message, 0, octets, HEADER_OCTETS, message.length);
        ByteBuf buffer = Unpooled.wrappedBuffer(octets);
        buffer.setByte(0, headerType << 4 | EMM).setByte(SEQUENCE_OFFSET, count);
        if (isCiphered(headerType)) {
            cipher(buffer, count, sending);
        }
        buffer.setInt(MAC_OFFSET, mac(buffer, count, sending));
        return octets;
    }

    private int count() {
        if (nextSent == COUNT_END) {
            throw new IllegalStateException("NAS COUNT is used up");
        }
        return nextSent++;
    }

    private static boolean isCiphered(int headerType) {
        return headerType == INTEGRITY_AND_CIPHERING
                || headerType == INTEGRITY_AND_CIPHERING_NEW_CONTEXT;
    }

    /// SERVICE REQUEST (TS 24.301 §8.2.25): no message but a header of its own, with the low 5 bits of NAS COUNT and the low 16 bits of
    /// the MAC over the first two octets (§9.9.3.28).
    ///
    /// @param ksi 3 bits
    /// @throws IllegalStateException when NAS COUNT is used up
    public byte[] serviceRequest(int ksi) {
        int count = count();
        byte[] octets = new byte[SERVICE_REQUEST_OCTETS];
        octets[0] = (byte) (NasPdu.SERVICE_REQUEST << 4 | EMM);
        octets[1] = (byte) (ksi << SHORT_SEQUENCE_BITS | count & (1 << SHORT_SEQUENCE_BITS) - 1);
        int mac = mac(Unpooled.wrappedBuffer(octets), 0, 2, count, sending);
        octets[2] = (byte) (mac >> 8);
        octets[3] = (byte) mac;
        return octets;
    }

    /// Verifies a SERVICE REQUEST. One that is too short, forged, or seen before changes nothing.
    ///
    /// @return its NAS COUNT, from which K_eNB is derived; -1 for one that is refused
    public int openServiceRequest(byte[] octets) {
        if (octets.length < SERVICE_REQUEST_OCTETS
                || (octets[0] & 0xff) < (NasPdu.SERVICE_REQUEST << 4 | EMM)
                || (octets[0] & 0xf) != EMM) {
            return -1;
        }
        int count = estimate(octets[1], SHORT_SEQUENCE_BITS);
        if (count >= COUNT_END) return -1;
        ByteBuf buffer = Unpooled.wrappedBuffer(octets);
        int mac = mac(buffer, 0, 2, count, sending.opposite());
        if ((mac & 0xffff) != buffer.getUnsignedShort(2)) return -1;
        nextReceived = count + 1;
        return count;
    }

    /// The lowest acceptable COUNT that ends in the bits received (TS 24.301 §4.4.3.1).
    private int estimate(int received, int bits) {
        int mask = (1 << bits) - 1;
        int count = nextReceived & ~mask | received & mask;
        return count < nextReceived ? count + mask + 1 : count;
    }

    /// Verifies, then deciphers. A message that is too short, not protected, forged, or seen before changes nothing. The MAC does not
    /// cover the header type, so those of a new context are refused here.
    ///
    /// @return null for such a message
    public @Nullable Opened open(byte[] octets) {
        return open(octets, INTEGRITY, INTEGRITY_AND_CIPHERING);
    }

    /// As [#open], for the message that takes this context into use: SECURITY MODE COMMAND in the UE, SECURITY MODE COMPLETE in the MME.
    public @Nullable Opened openNewContext(byte[] octets) {
        return open(octets, INTEGRITY_NEW_CONTEXT, INTEGRITY_AND_CIPHERING_NEW_CONTEXT);
    }

    private @Nullable Opened open(byte[] octets, int integrity, int integrityAndCiphering) {
        if (octets.length <= HEADER_OCTETS || (octets[0] & 0xf) != EMM) {
            return null;
        }
        int headerType = octets[0] >> 4 & 0xf;
        if (headerType != integrity && headerType != integrityAndCiphering) {
            return null;
        }
        int count = estimate(octets[SEQUENCE_OFFSET], 8);
        byte[] copy = octets.clone();
        ByteBuf buffer = Unpooled.wrappedBuffer(copy);
        Direction receiving = sending.opposite();
        if (count >= COUNT_END || mac(buffer, count, receiving) != buffer.getInt(MAC_OFFSET)) {
            return null;
        }
        if (isCiphered(headerType)) {
            cipher(buffer, count, receiving);
        }
        nextReceived = count + 1;
        return new Opened(Arrays.copyOfRange(copy, HEADER_OCTETS, copy.length), count, headerType);
    }

    private int mac(ByteBuf buffer, int count, Direction direction) {
        return mac(buffer, SEQUENCE_OFFSET, buffer.capacity(), count, direction);
    }

    private int mac(ByteBuf buffer, int from, int to, int count, Direction direction) {
        one.add(buffer, from, (to - from) * 8, integrity, count, 0, direction);
        try {
            engine.authenticate(one);
            return one.mac(0);
        } finally {
            one.clear();
        }
    }

    private void cipher(ByteBuf buffer, int count, Direction direction) {
        int bits = (buffer.capacity() - HEADER_OCTETS) * 8;
        one.add(buffer, HEADER_OCTETS, bits, encryption, count, 0, direction);
        try {
            engine.cipher(one);
        } finally {
            one.clear();
        }
    }

    /// Both keys die.
    public void destroy() {
        encryption.destroy();
        integrity.destroy();
        encryptionKey.destroy();
        integrityKey.destroy();
    }
}
