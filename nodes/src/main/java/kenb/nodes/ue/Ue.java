package kenb.nodes.ue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

import kenb.codec.per.DecodeException;
import kenb.codec.per.Octets;
import kenb.nodes.Event;
import kenb.nodes.Node;
import kenb.nodes.Notice;
import kenb.nodes.Outbox;
import kenb.nodes.Timer;
import kenb.nodes.nas.NasConnection;
import kenb.nodes.nas.NasMessage;
import kenb.nodes.radio.Cell;
import kenb.nodes.radio.Leg;
import kenb.nodes.radio.Radio;
import kenb.nodes.rrc.DownlinkRrc;
import kenb.nodes.rrc.RrcCodec;
import kenb.nodes.traffic.FlowReport;
import kenb.nodes.traffic.TrafficSource;
import kenb.stack.air.AirFrame;
import kenb.stack.keys.KeyPurpose;
import kenb.stack.keys.KeyRing;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// A node of UEs: hands each event to the UE and the procedure it belongs to.
public final class Ue implements Node {
    private static final String TRAFFIC = "traffic";
    private static final Duration TRAFFIC_TICK = Duration.ofMillis(2);

    private final UeConfig config;
    private final KeyRing ring;
    private final Radio radio;
    private final LongSupplier nanos;
    private final Legs legs;
    private final List<UeContext> ues = new ArrayList<>();
    private final ConnectionEstablishment establishment;
    private final Attach attach;
    private final SecurityActivation security = new SecurityActivation();
    private final Handover handover;
    private final ScgConfiguration scg;
    private final Reconfiguration reconfiguration;
    private final Measurement measurement;
    private final Detach detach;
    private long strays;

    /// @param nanos the time, for user traffic
    public Ue(
            UeConfig config,
            KeyRing ring,
            Radio radio,
            RandomGenerator random,
            LongSupplier nanos) {
        this.config = config;
        this.ring = ring;
        this.radio = radio;
        this.nanos = nanos;
        legs = new Legs(radio);
        establishment = new ConnectionEstablishment(config, random, legs);
        attach = new Attach(config, establishment);
        handover = new Handover(config, legs);
        scg = new ScgConfiguration(config, legs);
        reconfiguration = new Reconfiguration(handover, scg);
        measurement = new Measurement(config);
        detach = new Detach(config, legs);
    }

    @Override
    public String name() {
        return config.name();
    }

    /// Adds a UE; they are numbered from 0.
    public void insert(Usim usim) {
        var kasme = ring.provision(KeyPurpose.KASME, usim.kasme());
        var nas = NasConnection.ofUe(kasme, usim.nasAlgorithms(), radio.engine(), usim.nasCount());
        ues.add(new UeContext(ues.size(), usim, kasme, nas));
    }

    /// Forgets all UEs and destroys what keys are left.
    public void forgetAll() {
        ues.forEach(UeContext::forget);
        ues.clear();
    }

    /// What became of the packets sent to a UE, of which `sent` were sent.
    public FlowReport downlinkReport(int ue, long sent) {
        return ues.get(ue).sink.report(sent);
    }

    public long downlinkReceived(int ue) {
        return ues.get(ue).sink.received();
    }

    public long uplinkSent(int ue) {
        TrafficSource source = ues.get(ue).source;
        return source == null ? 0 : source.sent();
    }

    /// @return null before the UE is attached
    public java.net.@Nullable Inet4Address address(int ue) {
        return ues.get(ue).address;
    }

    /// Whether a UE has a connection.
    public boolean connected(int ue) {
        return ues.get(ue).phase != UeContext.Phase.IDLE;
    }

    /// PDUs for no leg that is here.
    public long strays() {
        return strays;
    }

    @Override
    public void on(Event event, Outbox out) {
        switch (event) {
            case UeOrder order when order.ue() < ues.size() ->
                    order(ues.get(order.ue()), order, out);
            case Event.TimerExpired(Timer timer) when timer.owner() < ues.size() ->
                    expired(timer.name(), ues.get((int) timer.owner()), out);
            default -> {}
        }
    }

    private void order(UeContext ue, UeOrder order, Outbox out) {
        switch (order) {
            case UeOrder.Attach(_, int pci) -> {
                Cell cell =
                        config.cells().stream()
                                .filter(c -> c.pci() == pci)
                                .findFirst()
                                .orElse(null);
                if (cell == null) {
                    out.report(Notice.failed(Attach.NAME, "no cell with PCI " + pci));
                } else {
                    attach.start(ue, cell, out);
                }
            }
            case UeOrder.NeighbourHeard heard -> measurement.heard(ue, heard, out);
            case UeOrder.StartTraffic(_, var flow) -> {
                ue.source = new TrafficSource(flow, ByteBufAllocator.DEFAULT, nanos.getAsLong());
                tick(ue, out);
            }
            case UeOrder.StopTraffic _ -> {
                if (ue.source != null) {
                    ue.source.stop(nanos.getAsLong());
                }
            }
            case UeOrder.Detach _ -> detach.start(ue, out);
        }
    }

