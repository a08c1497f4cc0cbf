package kenb.nodes.ue;

import kenb.nodes.Outbox;
import kenb.nodes.Timer;
import kenb.nodes.radio.Cell;
import kenb.nodes.rrc.DownlinkRrc.Measurements;
import kenb.nodes.rrc.UplinkRrc.MeasurementReport;
import kenb.nodes.rrc.UplinkRrc.Neighbour;

import java.util.List;

/// Measurement reporting (TS 36.331 §5.5): an event that the eNB asked for is reported until something comes of it.
final class Measurement {
    static final String INTERVAL = "measurement report interval";
    private static final int SERVING_RSRP = 50;

    /// reportAmount, as the eNBs here configure it.
    private static final int REPORT_AMOUNT = 4;

    private final UeConfig config;

    Measurement(UeConfig config) {
        this.config = config;
    }

    void heard(UeContext ue, UeOrder.NeighbourHeard neighbour, Outbox out) {
        Measurements wanted = ue.measurements;
        Integer earfcn =
                config.cells().stream()
                        .filter(c -> c.pci() == neighbour.pci())
                        .map(Cell::earfcn)
                        .findFirst()
                        .orElse(null);
        if (wanted == null || earfcn == null) {
            return;
        }
        if (earfcn.equals(wanted.a3Earfcn())) {
            ue.report =
                    new UeContext.Report(
                            Measurements.A3_ID, neighbour.pci(), neighbour.rsrp(), REPORT_AMOUNT);
        } else if (earfcn.equals(wanted.a4Earfcn())) {
            ue.report =
                    new UeContext.Report(
                            Measurements.A4_ID, neighbour.pci(), neighbour.rsrp(), REPORT_AMOUNT);
        }
        send(ue, out);
    }

    /// Sends the report, and again after the interval while the event holds.
    void send(UeContext ue, Outbox out) {
        UeContext.Report report = ue.report;
        if (report == null || ue.phase != UeContext.Phase.CONNECTED) {
            return;
        }
        ue.connection()
                .send(
                        1,
                        new MeasurementReport(
                                report.measId(),
                                SERVING_RSRP,
                                List.of(new Neighbour(report.pci(), report.rsrp()))),
                        out);
        ue.report = report.left() > 1 ? report.sent() : null;
        if (ue.report != null) {
            out.start(timer(ue), config.reportInterval());
        }
    }

    void stop(UeContext ue, Outbox out) {
        ue.report = null;
        out.stop(timer(ue));
    }

    static Timer timer(UeContext ue) {
        return new Timer(INTERVAL, ue.number);
    }
}
