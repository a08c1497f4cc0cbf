package kenb.nodes.enb;

import io.netty.buffer.ByteBuf;

import kenb.codec.per.DecodeException;
import kenb.nodes.Event;
import kenb.nodes.Node;
import kenb.nodes.Notice;
import kenb.nodes.Outbox;
import kenb.nodes.Timer;
import kenb.nodes.radio.Radio;
import kenb.nodes.rrc.RrcCodec;
import kenb.nodes.rrc.UplinkRrc;
import kenb.stack.air.AirFrame;
import kenb.stack.ap.ApProtocol;
import kenb.stack.keys.KeyRing;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.random.RandomGenerator;

/// An eNB: hands each event to the procedure it belongs to.
public final class Enb implements Node {
    private final EnbConfig config;
    private final Site site;
    private final S1Setup s1Setup;
    private final X2Setup x2Setup;
    private final S1Dispatch s1;
    private final X2Dispatch x2;
    private final RrcDispatch rrc;
    private final EnbTimers timers;
    private final ConnectionEstablishment establishment;
    private final ScgAdmission scgAdmission;

    public Enb(EnbConfig config, KeyRing ring, Radio radio, RandomGenerator random) {
        this.config = config;
        site = new Site(config, ring, radio, random);
        s1Setup = new S1Setup(site);
        x2Setup = new X2Setup(site);
        establishment = new ConnectionEstablishment(site);
        scgAdmission = new ScgAdmission(site);
        var contextSetup = new InitialContextSetup(site);
        var pathSwitch = new PathSwitch(site);
        var preparation = new HandoverPreparation(site);
        var arrival = new HandoverArrival(site, pathSwitch);
        var senbAddition = new SenbAddition(site);
        var release = new ContextRelease(site, senbAddition);
        s1 = new S1Dispatch(site, s1Setup, contextSetup, pathSwitch, senbAddition, release);
        x2 = new X2Dispatch(site, x2Setup, preparation, arrival, senbAddition, scgAdmission);
        rrc =
                new RrcDispatch(
                        site, establishment, contextSetup, arrival, preparation, senbAddition);
        timers =
                new EnbTimers(
                        site,
                        s1Setup,
                        x2Setup,
                        establishment,
                        contextSetup,
                        preparation,
                        arrival,
                        pathSwitch,
                        senbAddition,
                        scgAdmission);
    }

    @Override
    public String name() {
        return config.name();
    }

    @Override
    public void on(Event event, Outbox out) {
        switch (event) {
            case Event.AssociationUp(
                            int association,
                            ApProtocol protocol,
                            _,
                            boolean initiatedHere) -> {
                if (initiatedHere && protocol == ApProtocol.S1AP) {
                    s1Setup.start(association, out);
                } else if (initiatedHere) {
                    x2Setup.start(association, out);
                }
            }
            case Event.AssociationDown down -> associationDown(down, out);
            case Event.S1apReceived(int association, var message) ->
                    s1.received(association, message, out);
            case Event.X2apReceived(int association, var message) ->
                    x2.received(association, message, out);
            case Event.Undecodable(int association, ApProtocol protocol, String reason) ->
                    out.report(
                            Notice.event(
                                    protocol + " decoding",
                                    (protocol == ApProtocol.X2AP
                                                    ? "from " + site.peer(association) + ": "
                                                    : "")
                                            + reason));
            case Event.TimerExpired(Timer timer) -> timers.expired(timer, out);
            case Event.SessionReceived _, Event.Order _ -> {}
        }
    }

    private void associationDown(Event.AssociationDown down, Outbox out) {
        int association = down.association();
        boolean s1 = down.protocol() == ApProtocol.S1AP;
        String text =
                (s1 ? "S1" : "X2 with " + site.peer(association))
                        + " association: "
                        + down.reason();
        out.report(down.inOrder() ? Notice.step("SCTP", text) : Notice.event("SCTP", text));
        if (s1) {
            if (site.mme == association) {
                site.mme = -1;
            }
            return;
        }
        out.stop(X2Setup.timer(association));
        site.remove(association);
        // Nobody can release what a lost MeNB had here.
        site.ues.scgOf(association).forEach(ue -> scgAdmission.abandoned(ue, out));
    }

    @Override
    public void onAir(InetSocketAddress from, AirFrame frame, Outbox out) {
        switch (frame.channel()) {
            case CCCH -> common(from, frame, out);
            case DCCH -> {
                if (site.ues.findByCrnti(frame.crnti()) instanceof EnbUe ue) {
                    ue.leg.hear(from);
                    rrc.received(ue, frame.bearer(), frame.pdu(), out);
                } else {
                    stray(frame, out);
                }
            }
            case DTCH -> traffic(from, frame, out);
        }
    }

    private void traffic(InetSocketAddress from, AirFrame frame, Outbox out) {
        switch (site.ues.findByCrnti(frame.crnti())) {
            case EnbUe ue -> {
                Bearer bearer = bearer(ue.bearers, frame.bearer());
                if (bearer == null) {
                    stray(frame, out);
                    return;
                }
                bearer.fromUe(frame.pdu(), out);
            }
            case ScgUe ue -> {
                Bearer bearer = bearer(ue.bearers, frame.bearer());
                if (bearer == null) {
                    stray(frame, out);
                    return;
                }
                if (ue.leg.hear(from)) {
                    scgAdmission.arrived(ue, out);
                }
                bearer.fromUe(frame.pdu(), out);
            }
            case null, default -> stray(frame, out);
        }
    }

    private static @org.jspecify.annotations.Nullable Bearer bearer(
            java.util.Map<Integer, Bearer> bearers, int drb) {
        for (Bearer bearer : bearers.values()) {
            if (bearer.drb() == drb) {
                return bearer;
            }
        }
        return null;
    }

    private void common(InetSocketAddress from, AirFrame frame, Outbox out) {
        ByteBuf pdu = frame.pdu();
        try {
            if (RrcCodec.uplinkCommon(pdu) instanceof UplinkRrc.ConnectionRequest request) {
                establishment.requested(from, frame.crnti(), request, out);
            }
        } catch (DecodeException e) {
            out.report(Notice.event("RRC decoding", String.valueOf(e.getMessage())));
        } finally {
            pdu.release();
        }
    }

    /// Nobody's PDU: an old leg's, or a foreign one's.
    private void stray(AirFrame frame, Outbox out) {
        strays++;
        frame.pdu().release();
    }

    private long strays;

    /// PDUs for no UE that is here.
    public long strays() {
        return strays;
    }

    /// Forgets all UEs and destroys what keys are left.
    public void forgetAll(Outbox out) {
        site.ues.allScg().forEach(ue -> scgAdmission.abandoned(ue, out));
        List.copyOf(site.ues.all()).forEach(ue -> site.forget(ue, out));
    }

    /// UEs connected here.
    public int ues() {
        return site.ues.all().size();
    }

    /// GTP-U tunnel ends open now.
    public int tunnels() {
        return site.userPlane.open();
    }

    @Override
    public void onGtpu(InetSocketAddress from, ByteBuf message, Outbox out) {
        site.userPlane.receive(from, message, out);
    }
}
