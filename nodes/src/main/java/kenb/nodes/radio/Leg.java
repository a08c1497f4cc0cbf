package kenb.nodes.radio;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;

import kenb.codec.per.Octets;
import kenb.nodes.Algorithms;
import kenb.nodes.Notice;
import kenb.nodes.Outbox;
import kenb.nodes.rrc.DownlinkRrc;
import kenb.nodes.rrc.RrcCodec;
import kenb.nodes.rrc.UplinkRrc;
import kenb.stack.air.AirFrame;
import kenb.stack.air.AirFraming;
import kenb.stack.cipher.AlgorithmKey;
import kenb.stack.cipher.CipheringAlgorithm;
import kenb.stack.cipher.Direction;
import kenb.stack.cipher.PduBatch;
import kenb.stack.keys.Key;
import kenb.stack.pdcp.DrbEntity;
import kenb.stack.pdcp.DrbSettings;
import kenb.stack.pdcp.PdcpEvent;
import kenb.stack.pdcp.Protection;
import kenb.stack.pdcp.SecurityContext;
import kenb.stack.pdcp.SnLength;
import kenb.stack.pdcp.SnStatus;
import kenb.stack.pdcp.SrbEntity;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;

/// One UE on one cell, seen from either end: the PDCP entities of its bearers and the keys they use. The same C-RNTI under
/// the same keys is one leg; a change of either is another.
public final class Leg {
    private static final int RRC_HEADROOM = AirFraming.HEADER_OCTETS + 1;
    private static final int MAC_OCTETS = 4;

    /// 32768 packets before HFN counts: Wireshark takes it for 0 at the start of each leg.
    private static final SnLength DRB_SN = SnLength.BITS_15;

    private static final int STATUS_REPORT = 0;

    private final Radio radio;
    private final int crnti;
    private final Direction sending;
    private @Nullable InetSocketAddress remote;
    private @Nullable SrbEntity srb1;
    private @Nullable SrbEntity srb2;
    private @Nullable SecurityContext security;
    private final IntObjectMap<DrbEntity> drbs = new IntObjectHashMap<>();
    private long integrityFailures;
    private boolean heard;

    /// Set while a bearer works for a caller.
    private @Nullable Outbox out;

    private @Nullable PacketSink packets;
    private int currentDrb;

    private Leg(Radio radio, int crnti, Direction sending, @Nullable InetSocketAddress remote) {
        this.radio = radio;
        this.crnti = crnti;
        this.sending = sending;
        this.remote = remote;
    }

    public static Leg ofUe(Radio radio, int crnti, InetSocketAddress cell) {
        return new Leg(radio, crnti, Direction.UPLINK, cell);
    }

    public static Leg ofNetwork(Radio radio, int crnti, InetSocketAddress ue) {
        return new Leg(radio, crnti, Direction.DOWNLINK, ue);
    }

    /// For a UE that is to come: its address is known when it does.
    public static Leg ofNetworkAwaiting(Radio radio, int crnti) {
        return new Leg(radio, crnti, Direction.DOWNLINK, null);
    }

    public int crnti() {
        return crnti;
    }

    /// Where the other end is; null while the UE is awaited.
    public @Nullable InetSocketAddress remote() {
        return remote;
    }

    /// Something came from the other end.
    ///
    /// @return whether it was the first
    public boolean hear(InetSocketAddress from) {
        boolean first = !heard;
        heard = true;
        if (remote == null) {
            remote = from;
        }
        return first;
    }

    public void setUp() {
        if (srb1 == null) {
            srb1 = new SrbEntity(1, sending, this::event);
        }
    }

    /// SRB 2, which starts under the security that SRB 1 has.
    public void addSrb2() {
        if (srb2 == null) {
            srb2 = new SrbEntity(2, sending, this::event);
            if (security != null) {
                srb2.use(security);
                srb2.protectTransmit(Protection.INTEGRITY_AND_CIPHERING);
                srb2.protectReceive(Protection.INTEGRITY_AND_CIPHERING);
            }
        }
    }

    public boolean hasSrb2() {
        return srb2 != null;
    }

    /// Derives all keys of the leg from K_eNB; what they protect is said by the methods below.
    public void secure(Key kenb, Algorithms algorithms) {
        var context =
                SecurityContext.derive(
                        kenb, algorithms.ciphering(), algorithms.integrity(), radio.engine());
        security = context;
        srb(1).use(context);
        if (srb2 != null) {
            srb2.use(context);
        }
        radio.observer().secured(this, context);
    }

