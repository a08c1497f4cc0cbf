package kenb.nodes.ue;

import kenb.nodes.Notice;
import kenb.nodes.Outbox;
import kenb.nodes.Timer;
import kenb.nodes.nas.NasMessage.AttachAccept;
import kenb.nodes.nas.NasMessage.AttachComplete;
import kenb.nodes.nas.NasMessage.AttachReject;
import kenb.nodes.nas.NasMessage.AttachRequest;
import kenb.nodes.radio.Cell;
import kenb.nodes.rrc.UplinkRrc.UlInformationTransfer;

/// Attach, the UE's side (TS 24.301 §5.5.1.2), with the native security context that the USIM kept.
final class Attach {
    static final String NAME = "Attach";
    static final String T3410 = "T3410";

    private final UeConfig config;
    private final ConnectionEstablishment establishment;
    private int transaction;

    Attach(UeConfig config, ConnectionEstablishment establishment) {
        this.config = config;
        this.establishment = establishment;
    }

    void start(UeContext ue, Cell cell, Outbox out) {
        if (ue.phase != UeContext.Phase.IDLE) {
            return;
        }
        Usim usim = ue.usim;
        transaction = transaction % 254 + 1;
        ue.attachCount = ue.nas.nextCount();
        var request = new AttachRequest(usim.ksi(), usim.guti(), usim.capabilities(), transaction);
        out.start(timer(ue), config.nasGuard());
        out.report(Notice.step(NAME, "request, uplink NAS COUNT " + ue.attachCount));
        establishment.start(ue, cell, ue.nas.protectInitial(request), out);
    }

    void accepted(UeContext ue, AttachAccept accept, Outbox out) {
        out.stop(timer(ue));
        ue.address = accept.ueAddress();
        ue.connection()
                .send(
                        ue.nasBearer(),
                        new UlInformationTransfer(
                                ue.nas.protect(new AttachComplete(accept.epsBearer()))),
                        out);
        out.report(
                Notice.done(
                        NAME,
                        "UE %d is %s on EPS bearer %d"
                                .formatted(
                                        ue.number,
                                        accept.ueAddress().getHostAddress(),
                                        accept.epsBearer())));
    }

    void rejected(UeContext ue, AttachReject reject, Outbox out) {
        out.stop(timer(ue));
        out.report(Notice.failed(NAME, "EMM cause " + reject.emmCause()));
    }

    void expired(Outbox out) {
        out.report(
                Notice.failed(
                        NAME,
                        "T3410 expired: no answer in " + config.nasGuard().toMillis() + " ms"));
    }

    static Timer timer(UeContext ue) {
        return new Timer(T3410, ue.number);
    }
}
