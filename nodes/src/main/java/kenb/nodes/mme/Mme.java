package kenb.nodes.mme;

import kenb.codec.per.DecodeException;
import kenb.codec.per.Octets;
import kenb.nodes.Event;
import kenb.nodes.Node;
import kenb.nodes.Notice;
import kenb.nodes.Outbox;
import kenb.nodes.Timer;
import kenb.nodes.nas.NasConnection;
import kenb.nodes.nas.NasMessage;
import kenb.nodes.s1ap.S1Cause;
import kenb.nodes.s1ap.S1Message;
import kenb.nodes.upe.SessionMessage;
import kenb.stack.ap.ApProtocol;
import kenb.stack.cipher.CipherEngine;
import kenb.stack.keys.KeyPurpose;
import kenb.stack.keys.KeyRing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;

/// An MME: hands each event to the procedure it belongs to.
public final class Mme implements Node {
    private final MmeConfig config;
    private final KeyRing ring;
    private final CipherEngine engine;
    private final MmeUes ues = new MmeUes();
    private final Map<Integer, String> enbs = new HashMap<>();
    private final S1Setup s1Setup;
    private final Attach attach;
    private final PathSwitch pathSwitch;
    private final ErabModificationIndication erabModification;
    private final Detach detach;
    private long lastUe;

    public Mme(MmeConfig config, KeyRing ring, CipherEngine engine) {
        this.config = config;
        this.ring = ring;
        this.engine = engine;
        var sessions = new SessionControl();
        s1Setup = new S1Setup(config);
        attach = new Attach(config, sessions);
        pathSwitch = new PathSwitch(sessions);
        erabModification = new ErabModificationIndication(sessions);
        detach = new Detach(sessions);
    }

    @Override
    public String name() {
        return config.name();
    }

    /// Makes a UE known, as an authentication would have.
    public void provision(Subscriber subscriber) {
        var kasme = ring.provision(KeyPurpose.KASME, subscriber.kasme());
        var nas =
                NasConnection.ofNetwork(
                        kasme, subscriber.nasAlgorithms(), engine, subscriber.nasCount());
        ues.add(
                new MmeUe(
                        ++lastUe,
                        subscriber.guti(),
                        subscriber.ksi(),
                        kasme,
                        nas,
                        subscriber.capabilities()));
    }

    /// Forgets all UEs and destroys what keys are left.
    public void forgetAll() {
        for (MmeUe ue : new ArrayList<>(ues.all())) {
            ue.forget();
            ues.remove(ue);
        }
    }

    @Override
    public void on(Event event, Outbox out) {
        switch (event) {
            case Event.AssociationUp(int association, _, var remote, _) ->
                    enbs.put(association, remote.getAddress().getHostAddress());
            case Event.AssociationDown(int association, _, boolean inOrder, String reason) -> {
                String text = "association with " + enbs.remove(association) + ": " + reason;
                out.report(inOrder ? Notice.step("SCTP", text) : Notice.event("SCTP", text));
            }
            case Event.S1apReceived(int association, S1Message message) ->
                    received(association, message, out);
            case Event.Undecodable(_, ApProtocol protocol, String reason) ->
                    out.report(Notice.event(protocol + " decoding", reason));
            case Event.SessionReceived(SessionMessage message) -> session(message, out);
            case Event.TimerExpired(Timer timer) -> {
                MmeUe ue = ues.find(timer.owner());
                if (ue != null) {
                    attach.expired(ue, out);
                }
            }
            case Event.X2apReceived _, Event.Order _ -> {}
        }
    }

    private void received(int association, S1Message message, Outbox out) {
        switch (message) {
            case S1Message.S1SetupRequest request -> {
                if (s1Setup.requested(association, request, out)) {
                    enbs.put(association, request.name());
                }
            }
            case S1Message.InitialUeMessage initial -> initialUeMessage(association, initial, out);
            case S1Message.UplinkNasTransport(long id, _, Octets nas, _, _) ->
                    withUe(
                            id,
                            association,
                            "UPLINK NAS TRANSPORT",
                            out,
                            ue -> uplinkNas(ue, nas, out));
            case S1Message.InitialContextSetupResponse response ->
                    withUe(
                            response.mmeUe(),
                            association,
                            "INITIAL CONTEXT SETUP RESPONSE",
                            out,
                            ue -> attach.contextSetUp(ue, response, out));
            case S1Message.InitialContextSetupFailure failure ->
                    withUe(
                            failure.mmeUe(),
                            association,
                            "INITIAL CONTEXT SETUP FAILURE",
                            out,
                            ue -> attach.contextFailed(ue, failure, out));
            case S1Message.PathSwitchRequest request -> {
                MmeUe ue = ues.find(request.sourceMmeUe());
                if (ue == null) {
                    PathSwitch.refuse(
                            association, request, "unknown UE " + request.sourceMmeUe(), out);
                } else {
                    pathSwitch.requested(
                            ue,
                            association,
                            enbs.getOrDefault(association, "an eNB"),
                            request,
                            out);
                }
            }
            case S1Message.ErabModificationIndication indication ->
                    withUe(
                            indication.mmeUe(),
                            association,
                            "E-RAB MODIFICATION INDICATION",
                            out,
                            ue -> erabModification.indicated(ue, indication, out));
            case S1Message.UeContextReleaseRequest(long id, _, S1Cause cause) ->
                    withUe(
                            id,
                            association,
                            "UE CONTEXT RELEASE REQUEST",
                            out,
                            ue -> {
                                out.report(
                                        Notice.step(
                                                Detach.RELEASE, "the eNB asks for it: " + cause));
                                detach.release(ue, cause, out);
                            });
            case S1Message.UeContextReleaseComplete(long id, _) ->
                    withUe(
                            id,
                            association,
                            "UE CONTEXT RELEASE COMPLETE",
                            out,
                            ue -> detach.released(ue, out));
            case S1Message.ErrorIndication(String text) ->
                    out.report(
                            Notice.event(
                                    "S1AP",
                                    enbs.get(association) + " indicates an error: " + text));
            case S1Message.S1SetupResponse _,
                    S1Message.S1SetupFailure _,
                    S1Message.DownlinkNasTransport _,
                    S1Message.InitialContextSetupRequest _,
                    S1Message.PathSwitchRequestAcknowledge _,
                    S1Message.PathSwitchRequestFailure _,
                    S1Message.ErabModificationConfirm _,
                    S1Message.UeContextReleaseCommand _,
                    S1Message.Other _ ->
                    out.report(
                            Notice.event(
                                    "S1AP",
                                    "not for an MME: " + message.getClass().getSimpleName()));
        }
    }

