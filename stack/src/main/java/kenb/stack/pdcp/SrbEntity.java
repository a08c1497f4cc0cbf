package kenb.stack.pdcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import kenb.stack.cipher.AlgorithmKey;
import kenb.stack.cipher.Direction;
import kenb.stack.cipher.PduBatch;

import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;

/// PDCP of one signalling radio bearer: R R R SN(5) ‖ data ‖ MAC-I(32), where data and MAC-I are ciphered (TS 36.323 5.1.1, 5.1.2.2,
/// 5.6, 5.7, 6.2.2). Of one thread.
public final class SrbEntity {
    private static final SnLength SN = SnLength.BITS_5;
    private static final int MAC_OCTETS = 4;

    private final String name;
    private final int bearer;
    private final Direction transmitDirection;
    private final Consumer<? super PdcpEvent> events;
    private final CountWatch transmitWatch;
    private final CountWatch receiveWatch;
    private final PduBatch one = new PduBatch(1);

    private @Nullable SecurityContext security;
    private Protection transmitProtection = Protection.NONE;
    private Protection receiveProtection = Protection.NONE;
    private long nextTransmitCount;
    private long nextReceiveCount;

    private int unverifiedHeader;
    private int unverifiedMac;
    private long unverifiedCount = -1;

    /// @param rbId 1 or 2 (SRB1, SRB2); BEARER is one less
    /// @param transmitDirection uplink in a UE, downlink in an eNB
    /// @param countThreshold COUNT from which [PdcpEvent.CountNearWrap] is reported, once per key and direction
    public SrbEntity(
            int rbId,
            Direction transmitDirection,
            long countThreshold,
            Consumer<? super PdcpEvent> events) {
        if (rbId < 1 || rbId > 32) throw new IllegalArgumentException("radio bearer " + rbId);
        this.name = "SRB" + rbId;
        this.bearer = rbId - 1;
        this.transmitDirection = transmitDirection;
        this.events = events;
        transmitWatch = new CountWatch(name, transmitDirection, countThreshold, events);
        receiveWatch = new CountWatch(name, transmitDirection.opposite(), countThreshold, events);
    }

    public SrbEntity(int rbId, Direction transmitDirection, Consumer<? super PdcpEvent> events) {
        this(rbId, transmitDirection, DrbSettings.DEFAULT_COUNT_THRESHOLD, events);
    }

    /// Sets the keys; how far they are used is said by [#protectTransmit] and [#protectReceive].
    public void use(SecurityContext context) {
        security = context;
    }

    public void protectTransmit(Protection protection) {
        transmitProtection = checked(protection);
    }

    public void protectReceive(Protection protection) {
        receiveProtection = checked(protection);
    }

    public Protection transmitProtection() {
        return transmitProtection;
    }

    public Protection receiveProtection() {
        return receiveProtection;
    }

    private Protection checked(Protection protection) {
        if (protection != Protection.NONE && security == null) {
            throw new IllegalStateException(name + ": no security context");
        }
        return protection;
    }

    /// After a handover or RRC re-establishment: COUNT starts at 0 both ways under new keys, fully protected (TS 36.323 5.2.1.3, 5.2.2.3;
    /// TS 36.331 5.3.5.4).
    public void reestablish(SecurityContext context) {
        use(context);
        nextTransmitCount = 0;
        nextReceiveCount = 0;
        unverifiedCount = -1;
        transmitProtection = Protection.INTEGRITY_AND_CIPHERING;
        receiveProtection = Protection.INTEGRITY_AND_CIPHERING;
        transmitWatch.newKey();
        receiveWatch.newKey();
    }

    /// Goes on where another entity of this bearer left off.
    public void resume(SnStatus status) {
        nextTransmitCount = status.transmitCount();
        nextReceiveCount = status.receiveCount();
    }

    /// COUNT of the next PDU to be sent.
    public long nextTransmitCount() {
        return nextTransmitCount;
    }

    /// COUNT that the next PDU in sequence will have: RX_HFN ‖ Next_PDCP_RX_SN.
    public long nextReceiveCount() {
        return nextReceiveCount;
    }

