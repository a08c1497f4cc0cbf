package kenb.nodes.enb;

import kenb.nodes.Notice;
import kenb.nodes.Outbox;
import kenb.nodes.Timer;
import kenb.nodes.x2ap.X2Cause;
import kenb.nodes.x2ap.X2Message.ServedCell;
import kenb.nodes.x2ap.X2Message.X2SetupFailure;
import kenb.nodes.x2ap.X2Message.X2SetupRequest;
import kenb.nodes.x2ap.X2Message.X2SetupResponse;

import java.util.List;

/// X2 Setup, both sides (TS 36.423 §8.3.3).
final class X2Setup {
    static final String NAME = "X2 Setup";

    private final Site site;

    X2Setup(Site site) {
        this.site = site;
    }

    void start(int association, Outbox out) {
        out.x2ap(association, Outbox.NON_UE, new X2SetupRequest(site.config.id(), cells()));
        out.start(timer(association), site.config.timeouts().s1());
    }

    void requested(int association, X2SetupRequest request, Outbox out) {
        if (request.cells().isEmpty()) {
            out.x2ap(association, Outbox.NON_UE, new X2SetupFailure(X2Cause.UNSPECIFIED));
            return;
        }
        site.add(new Site.Neighbour(association, request.enb(), request.cells().getFirst()));
        out.x2ap(association, Outbox.NON_UE, new X2SetupResponse(site.config.id(), cells()));
        out.report(Notice.step(NAME, site.peer(association) + " accepted"));
    }

    void accepted(int association, X2SetupResponse response, Outbox out) {
        out.stop(timer(association));
        if (response.cells().isEmpty()) {
            out.report(Notice.failed(NAME, "eNB " + response.enb().id() + " serves no cell"));
            return;
        }
        site.add(new Site.Neighbour(association, response.enb(), response.cells().getFirst()));
        out.report(Notice.done(NAME, "with " + site.peer(association)));
    }

    void refused(int association, X2SetupFailure failure, Outbox out) {
        out.stop(timer(association));
        out.report(Notice.failed(NAME, "the peer says: " + failure.cause()));
    }

    void expired(Outbox out) {
        out.report(
                Notice.failed(
                        NAME, "no answer in " + site.config.timeouts().s1().toMillis() + " ms"));
    }

    private List<ServedCell> cells() {
        EnbConfig config = site.config;
        return List.of(
                new ServedCell(
                        config.cell().pci(),
                        config.cellId(),
                        config.tai().code(),
                        config.cell().earfcn()));
    }

    static Timer timer(int association) {
        return new Timer(NAME, association);
    }
}
