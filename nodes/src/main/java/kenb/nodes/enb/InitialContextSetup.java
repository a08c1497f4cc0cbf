package kenb.nodes.enb;

import io.netty.buffer.ByteBuf;

import kenb.nodes.Algorithms;
import kenb.nodes.Erab;
import kenb.nodes.Notice;
import kenb.nodes.Outbox;
import kenb.nodes.SecurityCapabilities;
import kenb.nodes.Timer;
import kenb.nodes.rrc.DownlinkRrc;
import kenb.nodes.rrc.DownlinkRrc.Drb;
import kenb.nodes.s1ap.S1Cause;
import kenb.nodes.s1ap.S1Message.InitialContextSetupFailure;
import kenb.nodes.s1ap.S1Message.InitialContextSetupRequest;
import kenb.nodes.s1ap.S1Message.InitialContextSetupResponse;
import kenb.stack.cipher.CipheringAlgorithm;
import kenb.stack.cipher.IntegrityAlgorithm;
import kenb.stack.keys.EnbKeyChain;
import kenb.stack.keys.Key;
import kenb.stack.keys.KeyPurpose;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Initial context set-up, the eNB's side (TS 36.413 §8.3.1): choice of algorithms (TS 33.401 §7.2.4.2), initial security
/// activation (TS 36.331 §5.3.4), and the first reconfiguration with SRB 2 and the bearer (TS 36.331 §5.3.5).
final class InitialContextSetup {
    static final String NAME = "Initial Context Setup";
    private static final String SECURITY = "AS Security Mode";

    private final Site site;

    InitialContextSetup(Site site) {
        this.site = site;
    }

    void requested(EnbUe ue, InitialContextSetupRequest request, Outbox out) {
        Algorithms algorithms = choose(site.config, request.capabilities());
        ue.mmeUe = request.mmeUe();
        if (algorithms == null) {
            request.kenb().wipe();
            fail(ue, S1Cause.ENCRYPTION_OR_INTEGRITY_ALGORITHMS_NOT_SUPPORTED, out);
            return;
        }
        Key kenb = site.ring.receive(KeyPurpose.KENB, request.kenb().octets(), "mme");
        request.kenb().wipe();
        ue.keys = new EnbKeyChain(kenb, 0);
        ue.algorithms = algorithms;
        ue.capabilities = request.capabilities();
        ue.ambr = request.ambr();
        ue.pendingNas = request.nas();
        Erab erab = request.erab();
        ue.leg.secure(kenb, algorithms);
        ue.bearers.put(erab.id(), site.userPlane.bearer(erab, Bearer.drbOf(erab), ue.leg));
        ue.phase = EnbUe.Phase.SECURING;
        ue.leg.startSendingIntegrity();
        ue.leg.send(1, new DownlinkRrc.SecurityModeCommand(ue.nextTransaction(), algorithms), out);
        // Downlink ciphering starts after the command, uplink deciphering after the answer (TS
        // 33.401 §7.2.4.5).
        ue.leg.startSendingCiphered();
        out.start(timer(ue), site.config.timeouts().radio());
        out.report(
                Notice.step(
                        SECURITY,
                        "command with %s, K_eNB %s".formatted(algorithms, kenb.fingerprint())));
    }

    /// @return null when UE and eNB have no algorithm in common
    static @Nullable Algorithms choose(EnbConfig config, SecurityCapabilities capabilities) {
        Optional<CipheringAlgorithm> ciphering =
                capabilities.chooseEncryption(config.ciphering(), CipheringAlgorithm::id);
        Optional<IntegrityAlgorithm> integrity =
                capabilities.chooseIntegrity(config.integrity(), IntegrityAlgorithm::id);
        return ciphering.isEmpty() || integrity.isEmpty()
                ? null
                : new Algorithms(ciphering.get(), integrity.get());
    }

    /// The answer came, or what claims to be it. A refusal comes unprotected (TS 36.331 §5.3.4.3), so only now is the MAC-I
    /// looked at.
    ///
    /// @param sdu the message as it came
    void securityActivated(EnbUe ue, ByteBuf sdu, Outbox out) {
        if (!ue.leg.verifyLast(sdu)) {
            out.report(Notice.event(SECURITY, "an answer with a wrong MAC-I: dropped"));
            return;
        }
        ue.leg.startReceivingCiphered();
        ue.phase = EnbUe.Phase.CONFIGURING;
        out.report(Notice.done(SECURITY, "with " + ue.algorithms));
        List<Drb> drbs = new ArrayList<>();
        ue.bearers.values().forEach(b -> drbs.add(b.configuration()));
        ue.leg.addSrb2();
        ue.leg.send(
                1,
                new DownlinkRrc.Reconfiguration(
                        ue.nextTransaction(),
                        site.config.measurements(),
                        null,
                        ue.pendingNas == null ? List.of() : List.of(ue.pendingNas),
                        true,
                        drbs,
                        null),
                out);
        ue.pendingNas = null;
        out.start(timer(ue), site.config.timeouts().radio());
    }

    void securityRefused(EnbUe ue, Outbox out) {
        fail(ue, S1Cause.FAILURE_IN_RADIO_INTERFACE_PROCEDURE, out);
        out.report(Notice.failed(SECURITY, "the UE refused it"));
    }

    void configured(EnbUe ue, Outbox out) {
        out.stop(timer(ue));
        ue.phase = EnbUe.Phase.CONNECTED;
        ue.bearers.values().forEach(b -> b.openToUe(out));
        out.s1ap(
                ue.mme,
                ue.id,
                new InitialContextSetupResponse(ue.mmeUe, ue.id, site.downlinkEnds(ue)));
        out.report(Notice.done(NAME, "bearers " + ue.bearers.keySet()));
    }

    void expired(EnbUe ue, Outbox out) {
        out.report(
                Notice.failed(
                        NAME,
                        "the UE did not answer the %s in %d ms"
                                .formatted(
                                        ue.phase == EnbUe.Phase.SECURING
                                                ? "SecurityModeCommand"
                                                : "RRCConnectionReconfiguration",
                                        site.config.timeouts().radio().toMillis())));
        fail(ue, S1Cause.FAILURE_IN_RADIO_INTERFACE_PROCEDURE, out);
    }

    private void fail(EnbUe ue, S1Cause cause, Outbox out) {
        out.stop(timer(ue));
        out.s1ap(ue.mme, ue.id, new InitialContextSetupFailure(ue.mmeUe, ue.id, cause));
        out.report(Notice.failed(NAME, cause.toString()));
        site.forget(ue, out);
    }

    static Timer timer(EnbUe ue) {
        return new Timer(NAME, ue.id);
    }
}