    private void expired(String name, UeContext ue, Outbox out) {
        switch (name) {
            case TRAFFIC -> tick(ue, out);
            case ConnectionEstablishment.T300 -> establishment.expired(ue, out);
            case Attach.T3410 -> attach.expired(out);
            case Handover.T304 -> handover.expired(ue, out);
            case Measurement.INTERVAL -> measurement.send(ue, out);
            case Detach.T3421 -> detach.expired(out);
            default -> {}
        }
    }

    /// Sends what is due on the bearer's leg, whichever that is now.
    private void tick(UeContext ue, Outbox out) {
        TrafficSource source = ue.source;
        if (source == null || source.stopped()) {
            return;
        }
        Leg leg = ue.legOfBearer.get(DEFAULT_BEARER);
        if (leg != null) {
            for (int due = source.due(nanos.getAsLong()); due > 0; due--) {
                leg.sendUser(ue.drb(DEFAULT_BEARER), source.next(nanos.getAsLong()), out);
            }
        }
        out.start(new Timer(TRAFFIC, ue.number), TRAFFIC_TICK);
    }

    private static final int DEFAULT_BEARER = 5;

    @Override
    public void onAir(InetSocketAddress from, AirFrame frame, Outbox out) {
        Legs.Held held = legs.find(from, frame.crnti());
        if (held == null) {
            strays++;
            frame.pdu().release();
            return;
        }
        UeContext ue = held.ue();
        Leg leg = held.leg();
        leg.hear(from);
        if (ue.phase == UeContext.Phase.HANDING_OVER && leg == ue.leg) {
            handover.answered(ue, out);
        }
        switch (frame.channel()) {
            case CCCH -> common(ue, frame.pdu(), out);
            case DCCH -> dedicated(ue, leg, frame.bearer(), frame.pdu(), out);
            case DTCH -> leg.receiveUser(frame.bearer(), frame.pdu(), ue.packets(nanos), out);
        }
    }

    private void common(UeContext ue, ByteBuf pdu, Outbox out) {
        try {
            if (RrcCodec.downlinkCommon(pdu) instanceof DownlinkRrc.ConnectionSetup setup) {
                establishment.setUp(ue, setup, out);
            }
        } catch (DecodeException e) {
            out.report(Notice.event("RRC decoding", String.valueOf(e.getMessage())));
        } finally {
            pdu.release();
        }
    }

    private void dedicated(UeContext ue, Leg leg, int srb, ByteBuf pdu, Outbox out) {
        ByteBuf sdu = leg.receive(srb, pdu, out);
        if (sdu == null) {
            return;
        }
        try {
            switch (RrcCodec.downlink(sdu)) {
                case DownlinkRrc.SecurityModeCommand command ->
                        security.commanded(ue, command, sdu, out);
                case DownlinkRrc.Reconfiguration message -> {
                    reconfiguration.received(ue, message, out);
                    message.nas().forEach(nas -> nas(ue, nas, out));
                }
                case DownlinkRrc.DlInformationTransfer(_, Octets nas) -> nas(ue, nas, out);
                case DownlinkRrc.ConnectionRelease _ -> detach.connectionReleased(ue, out);
                case DownlinkRrc.ConnectionSetup _, DownlinkRrc.Other _ -> {}
            }
        } catch (DecodeException e) {
            out.report(Notice.event("RRC decoding", String.valueOf(e.getMessage())));
        } finally {
            sdu.release();
        }
    }

    private void nas(UeContext ue, Octets octets, Outbox out) {
        NasConnection.Opened opened = ue.nas.open(octets);
        if (opened == null) {
            out.report(Notice.event("NAS", "downlink message dropped: MAC or COUNT"));
            return;
        }
        switch (opened.message()) {
            case NasMessage.AttachAccept accept -> attach.accepted(ue, accept, out);
            case NasMessage.AttachReject reject -> attach.rejected(ue, reject, out);
            case NasMessage.DetachAccept _ -> detach.accepted(ue, out);
            case NasMessage.AttachRequest _,
                    NasMessage.AttachComplete _,
                    NasMessage.DetachRequest _,
                    NasMessage.Other _ ->
                    out.report(Notice.event("NAS", "not expected: " + opened.message()));
        }
    }
}
