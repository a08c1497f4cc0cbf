package kenb.nodes.ue;

import kenb.codec.per.Octets;
import kenb.nodes.Notice;
import kenb.nodes.Outbox;
import kenb.nodes.Timer;
import kenb.nodes.nas.NasMessage.Guti;
import kenb.nodes.radio.Cell;
import kenb.nodes.rrc.DownlinkRrc.ConnectionSetup;
import kenb.nodes.rrc.UplinkRrc.ConnectionRequest;
import kenb.nodes.rrc.UplinkRrc.ConnectionSetupComplete;
import kenb.nodes.s1ap.S1Message.STmsi;

import java.util.random.RandomGenerator;

/// RRC connection establishment, the UE's side (TS 36.331 §5.3.3). Random access is a C-RNTI picked by chance; when nobody
/// answers until T300, the UE tries again with another.
final class ConnectionEstablishment {
    static final String NAME = "RRC Connection Establishment";
    static final String T300 = "T300";
    private static final int ATTEMPTS = 5;

    private final UeConfig config;
    private final RandomGenerator random;
    private final Legs legs;

    ConnectionEstablishment(UeConfig config, RandomGenerator random, Legs legs) {
        this.config = config;
        this.random = random;
        this.legs = legs;
    }

    /// @param nas the message that the connection is for
    void start(UeContext ue, Cell cell, Octets nas, Outbox out) {
        ue.cell = cell;
        ue.initialNas = nas;
        ue.attempts = 0;
        ue.phase = UeContext.Phase.CONNECTING;
        tryOnce(ue, cell, out);
    }

    private void tryOnce(UeContext ue, Cell cell, Outbox out) {
        ue.attempts++;
        int crnti = cell.firstCrnti() + random.nextInt(Cell.CRNTIS / 2);
        ue.leg = legs.open(ue, cell, crnti);
        Guti guti = ue.usim.guti();
        ue.connection()
                .sendCcch(
                        new ConnectionRequest(new STmsi(guti.gummei().code(), guti.mTmsi()), 0),
                        out);
        out.start(timer(ue), config.t300());
    }

    void setUp(UeContext ue, ConnectionSetup setup, Outbox out) {
        Octets nas = ue.initialNas;
        if (ue.phase != UeContext.Phase.CONNECTING || nas == null) {
            return;
        }
        out.stop(timer(ue));
        ue.phase = UeContext.Phase.CONNECTED;
        ue.initialNas = null;
        ue.connection().setUp();
        ue.connection().send(1, new ConnectionSetupComplete(setup.transaction(), nas), out);
        out.report(Notice.done(NAME, "C-RNTI %04x".formatted(ue.connection().crnti())));
    }

    void expired(UeContext ue, Outbox out) {
        Cell cell = ue.cell;
        legs.close(ue.connection());
        if (cell != null && ue.attempts < ATTEMPTS) {
            tryOnce(ue, cell, out);
            return;
        }
        out.report(
                Notice.failed(
                        NAME, "T300 expired " + ATTEMPTS + " times: no answer from the cell"));
        ue.goIdle();
    }

    static Timer timer(UeContext ue) {
        return new Timer(T300, ue.number);
    }
}