    /// Header, MAC-I and ciphering around an SDU, in its own buffer where that has one octet of headroom and four of tailroom. Takes over
    /// the SDU.
    ///
    /// @return the PDU, or null when COUNT is used up (dropped, reported)
    public @Nullable ByteBuf transmit(ByteBuf sdu) {
        if (nextTransmitCount == CountWatch.END) {
            sdu.release();
            transmitWatch.exhausted();
            return null;
        }
        long count = nextTransmitCount++;
        ByteBuf pdu = PduBuffers.withRoom(sdu, SN.headerOctets(), MAC_OCTETS);
        int start = pdu.readerIndex();
        SN.write(pdu, start, SN.sn(count));
        int mac = 0;
        SecurityContext context = security;
        if (context != null && transmitProtection != Protection.NONE) {
            mac = mac(context, pdu, start, pdu.readableBytes(), count, transmitDirection);
        }
        pdu.writeInt(mac);
        if (context != null && transmitProtection == Protection.INTEGRITY_AND_CIPHERING) {
            cipher(context, pdu, count, transmitDirection);
        }
        transmitWatch.used(count);
        return pdu;
    }

    /// Deciphers and checks a PDU in place. One that fails is released and reported, and changes nothing else. Takes over the PDU.
    ///
    /// @return the SDU, in the same buffer, or null
    public @Nullable ByteBuf receive(ByteBuf pdu) {
        int start = pdu.readerIndex();
        if (pdu.readableBytes() < SN.headerOctets() + MAC_OCTETS) {
            events.accept(new PdcpEvent.TooShort(name, pdu.readableBytes()));
            pdu.release();
            return null;
        }
        int sn = SN.readSn(pdu, start);
        long hfn = SN.hfn(nextReceiveCount);
        if (sn < SN.sn(nextReceiveCount)) hfn++;
        long count = SN.count(hfn, sn);
        if (count >= CountWatch.END) {
            pdu.release();
            receiveWatch.exhausted();
            return null;
        }
        SecurityContext context = security;
        Direction direction = transmitDirection.opposite();
        boolean secured = context != null && receiveProtection != Protection.NONE;
        if (context != null && receiveProtection == Protection.INTEGRITY_AND_CIPHERING) {
            if (pdu.isReadOnly()) pdu = PduBuffers.writable(pdu);
            start = pdu.readerIndex();
            cipher(context, pdu, count, direction);
        }
        int withoutMac = pdu.readableBytes() - MAC_OCTETS;
        int received = pdu.getInt(start + withoutMac);
        if (secured && mac(context, pdu, start, withoutMac, count, direction) != received) {
            pdu.release();
            events.accept(new PdcpEvent.IntegrityFailure(name, count));
            return null;
        }
        nextReceiveCount = count + 1;
        receiveWatch.used(count);
        if (secured) {
            unverifiedCount = -1;
        } else {
            unverifiedHeader = pdu.getUnsignedByte(start);
            unverifiedMac = received;
            unverifiedCount = count;
        }
        return pdu.skipBytes(SN.headerOctets()).writerIndex(start + withoutMac);
    }

    /// Checks afterwards the MAC-I of the PDU received last, while protection was NONE: the SECURITY MODE COMMAND has to be decoded before
    /// the algorithm is known that protects it (TS 36.331 5.3.4.3).
    ///
    /// @param sdu as it was delivered; only read
    /// @return false also where the last PDU is no unverified one
    public boolean verifyLast(SecurityContext context, ByteBuf sdu) {
        if (unverifiedCount < 0) return false;
        ByteBuf pdu = Unpooled.buffer(SN.headerOctets() + sdu.readableBytes());
        pdu.writeByte(unverifiedHeader).writeBytes(sdu, sdu.readerIndex(), sdu.readableBytes());
        Direction direction = transmitDirection.opposite();
        int mac = mac(context, pdu, 0, pdu.readableBytes(), unverifiedCount, direction);
        boolean matches = mac == unverifiedMac;
        if (!matches) events.accept(new PdcpEvent.IntegrityFailure(name, unverifiedCount));
        unverifiedCount = -1;
        return matches;
    }

    private int mac(
            SecurityContext context, ByteBuf pdu, int start, int octets, long count, Direction d) {
        one.add(pdu, start, octets * 8, context.rrcIntegrity(), (int) count, bearer, d);
        try {
            context.engine().authenticate(one);
            return one.mac(0);
        } finally {
            one.clear();
        }
    }

    /// Data and MAC-I, not the header (5.6).
    private void cipher(SecurityContext context, ByteBuf pdu, long count, Direction d) {
        AlgorithmKey key = context.rrcCiphering();
        int start = pdu.readerIndex() + SN.headerOctets();
        one.add(pdu, start, (pdu.writerIndex() - start) * 8, key, (int) count, bearer, d);
        try {
            context.engine().cipher(one);
        } finally {
            one.clear();
        }
    }
}