    /// Derives K_UPenc alone: a leg of a secondary cell group (TS 33.401 E.2.4).
    public void secureUserPlane(Key sKenb, CipheringAlgorithm ciphering) {
        var context = SecurityContext.deriveUserPlane(sKenb, ciphering, radio.engine());
        security = context;
        radio.observer().secured(this, context);
    }

    /// Goes back to no security: the keys were wrong.
    public void unsecure() {
        if (security != null) {
            security.destroy();
            security = null;
        }
    }

    public @Nullable SecurityContext security() {
        return security;
    }

    /// Integrity of what is sent on SRB 1.
    public void startSendingIntegrity() {
        srb(1).protectTransmit(Protection.INTEGRITY);
    }

    public void startSendingCiphered() {
        srb(1).protectTransmit(Protection.INTEGRITY_AND_CIPHERING);
    }

    public void startReceivingCiphered() {
        srb(1).protectReceive(Protection.INTEGRITY_AND_CIPHERING);
    }

    /// Everything at once, as after a handover.
    public void startAll() {
        startSendingCiphered();
        startReceivingCiphered();
        addSrb2();
    }

    /// Whether the PDU received last on SRB 1, before protection, has the right MAC-I under the keys now set.
    public boolean verifyLast(ByteBuf sdu) {
        return security != null && srb(1).verifyLast(security, sdu);
    }

    public void sendCcch(DownlinkRrc message, Outbox out) {
        sendCommon(RrcCodec.encodeCommon(message), out);
    }

    public void sendCcch(UplinkRrc message, Outbox out) {
        sendCommon(RrcCodec.encodeCommon(message), out);
    }

    private void sendCommon(Octets message, Outbox out) {
        InetSocketAddress to = remote;
        if (to != null) {
            out.air(to, AirFrame.common(crnti, sending, buffer(message)));
        }
    }

    public void send(int srb, DownlinkRrc message, Outbox out) {
        sendEncoded(srb, RrcCodec.encode(message), out);
    }

    public void send(int srb, UplinkRrc message, Outbox out) {
        sendEncoded(srb, RrcCodec.encode(message), out);
    }

    /// Sends an RRC message that is already octets.
    public void sendEncoded(int srb, Octets message, Outbox out) {
        InetSocketAddress to = remote;
        if (to == null) {
            return;
        }
        SrbEntity entity = srb(srb);
        Protection protection = entity.transmitProtection();
        ByteBuf pdu = entity.transmit(buffer(message));
        if (pdu != null) {
            radio.counters().sent++;
            out.air(to, AirFrame.signalling(crnti, protection, sending, srb, pdu));
        }
    }

    private static ByteBuf buffer(Octets message) {
        ByteBuf buffer =
                ByteBufAllocator.DEFAULT.buffer(RRC_HEADROOM + message.length() + MAC_OCTETS);
        buffer.setIndex(RRC_HEADROOM, RRC_HEADROOM);
        message.writeTo(buffer);
        return buffer;
    }

    /// Deciphers and verifies a PDU of an SRB; takes it over.
    ///
    /// @return the RRC message, which the caller owns, or null when the PDU was dropped
    public @Nullable ByteBuf receive(int srb, ByteBuf pdu, Outbox out) {
        radio.counters().received++;
        SrbEntity entity = srb == 1 ? srb1 : srb == 2 ? srb2 : null;
        if (entity == null) {
            pdu.release();
            return null;
        }
        this.out = out;
        try {
            return entity.receive(pdu);
        } finally {
            this.out = null;
        }
    }

    /// Numbers and ciphers a packet and sends it; takes it over.
    public void sendUser(int drb, ByteBuf packet, Outbox out) {
        if (remote == null) {
            packet.release();
            return;
        }
        DrbEntity entity = drb(drb);
        this.out = out;
        currentDrb = drb;
        try {
            entity.transmit(packet);
            entity.flushTransmit();
        } finally {
            this.out = null;
        }
    }

    /// Takes a packet over.
    @FunctionalInterface
    public interface PacketSink {
        void packet(ByteBuf packet, Outbox out);
    }

    /// Deciphers a PDU of a DRB; takes it over. The packet, if any, goes to `packets`.
    public void receiveUser(int drb, ByteBuf pdu, PacketSink packets, Outbox out) {
        radio.counters().received++;
        DrbEntity entity = drb(drb);
        this.packets = packets;
        this.out = out;
        try {
            entity.receive(pdu);
            entity.flushReceive();
        } finally {
            this.packets = null;
            this.out = null;
        }
    }

