package kenb.nodes.rrc;

import kenb.codec.lterrc.AllowedMeasBandwidth;
import kenb.codec.lterrc.FilterCoefficient;
import kenb.codec.lterrc.MeasConfig;
import kenb.codec.lterrc.MeasIdToAddMod;
import kenb.codec.lterrc.MeasObjectEutra;
import kenb.codec.lterrc.MeasObjectToAddMod;
import kenb.codec.lterrc.QOffsetRange;
import kenb.codec.lterrc.QuantityConfig;
import kenb.codec.lterrc.QuantityConfigEutra;
import kenb.codec.lterrc.ReportConfigEutra;
import kenb.codec.lterrc.ReportConfigToAddMod;
import kenb.codec.lterrc.ReportInterval;
import kenb.codec.lterrc.ThresholdEutra;
import kenb.codec.lterrc.TimeToTrigger;
import kenb.codec.per.BitString;
import kenb.nodes.rrc.DownlinkRrc.Measurements;

import java.util.ArrayList;
import java.util.List;

/// Measurements ↔ MeasConfig of TS 36.331 §6.3.5. Object and report configuration of an event have the number of its
/// measurement identity.
final class MeasurementConfigs {
    /// 3 dB, in steps of 0.5 dB.
    private static final int A3_OFFSET = 6;

    /// −90 dBm as RSRP-Range (TS 36.133 §9.1.4).
    private static final int A4_RSRP = 50;

    private static final int HYSTERESIS = 2;

    private MeasurementConfigs() {}

    static MeasConfig write(Measurements measurements) {
        List<MeasObjectToAddMod> objects = new ArrayList<>();
        List<ReportConfigToAddMod> reports = new ArrayList<>();
        List<MeasIdToAddMod> ids = new ArrayList<>();
        if (measurements.a3Earfcn() != null) {
            add(
                    Measurements.A3_ID,
                    measurements.a3Earfcn(),
                    new ReportConfigEutra.EventId.EventA3(
                            new ReportConfigEutra.EventA3Sequence(A3_OFFSET, false)),
                    objects,
                    reports,
                    ids);
        }
        if (measurements.a4Earfcn() != null) {
            add(
                    Measurements.A4_ID,
                    measurements.a4Earfcn(),
                    new ReportConfigEutra.EventId.EventA4(
                            new ReportConfigEutra.EventA4Sequence(
                                    new ThresholdEutra.ThresholdRsrp(A4_RSRP))),
                    objects,
                    reports,
                    ids);
        }
        return MeasConfig.builder()
                .measObjectToAddModList(objects)
                .reportConfigToAddModList(reports)
                .measIdToAddModList(ids)
                .quantityConfig(
                        QuantityConfig.builder()
                                .quantityConfigEutra(
                                        new QuantityConfigEutra(
                                                FilterCoefficient.FC4, FilterCoefficient.FC4))
                                .build())
                .build();
    }

    private static void add(
            int id,
            int earfcn,
            ReportConfigEutra.EventId event,
            List<MeasObjectToAddMod> objects,
            List<ReportConfigToAddMod> reports,
            List<MeasIdToAddMod> ids) {
        var object =
                MeasObjectEutra.builder()
                        .carrierFreq(earfcn)
                        .allowedMeasBandwidth(AllowedMeasBandwidth.MBW50)
                        .presenceAntennaPort1(false)
                        .neighCellConfig(BitString.of(1, 2))
                        .offsetFreq(QOffsetRange.D_B0)
                        .build();
        var report =
                ReportConfigEutra.builder()
                        .triggerType(
                                new ReportConfigEutra.TriggerType.Event(
                                        new ReportConfigEutra.EventSequence(
                                                event, HYSTERESIS, TimeToTrigger.MS40)))
                        .triggerQuantity(ReportConfigEutra.TriggerQuantity.RSRP)
                        .reportQuantity(ReportConfigEutra.ReportQuantity.SAME_AS_TRIGGER_QUANTITY)
                        .maxReportCells(4)
                        .reportInterval(ReportInterval.MS240)
                        .reportAmount(ReportConfigEutra.ReportAmount.R4)
                        .build();
        objects.add(
                new MeasObjectToAddMod(
                        id, new MeasObjectToAddMod.MeasObject.MeasObjectEutra(object)));
        reports.add(
                new ReportConfigToAddMod(
                        id, new ReportConfigToAddMod.ReportConfig.ReportConfigEutra(report)));
        ids.add(new MeasIdToAddMod(id, id, id));
    }

    static Measurements read(MeasConfig config) {
        List<MeasObjectToAddMod> objects = config.measObjectToAddModList();
        Integer a3 = null;
        Integer a4 = null;
        if (objects != null) {
            for (MeasObjectToAddMod object : objects) {
                if (object.measObject()
                        instanceof MeasObjectToAddMod.MeasObject.MeasObjectEutra(var e)) {
                    if (object.measObjectId() == Measurements.A3_ID) {
                        a3 = e.carrierFreq();
                    } else if (object.measObjectId() == Measurements.A4_ID) {
                        a4 = e.carrierFreq();
                    }
                }
            }
        }
        return new Measurements(a3, a4);
    }
}
