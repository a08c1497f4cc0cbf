package kenb.stack.nas;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

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
    /// Security header types, TS 24.301 §9.3.1.
    public static final int PLAIN = 0;

    public static final int INTEGRITY = 1;
    public static final int INTEGRITY_AND_CIPHERING = 2;

    private static final int HEADER_OCTETS = 6;
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

    /// A received message whose MAC is right.
    ///
    /// @param count its NAS COUNT
    public record Opened(byte[] message, int count, int headerType) {}

    /// @param headerType {@link #INTEGRITY} or {@link #INTEGRITY_AND_CIPHERING}
    /// @throws IllegalStateException when NAS COUNT is used up
    public byte[] protect(byte[] message, int headerType) {
        if (nextSent == COUNT_END) {
            throw new IllegalStateException("NAS COUNT is used up");
        }
        int count = nextSent++;
        byte[] octets = new byte[HEADER_OCTETS + message.length];
        System.arraycopy(message, 0, octets, HEADER_OCTETS, message.length);
        ByteBuf buffer = Unpooled.wrappedBuffer(octets);
        buffer.setByte(0, headerType << 4 | EMM).setByte(SEQUENCE_OFFSET, count);
        if (headerType == INTEGRITY_AND_CIPHERING) {
            cipher(buffer, count, sending);
        }
        buffer.setInt(MAC_OFFSET, mac(buffer, count, sending));
        return octets;
    }

    /// Verifies, then deciphers. A message that is too short, not protected, forged, or seen before changes nothing.
    ///
    /// @return null for such a message
    public @Nullable Opened open(byte[] octets) {
        if (octets.length <= HEADER_OCTETS || (octets[0] & 0xf) != EMM) {
            return null;
        }
        int headerType = octets[0] >> 4 & 0xf;
        if (headerType != INTEGRITY && headerType != INTEGRITY_AND_CIPHERING) {
            return null;
        }
        int count = nextReceived & ~0xff | octets[SEQUENCE_OFFSET] & 0xff;
        if (count < nextReceived) {
            count += 0x100;
        }
        byte[] copy = octets.clone();
        ByteBuf buffer = Unpooled.wrappedBuffer(copy);
        Direction receiving = sending.opposite();
        if (count >= COUNT_END || mac(buffer, count, receiving) != buffer.getInt(MAC_OFFSET)) {
            return null;
        }
        if (headerType == INTEGRITY_AND_CIPHERING) {
            cipher(buffer, count, receiving);
        }
        nextReceived = count + 1;
        return new Opened(Arrays.copyOfRange(copy, HEADER_OCTETS, copy.length), count, headerType);
    }

    private int mac(ByteBuf buffer, int count, Direction direction) {
        int bits = (buffer.capacity() - SEQUENCE_OFFSET) * 8;
        one.add(buffer, SEQUENCE_OFFSET, bits, integrity, count, 0, direction);
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