    /// Says which packet of a bearer is expected next (TS 36.323 §5.3.1, §6.2.6): D/C 0 ‖ type(3) ‖ 0(5) ‖ first missing SN(15).
    public void sendStatusReport(int drb, Outbox out) {
        InetSocketAddress to = remote;
        if (to == null) {
            return;
        }
        int firstMissing = DRB_SN.sn(drb(drb).status().receiveCount());
        ByteBuf report = ByteBufAllocator.DEFAULT.buffer(AirFraming.HEADER_OCTETS + 3);
        report.setIndex(AirFraming.HEADER_OCTETS, AirFraming.HEADER_OCTETS);
        report.writeMedium(STATUS_REPORT << 20 | firstMissing);
        radio.counters().sent++;
        out.air(to, AirFrame.user(crnti, sending, drb, DRB_SN.bits(), report));
    }

    /// COUNT of the next uplink packet: at the UE the next sent, at the network the first not received.
    public long nextUplinkCount(int drb) {
        SnStatus status = drb(drb).status();
        return sending == Direction.UPLINK ? status.transmitCount() : status.receiveCount();
    }

    public long nextDownlinkCount(int drb) {
        SnStatus status = drb(drb).status();
        return sending == Direction.UPLINK ? status.receiveCount() : status.transmitCount();
    }

    /// A bearer that comes from another leg keeps its numbers.
    public void continueFrom(int drb, long uplinkCount, long downlinkCount) {
        drb(drb).resume(
                        sending == Direction.UPLINK
                                ? new SnStatus(uplinkCount, downlinkCount)
                                : new SnStatus(downlinkCount, uplinkCount));
    }

    /// A bearer has gone to another leg.
    public void removeUser(int drb) {
        drbs.remove(drb);
    }

    public long integrityFailures() {
        return integrityFailures;
    }

    /// shortMAC-I, by which the UE would prove in a target cell who it is (TS 36.331 §5.3.7.4): the low 16 bits of the MAC-I over
    /// cell identity(28) ‖ PCI(9) ‖ C-RNTI(16) ‖ 0(3), with COUNT, BEARER and DIRECTION all ones.
    public int shortMac(int targetCell, int sourcePci) {
        SecurityContext context = security;
        if (context == null) {
            throw new IllegalStateException("leg %04x has no keys".formatted(crnti));
        }
        long input = ((long) targetCell << 25 | (long) sourcePci << 16 | crnti) << 3;
        ByteBuf octets = Unpooled.buffer(8).writeLong(input << 8);
        var batch = new PduBatch(1);
        AlgorithmKey key = radio.engine().prepare(context.integrity(), context.kRrcInt());
        try {
            batch.add(octets, 0, 56, key, -1, 31, Direction.DOWNLINK);
            radio.engine().authenticate(batch);
            return batch.mac(0) & 0xffff;
        } finally {
            key.destroy();
        }
    }

    /// The leg's keys die; K_eNB or S-K_eNB is its holder's business.
    public void destroyKeys() {
        if (security != null) {
            security.destroy();
            security = null;
        }
        drbs.clear();
        srb1 = null;
        srb2 = null;
    }

    private SrbEntity srb(int srb) {
        SrbEntity entity = srb == 2 ? srb2 : srb1;
        if (entity == null) {
            throw new IllegalStateException("no SRB" + srb + " on leg %04x".formatted(crnti));
        }
        return entity;
    }

    private DrbEntity drb(int drb) {
        DrbEntity entity = drbs.get(drb);
        if (entity == null) {
            SecurityContext context = security;
            if (context == null) {
                throw new IllegalStateException("leg %04x has no keys".formatted(crnti));
            }
            entity =
                    new DrbEntity(
                            DrbSettings.am(drb, DRB_SN),
                            sending,
                            context,
                            this::down,
                            this::up,
                            this::event);
            drbs.put(drb, entity);
        }
        return entity;
    }

    private void down(ByteBuf pdu, long count) {
        Outbox to = out;
        InetSocketAddress address = remote;
        if (to == null || address == null) {
            pdu.release();
            return;
        }
        radio.counters().sent++;
        to.air(address, AirFrame.user(crnti, sending, currentDrb, DRB_SN.bits(), pdu));
    }

    private void up(ByteBuf packet, long count) {
        PacketSink to = packets;
        Outbox outbox = out;
        if (to == null || outbox == null) {
            packet.release();
        } else {
            to.packet(packet, outbox);
        }
    }

    private void event(PdcpEvent event) {
        radio.counters().count(event);
        if (event instanceof PdcpEvent.IntegrityFailure(String bearer, long count)) {
            integrityFailures++;
            if (out != null) {
                out.report(
                        Notice.event(
                                "PDCP",
                                "MAC-I wrong on %s of C-RNTI %04x, COUNT %d: dropped"
                                        .formatted(bearer, crnti, count)));
            }
        }
    }
}