    /// Only the eNB that has the UE may speak of it; PATH SWITCH REQUEST is how another one gets it.
    private void withUe(
            long id,
            int association,
            String what,
            Outbox out,
            java.util.function.Consumer<MmeUe> action) {
        MmeUe ue = ues.find(id);
        if (ue == null || ue.association != association) {
            out.report(
                    Notice.event(
                            "S1AP",
                            what
                                    + (ue == null
                                            ? " for unknown UE "
                                            : " from an eNB that does not have UE ")
                                    + id));
            return;
        }
        action.accept(ue);
    }

    private void initialUeMessage(int association, S1Message.InitialUeMessage initial, Outbox out) {
        NasMessage plain;
        try {
            plain = NasConnection.peek(initial.nas());
        } catch (DecodeException e) {
            out.report(Notice.event("NAS decoding", String.valueOf(e.getMessage())));
            return;
        }
        if (!(plain instanceof NasMessage.AttachRequest request)) {
            out.report(Notice.event("NAS", "initial message refused: " + plain));
            return;
        }
        MmeUe ue = ues.find(request.identity());
        if (ue == null || ue.ksi != request.ksi()) {
            out.report(
                    Notice.failed(
                            Attach.NAME,
                            "no security context %d for %s; authentication is not here yet"
                                    .formatted(request.ksi(), request.identity())));
            return;
        }
        NasConnection.Opened opened = ue.nas.open(initial.nas());
        if (opened == null) {
            out.report(
                    Notice.failed(
                            Attach.NAME, "the request's NAS MAC is wrong or its COUNT is old"));
            return;
        }
        ue.association = association;
        ue.enbUe = initial.enbUe();
        ue.enb = enbs.getOrDefault(association, "an eNB");
        attach.requested(ue, request, opened.count(), out);
    }

    private void uplinkNas(MmeUe ue, Octets nas, Outbox out) {
        NasConnection.Opened opened = ue.nas.open(nas);
        if (opened == null) {
            out.report(
                    Notice.event(
                            "NAS", "uplink message of UE " + ue.id + " dropped: MAC or COUNT"));
            return;
        }
        switch (opened.message()) {
            case NasMessage.AttachComplete complete -> attach.completed(ue, complete, out);
            case NasMessage.DetachRequest request -> detach.requested(ue, request, out);
            case NasMessage.AttachRequest _,
                    NasMessage.AttachAccept _,
                    NasMessage.AttachReject _,
                    NasMessage.DetachAccept _,
                    NasMessage.Other _ ->
                    out.report(Notice.event("NAS", "not expected now: " + opened.message()));
        }
    }

    private void session(SessionMessage message, Outbox out) {
        MmeUe ue = ues.find(message.session());
        if (ue == null) {
            return;
        }
        switch (message) {
            case SessionMessage.CreateSessionResponse response ->
                    attach.sessionCreated(ue, response, out);
            case SessionMessage.ModifyBearerResponse response -> bearerModified(ue, response, out);
            case SessionMessage.DeleteSessionResponse _,
                    SessionMessage.CreateSessionRequest _,
                    SessionMessage.ModifyBearerRequest _,
                    SessionMessage.DeleteSessionRequest _ -> {}
        }
    }

    private void bearerModified(
            MmeUe ue, SessionMessage.ModifyBearerResponse response, Outbox out) {
        MmeUe.BearerMove move = ue.move;
        if (move == null || !ue.moving.remove(response.epsBearerId())) {
            return;
        }
        if (response.accepted()) {
            ue.moved.add(response.epsBearerId());
        }
        if (!ue.moving.isEmpty()) {
            return;
        }
        ue.move = null;
        switch (move) {
            case INITIAL_CONTEXT_SETUP -> {}
            case PATH_SWITCH -> pathSwitch.bearersMoved(ue, out);
            case ERAB_MODIFICATION -> erabModification.bearersMoved(ue, out);
        }
    }
}
