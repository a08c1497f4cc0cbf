package kenb.stack.pdcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import kenb.stack.cipher.AlgorithmKey;
import kenb.stack.cipher.Direction;
import kenb.stack.cipher.PduBatch;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/// How the PDUs of one NR bearer and direction are protected (TS 38.323 5.8, 5.9): data and MAC-I ciphered, header and data under the MAC; a batch
/// of them at a time. All of a batch are protected in the same way.
final class NrProtection {
    private static final int MAC_OCTETS = 4;

    private final NrBearer bearer;
    private final Direction direction;
    private final PduBatch texts;
    private final PduBatch messages;
    private final PduBatch one = new PduBatch(1);
    private Protection protection;
    private @Nullable SecurityContext security;
    private int unverifiedHeader;
    private int unverifiedMac;
    private long unverifiedCount = -1;

    NrProtection(NrBearer bearer, Direction direction, @Nullable SecurityContext security) {
        this.bearer = bearer;
        this.direction = direction;
        this.security = security;
        protection = bearer.signalling() ? Protection.NONE : Protection.INTEGRITY_AND_CIPHERING;
        texts = new PduBatch(bearer.batchSize());
        messages = new PduBatch(bearer.batchSize());
    }

    /// Other keys. The batch must be empty.
    void use(SecurityContext context) {
        security = context;
        unverifiedCount = -1;
    }

    /// How far PDUs are protected from now on. The batch must be empty.
    void protect(Protection from) {
        protection = from;
    }

    /// Puts a PDU with header and room for the MAC-I into the batch.
    void add(ByteBuf pdu, long count) {
        if (protection == Protection.NONE) return;
        if (protection != Protection.INTEGRITY) addText(texts, pdu, count);
        if (bearer.macOctets() > 0) addMessage(messages, keys(), pdu, count);
    }

    private SecurityContext keys() {
        return Objects.requireNonNull(security, "no keys");
    }

    private void addText(PduBatch batch, ByteBuf pdu, long count) {
        int from = Math.min(pdu.readerIndex() + bearer.clearOctets(), pdu.writerIndex());
        int bits = 8 * (pdu.writerIndex() - from);
        AlgorithmKey key = bearer.ciphering(keys());
        batch.add(pdu, from, bits, key, (int) count, bearer.bearer(), direction);
    }

    private void addMessage(PduBatch batch, SecurityContext context, ByteBuf pdu, long count) {
        int start = pdu.readerIndex();
        int bits = 8 * (pdu.writerIndex() - MAC_OCTETS - start);
        AlgorithmKey key = bearer.integrity(context);
        batch.add(pdu, start, bits, key, (int) count, bearer.bearer(), direction);
    }

    /// Writes each MAC-I of the batch, and ciphers it.
    void protectBatch() {
        if (messages.size() > 0) {
            keys().engine().authenticate(messages);
            for (int i = 0; i < messages.size(); i++) {
                ByteBuf pdu = messages.buffer(i);
                pdu.setInt(pdu.writerIndex() - MAC_OCTETS, messages.mac(i));
            }
        }
        if (texts.size() > 0) keys().engine().cipher(texts);
    }

    /// Deciphers the batch and works out what each MAC-I has to be.
    void decipherBatch() {
        if (texts.size() > 0) keys().engine().cipher(texts);
        if (messages.size() > 0) keys().engine().authenticate(messages);
    }

    /// Whether a PDU of the batch has the MAC-I it must have.
    ///
    /// @param i its place in the batch
    boolean isRight(int i, ByteBuf pdu) {
        return messages.size() == 0 || messages.mac(i) == mac(pdu);
    }

    void clearBatch() {
        texts.clear();
        messages.clear();
    }

    /// Turns a PDU deciphered for one COUNT into one deciphered for another.
    ///
    /// @return whether it has the MAC-I it must have
    boolean decipherAgain(ByteBuf pdu, long before, long after) {
        if (protection == Protection.NONE) return true;
        if (protection != Protection.INTEGRITY) {
            cipherOne(pdu, before);
            cipherOne(pdu, after);
        }
        return bearer.macOctets() == 0 || macOf(keys(), pdu, after) == mac(pdu);
    }

    private void cipherOne(ByteBuf pdu, long count) {
        addText(one, pdu, count);
        try {
            keys().engine().cipher(one);
        } finally {
            one.clear();
        }
    }

    private int macOf(SecurityContext context, ByteBuf pdu, long count) {
        addMessage(one, context, pdu, count);
        try {
            context.engine().authenticate(one);
            return one.mac(0);
        } finally {
            one.clear();
        }
    }

    private static int mac(ByteBuf pdu) {
        return pdu.getInt(pdu.writerIndex() - MAC_OCTETS);
    }

    /// A PDU is delivered: where its MAC-I was not looked at, [#verifyLast] can do so later.
    void delivered(ByteBuf pdu, long count) {
        if (!bearer.signalling()) return;
        unverifiedCount = protection == Protection.NONE ? count : -1;
        unverifiedHeader = pdu.getUnsignedShort(pdu.readerIndex());
        unverifiedMac = mac(pdu);
    }

    /// COUNT of the PDU that was delivered last, where its MAC-I was not looked at; else -1.
    long unverified() {
        return unverifiedCount;
    }

    /// Whether that PDU has the MAC-I it must have under these keys.
    ///
    /// @param sdu as it was delivered; only read
    boolean verifyLast(SecurityContext context, ByteBuf sdu) {
        long count = unverifiedCount;
        unverifiedCount = -1;
        if (count < 0) return false;
        ByteBuf pdu = Unpooled.buffer(2 + sdu.readableBytes() + MAC_OCTETS);
        pdu.writeShort(unverifiedHeader);
        pdu.writeBytes(sdu, sdu.readerIndex(), sdu.readableBytes()).writeInt(0);
        return macOf(context, pdu, count) == unverifiedMac;
    }
}
