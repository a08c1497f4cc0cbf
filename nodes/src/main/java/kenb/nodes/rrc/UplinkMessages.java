package kenb.nodes.rrc;

import kenb.codec.lterrc.EstablishmentCause;
import kenb.codec.lterrc.InitialUeIdentity;
import kenb.codec.lterrc.MeasResultEutra;
import kenb.codec.lterrc.MeasResults;
import kenb.codec.lterrc.MeasurementReport;
import kenb.codec.lterrc.MeasurementReportR8Ies;
import kenb.codec.lterrc.RrcConnectionReconfigurationComplete;
import kenb.codec.lterrc.RrcConnectionReconfigurationCompleteR8Ies;
import kenb.codec.lterrc.RrcConnectionRequest;
import kenb.codec.lterrc.RrcConnectionRequestR8Ies;
import kenb.codec.lterrc.RrcConnectionSetupComplete;
import kenb.codec.lterrc.RrcConnectionSetupCompleteR8Ies;
import kenb.codec.lterrc.SecurityModeComplete;
import kenb.codec.lterrc.SecurityModeCompleteR8Ies;
import kenb.codec.lterrc.SecurityModeFailure;
import kenb.codec.lterrc.SecurityModeFailureR8Ies;
import kenb.codec.lterrc.UlCcchMessage;
import kenb.codec.lterrc.UlCcchMessageType;
import kenb.codec.lterrc.UlDcchMessage;
import kenb.codec.lterrc.UlDcchMessageType;
import kenb.codec.lterrc.UlInformationTransfer;
import kenb.codec.lterrc.UlInformationTransferR8Ies;
import kenb.codec.per.BitString;
import kenb.codec.per.Octets;
import kenb.nodes.rrc.UplinkRrc.Neighbour;
import kenb.nodes.s1ap.S1Message.STmsi;

import java.util.ArrayList;
import java.util.List;

/// {@link UplinkRrc} ↔ UL-CCCH-Message and UL-DCCH-Message of TS 36.331 §6.2.1.
final class UplinkMessages {
    /// RSRQ-Range of a good cell (TS 36.133 §9.1.7).
    private static final int SERVING_RSRQ = 25;

    private UplinkMessages() {}

    static UlCcchMessage writeCommon(UplinkRrc message) {
        if (!(message instanceof UplinkRrc.ConnectionRequest(STmsi identity, long random))) {
            throw new IllegalArgumentException("not on the common channel: " + message);
        }
        InitialUeIdentity initial =
                identity == null
                        ? new InitialUeIdentity.RandomValue(BitString.of(random, 40))
                        : new InitialUeIdentity.STmsi(
                                new kenb.codec.lterrc.STmsi(
                                        BitString.of(identity.mmec(), 8),
                                        BitString.of(identity.mTmsi(), 32)));
        var request =
                new RrcConnectionRequest(
                        new RrcConnectionRequest.CriticalExtensions.RrcConnectionRequestR8(
                                new RrcConnectionRequestR8Ies(
                                        initial,
                                        EstablishmentCause.MO_SIGNALLING,
                                        BitString.of(0, 1))));
        return new UlCcchMessage(
                new UlCcchMessageType.C1(
                        new UlCcchMessageType.C1Choice.RrcConnectionRequest(request)));
    }

    static UlDcchMessage write(UplinkRrc message) {
        UlDcchMessageType.C1Choice choice =
                switch (message) {
                    case UplinkRrc.ConnectionSetupComplete(int transaction, Octets nas) ->
                            new UlDcchMessageType.C1Choice.RrcConnectionSetupComplete(
                                    new RrcConnectionSetupComplete(
                                            transaction,
                                            new RrcConnectionSetupComplete.CriticalExtensions.C1(
                                                    new RrcConnectionSetupComplete.C1Choice
                                                            .RrcConnectionSetupCompleteR8(
                                                            new RrcConnectionSetupCompleteR8Ies(
                                                                    1, null, nas, null)))));
                    case UplinkRrc.SecurityModeComplete(int transaction) ->
                            new UlDcchMessageType.C1Choice.SecurityModeComplete(
                                    new SecurityModeComplete(
                                            transaction,
                                            new SecurityModeComplete.CriticalExtensions
                                                    .SecurityModeCompleteR8(
                                                    new SecurityModeCompleteR8Ies(null))));
                    case UplinkRrc.SecurityModeFailure(int transaction) ->
                            new UlDcchMessageType.C1Choice.SecurityModeFailure(
                                    new SecurityModeFailure(
                                            transaction,
                                            new SecurityModeFailure.CriticalExtensions
                                                    .SecurityModeFailureR8(
                                                    new SecurityModeFailureR8Ies(null))));
                    case UplinkRrc.ReconfigurationComplete(int transaction) ->
                            new UlDcchMessageType.C1Choice.RrcConnectionReconfigurationComplete(
                                    new RrcConnectionReconfigurationComplete(
                                            transaction,
                                            new RrcConnectionReconfigurationComplete
                                                    .CriticalExtensions
                                                    .RrcConnectionReconfigurationCompleteR8(
                                                    new RrcConnectionReconfigurationCompleteR8Ies(
                                                            null))));
                    case UplinkRrc.MeasurementReport m ->
                            new UlDcchMessageType.C1Choice.MeasurementReport(report(m));
                    case UplinkRrc.UlInformationTransfer(Octets nas) ->
                            new UlDcchMessageType.C1Choice.UlInformationTransfer(information(nas));
                    case UplinkRrc.ConnectionRequest _, UplinkRrc.Other _ ->
                            throw new IllegalArgumentException(
                                    "not on a dedicated channel: " + message);
                };
        return new UlDcchMessage(new UlDcchMessageType.C1(choice));
    }

