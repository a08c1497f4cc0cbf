package kenb.nodes.enb;

import io.netty.buffer.ByteBuf;

import kenb.nodes.Erab;
import kenb.nodes.Outbox;
import kenb.nodes.Tunnel;
import kenb.nodes.radio.Leg;
import kenb.nodes.rrc.DownlinkRrc.Drb;
import kenb.nodes.x2ap.X2Message.SnStatus;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Queue;

/// A bearer between a UE's leg and S1-U: numbers and ciphers downlink packets, deciphers uplink ones, and keeps both in
/// order while the UE moves.
final class Bearer {
    private static final int MOST_HELD = DownlinkPath.MOST_HELD;

    private final Erab erab;
    private final int drb;
    private final Leg leg;
    private final Tunnel downlinkEnd;
    private final @Nullable Tunnel forwardingEnd;
    private final DownlinkPath downlink;
    private final Queue<ByteBuf> earlyUplink = new ArrayDeque<>();

    /// Whether COUNT is known: from the start, or from the SN STATUS TRANSFER.
    private boolean numbered;

    private boolean ueHere;
    private boolean announced;
    private long earlyDropped;
    private final Leg.PacketSink toUpe = this::toUpe;

    /// @param erab with the uplink end at the UPE
    /// @param forwardingEnd of a bearer that moves here; null for a new one
    Bearer(Erab erab, int drb, Leg leg, Tunnel downlinkEnd, @Nullable Tunnel forwardingEnd) {
        this.erab = erab;
        this.drb = drb;
        this.leg = leg;
        this.downlinkEnd = downlinkEnd;
        this.forwardingEnd = forwardingEnd;
        numbered = forwardingEnd == null;
        downlink =
                forwardingEnd == null
                        ? DownlinkPath.held(this::toUe)
                        : DownlinkPath.awaitingUe(this::toUe);
    }

    /// This lab's numbering: the default bearer, EPS bearer 5, is DRB 1.
    static int drbOf(Erab erab) {
        return Math.max(1, erab.id() - 4);
    }

    int erab() {
        return erab.id();
    }

    int qci() {
        return erab.qci();
    }

    int drb() {
        return drb;
    }

    /// Where the uplink goes.
    Tunnel uplink() {
        return erab.tunnel();
    }

    /// Where the UPE sends the downlink.
    Tunnel downlinkEnd() {
        return downlinkEnd;
    }

    @Nullable Tunnel forwardingEnd() {
        return forwardingEnd;
    }

    Leg leg() {
        return leg;
    }

    DownlinkPath downlink() {
        return downlink;
    }

    Drb configuration() {
        return new Drb(erab.id(), drb);
    }

    /// COUNT values for the node that the bearer moves to.
    SnStatus status() {
        return new SnStatus(erab.id(), leg.nextUplinkCount(drb), leg.nextDownlinkCount(drb));
    }

    /// Goes on with the numbers of the node before.
    void continueFrom(SnStatus status, Outbox out) {
        leg.continueFrom(drb, status.uplinkCount(), status.downlinkCount());
        numbered = true;
        for (ByteBuf pdu = earlyUplink.poll(); pdu != null; pdu = earlyUplink.poll()) {
            fromUe(pdu, out);
        }
        open(out);
    }

    void openToUe(Outbox out) {
        ueHere = true;
        open(out);
    }

    private void open(Outbox out) {
        if (!ueHere || !numbered) {
            return;
        }
        if (forwardingEnd != null && !announced) {
            // A bearer that moved here tells the UE where it stands (TS 36.323 §5.3.1); it is the
            // cell's first answer.
            announced = true;
            leg.sendStatusReport(drb, out);
        }
        downlink.openToUe(out);
    }

    /// The UE is about to listen elsewhere.
    void hold() {
        ueHere = false;
        downlink.hold();
    }

    void endOfForwarding(Outbox out) {
        downlink.endOfForwarding(out);
    }

    long forwarded() {
        return downlink.forwardedOn();
    }

    private void toUe(ByteBuf packet, Outbox out) {
        leg.sendUser(drb, packet, out);
    }

    /// A PDCP PDU from the UE; deciphered packets go to the UPE.
    void fromUe(ByteBuf pdu, Outbox out) {
        if (numbered) {
            leg.receiveUser(drb, pdu, toUpe, out);
        } else if (earlyUplink.size() < MOST_HELD) {
            earlyUplink.add(pdu);
        } else {
            earlyDropped++;
            pdu.release();
        }
    }

    private void toUpe(ByteBuf packet, Outbox out) {
        UserPlane.sendInTunnel(uplink(), packet, out);
    }

    /// Packets dropped because too many had to be held.
    long dropped() {
        return earlyDropped + downlink.dropped();
    }

    void close() {
        downlink.close();
        earlyUplink.forEach(ByteBuf::release);
        earlyUplink.clear();
    }
}
