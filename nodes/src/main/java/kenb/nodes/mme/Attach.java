package kenb.nodes.mme;

import kenb.codec.per.Octets;
import kenb.nodes.Erab;
import kenb.nodes.KeyOctets;
import kenb.nodes.Notice;
import kenb.nodes.Outbox;
import kenb.nodes.Timer;
import kenb.nodes.nas.NasMessage.AttachAccept;
import kenb.nodes.nas.NasMessage.AttachComplete;
import kenb.nodes.nas.NasMessage.AttachRequest;
import kenb.nodes.s1ap.S1Message.InitialContextSetupFailure;
import kenb.nodes.s1ap.S1Message.InitialContextSetupRequest;
import kenb.nodes.s1ap.S1Message.InitialContextSetupResponse;
import kenb.nodes.upe.SessionMessage.CreateSessionRequest;
import kenb.nodes.upe.SessionMessage.CreateSessionResponse;
import kenb.stack.keys.EpsKeys;
import kenb.stack.keys.Key;
import kenb.stack.keys.NhChain;

/// Attach with a native security context, and the initial context set-up it brings (TS 24.301 §5.5.1.2, TS 36.413 §8.3.1,
/// TS 33.401 §7.2.6.2): the ATTACH REQUEST's NAS COUNT makes K_eNB from K_ASME, the {NH, NCC} chain starts.
final class Attach {
    static final String NAME = "Attach";
    static final String SETUP = "Initial Context Setup";
    static final int DEFAULT_BEARER = 5;
    private static final int QCI = 9;

    private final MmeConfig config;
    private final SessionControl sessions;

    Attach(MmeConfig config, SessionControl sessions) {
        this.config = config;
        this.sessions = sessions;
    }

    /// The request came and its MAC is right; `uplinkNasCount` is its COUNT.
    void requested(MmeUe ue, AttachRequest request, long uplinkNasCount, Outbox out) {
        ue.esmTransaction = request.transaction();
        ue.forgetAccessKeys();
        Key kenb = EpsKeys.kenb(ue.kasme, uplinkNasCount);
        ue.kenb = kenb;
        ue.nhChain = new NhChain(ue.kasme, kenb);
        ue.phase = MmeUe.Phase.CREATING_SESSION;
        out.report(
                Notice.step(
                        NAME,
                        "request verified, uplink NAS COUNT %d, K_eNB %s derived"
                                .formatted(uplinkNasCount, kenb.fingerprint())));
        out.start(supervision(ue), config.supervision());
        out.session(new CreateSessionRequest(sessions.next(), ue.id, DEFAULT_BEARER));
    }

    void sessionCreated(MmeUe ue, CreateSessionResponse response, Outbox out) {
        Key kenb = ue.kenb;
        if (ue.phase != MmeUe.Phase.CREATING_SESSION || kenb == null) {
            return;
        }
        ue.address = response.ueAddress();
        ue.uplink.put(response.epsBearerId(), response.uplink());
        ue.phase = MmeUe.Phase.SETTING_UP_CONTEXT;
        Octets accept =
                ue.nas.protect(
                        new AttachAccept(
                                ue.guti,
                                config.tai(),
                                DEFAULT_BEARER,
                                ue.esmTransaction,
                                QCI,
                                config.apn(),
                                response.ueAddress()));
        var octets = new KeyOctets(kenb.export(ue.enb));
        out.s1ap(
                ue.association,
                ue.id,
                new InitialContextSetupRequest(
                        ue.id,
                        ue.enbUe,
                        config.ambr(),
                        new Erab(DEFAULT_BEARER, QCI, response.uplink()),
                        accept,
                        ue.capabilities,
                        octets));
        out.report(Notice.step(SETUP, "K_eNB " + kenb.fingerprint() + " sent to the eNB"));
    }

    void contextSetUp(MmeUe ue, InitialContextSetupResponse response, Outbox out) {
        if (ue.phase != MmeUe.Phase.SETTING_UP_CONTEXT) {
            return;
        }
        ue.phase = MmeUe.Phase.CONNECTED;
        // The eNB has it now; the MME needs only the chain (TS 33.401 §7.2.8.1).
        if (ue.kenb != null) {
            ue.kenb.destroy();
            ue.kenb = null;
        }
        out.stop(supervision(ue));
        sessions.move(ue, response.erabs(), MmeUe.BearerMove.INITIAL_CONTEXT_SETUP, out);
        out.report(Notice.done(SETUP, "for UE " + ue.id));
    }

    void contextFailed(MmeUe ue, InitialContextSetupFailure failure, Outbox out) {
        out.stop(supervision(ue));
        out.report(Notice.failed(SETUP, "the eNB says: " + failure.cause()));
        abandon(ue, out);
    }

    void expired(MmeUe ue, Outbox out) {
        out.report(
                Notice.failed(
                        ue.phase == MmeUe.Phase.CREATING_SESSION ? NAME : SETUP,
                        "no answer in " + config.supervision().toMillis() + " ms"));
        abandon(ue, out);
    }

    private void abandon(MmeUe ue, Outbox out) {
        sessions.delete(ue, out);
        ue.forgetAccessKeys();
        ue.phase = MmeUe.Phase.IDLE;
        ue.enbUe = -1;
    }

    void completed(MmeUe ue, AttachComplete complete, Outbox out) {
        out.report(Notice.done(NAME, "UE %d has bearer %d".formatted(ue.id, complete.epsBearer())));
    }

    static Timer supervision(MmeUe ue) {
        return new Timer(SETUP, ue.id);
    }
}
