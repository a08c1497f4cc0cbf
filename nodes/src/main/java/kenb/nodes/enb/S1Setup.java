package kenb.nodes.enb;

import kenb.nodes.Notice;
import kenb.nodes.Outbox;
import kenb.nodes.Timer;
import kenb.nodes.s1ap.S1Message.S1SetupFailure;
import kenb.nodes.s1ap.S1Message.S1SetupRequest;
import kenb.nodes.s1ap.S1Message.S1SetupResponse;

/// S1 Setup, the eNB's side (TS 36.413 §8.7.3).
final class S1Setup {
    static final String NAME = "S1 Setup";
    static final Timer TIMER = new Timer(NAME, Timer.NODE);

    private final Site site;

    S1Setup(Site site) {
        this.site = site;
    }

    void start(int association, Outbox out) {
        site.mme = association;
        EnbConfig config = site.config;
        out.s1ap(
                association,
                Outbox.NON_UE,
                new S1SetupRequest(config.id(), config.name(), config.tai()));
        out.start(TIMER, config.timeouts().s1());
    }

    void accepted(S1SetupResponse response, Outbox out) {
        out.stop(TIMER);
        site.gummei = response.gummei();
        out.report(Notice.done(NAME, "with " + response.name()));
    }

    void refused(S1SetupFailure failure, Outbox out) {
        out.stop(TIMER);
        out.report(Notice.failed(NAME, "the MME says: " + failure.cause()));
    }

    void expired(Outbox out) {
        out.report(
                Notice.failed(
                        NAME, "no answer in " + site.config.timeouts().s1().toMillis() + " ms"));
    }
}