    private static MeasurementReport report(UplinkRrc.MeasurementReport report) {
        List<MeasResultEutra> neighbours = new ArrayList<>();
        for (Neighbour neighbour : report.neighbours()) {
            neighbours.add(
                    new MeasResultEutra(
                            neighbour.pci(),
                            null,
                            MeasResultEutra.MeasResult.builder()
                                    .rsrpResult(neighbour.rsrp())
                                    .build()));
        }
        var results =
                MeasResults.builder()
                        .measId(report.measId())
                        .measResultPCell(
                                new MeasResults.MeasResultPCell(report.servingRsrp(), SERVING_RSRQ))
                        .measResultNeighCells(
                                new MeasResults.MeasResultNeighCells.MeasResultListEutra(
                                        neighbours))
                        .build();
        return new MeasurementReport(
                new MeasurementReport.CriticalExtensions.C1(
                        new MeasurementReport.C1Choice.MeasurementReportR8(
                                new MeasurementReportR8Ies(results, null))));
    }

    private static UlInformationTransfer information(Octets nas) {
        var ies =
                new UlInformationTransferR8Ies(
                        new UlInformationTransferR8Ies.DedicatedInfoType.DedicatedInfoNas(nas),
                        null);
        return new UlInformationTransfer(
                new UlInformationTransfer.CriticalExtensions.C1(
                        new UlInformationTransfer.C1Choice.UlInformationTransferR8(ies)));
    }

    static UplinkRrc readCommon(UlCcchMessage message) {
        if (message.message() instanceof UlCcchMessageType.C1(var choice)
                && choice instanceof UlCcchMessageType.C1Choice.RrcConnectionRequest(var request)
                && request.criticalExtensions()
                        instanceof
                        RrcConnectionRequest.CriticalExtensions.RrcConnectionRequestR8(var ies)) {
            return request(ies.ueIdentity());
        }
        return new UplinkRrc.Other(message.message().getClass().getSimpleName());
    }

    private static UplinkRrc request(InitialUeIdentity identity) {
        return switch (identity) {
            case InitialUeIdentity.STmsi(var tmsi) ->
                    new UplinkRrc.ConnectionRequest(
                            new STmsi((int) tmsi.mmec().toLong(), tmsi.mTmsi().toLong()), 0);
            case InitialUeIdentity.RandomValue(BitString random) ->
                    new UplinkRrc.ConnectionRequest(null, random.toLong());
        };
    }

    static UplinkRrc read(UlDcchMessage message) {
        if (!(message.message() instanceof UlDcchMessageType.C1(var choice))) {
            return new UplinkRrc.Other("message class extension");
        }
        return switch (choice) {
            case UlDcchMessageType.C1Choice.RrcConnectionSetupComplete(var m)
                    when m.criticalExtensions()
                                    instanceof
                                    RrcConnectionSetupComplete.CriticalExtensions.C1(var c1)
                            && c1
                                    instanceof
                                    RrcConnectionSetupComplete.C1Choice
                                            .RrcConnectionSetupCompleteR8(var ies) ->
                    new UplinkRrc.ConnectionSetupComplete(
                            m.rrcTransactionIdentifier(), ies.dedicatedInfoNas());
            case UlDcchMessageType.C1Choice.SecurityModeComplete(var m) ->
                    new UplinkRrc.SecurityModeComplete(m.rrcTransactionIdentifier());
            case UlDcchMessageType.C1Choice.SecurityModeFailure(var m) ->
                    new UplinkRrc.SecurityModeFailure(m.rrcTransactionIdentifier());
            case UlDcchMessageType.C1Choice.RrcConnectionReconfigurationComplete(var m) ->
                    new UplinkRrc.ReconfigurationComplete(m.rrcTransactionIdentifier());
            case UlDcchMessageType.C1Choice.MeasurementReport(var m)
                    when m.criticalExtensions()
                                    instanceof MeasurementReport.CriticalExtensions.C1(var c1)
                            && c1
                                    instanceof
                                    MeasurementReport.C1Choice.MeasurementReportR8(var ies) ->
                    report(ies.measResults());
            case UlDcchMessageType.C1Choice.UlInformationTransfer(var m)
                    when m.criticalExtensions()
                                    instanceof UlInformationTransfer.CriticalExtensions.C1(var c1)
                            && c1
                                    instanceof
                                    UlInformationTransfer.C1Choice.UlInformationTransferR8(var ies)
                            && ies.dedicatedInfoType()
                                    instanceof
                                    UlInformationTransferR8Ies.DedicatedInfoType.DedicatedInfoNas(
                                            var nas) ->
                    new UplinkRrc.UlInformationTransfer(nas);
            default -> new UplinkRrc.Other(choice.getClass().getSimpleName());
        };
    }

    private static UplinkRrc report(MeasResults results) {
        List<Neighbour> neighbours = new ArrayList<>();
        if (results.measResultNeighCells()
                instanceof MeasResults.MeasResultNeighCells.MeasResultListEutra(var cells)) {
            for (MeasResultEutra cell : cells) {
                Integer rsrp = cell.measResult().rsrpResult();
                neighbours.add(new Neighbour(cell.physCellId(), rsrp == null ? 0 : rsrp));
            }
        }
        return new UplinkRrc.MeasurementReport(
                results.measId(), results.measResultPCell().rsrpResult(), neighbours);
    }
}
