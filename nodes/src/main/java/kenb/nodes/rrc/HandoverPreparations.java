package kenb.nodes.rrc;

import static kenb.codec.per.Extensions.NONE;

import kenb.codec.lterrc.AsConfig;
import kenb.codec.lterrc.AsContext;
import kenb.codec.lterrc.BcchConfig;
import kenb.codec.lterrc.HandoverPreparationInformation;
import kenb.codec.lterrc.HandoverPreparationInformationR8Ies;
import kenb.codec.lterrc.MasterInformationBlock;
import kenb.codec.lterrc.PlmnIdentity;
import kenb.codec.lterrc.PlmnIdentityInfo;
import kenb.codec.lterrc.PrachConfigSib;
import kenb.codec.lterrc.RadioResourceConfigCommonSib;
import kenb.codec.lterrc.ReestablishmentInfo;
import kenb.codec.lterrc.SchedulingInfo;
import kenb.codec.lterrc.SiPeriodicityR12;
import kenb.codec.lterrc.SystemInformationBlockType1;
import kenb.codec.lterrc.SystemInformationBlockType2;
import kenb.codec.lterrc.TimeAlignmentTimer;
import kenb.codec.lterrc.UeTimersAndConstants;
import kenb.codec.lterrc.UlCyclicPrefixLength;
import kenb.codec.per.BitString;
import kenb.codec.per.DecodeException;
import kenb.codec.per.Octets;
import kenb.nodes.rrc.InterNodeRrc.HandoverPreparation;
import kenb.nodes.rrc.InterNodeRrc.SourceCell;

import java.util.ArrayList;
import java.util.List;

/// {@link HandoverPreparation} ↔ HandoverPreparationInformation of TS 36.331 §10.2.2: the UE's configuration in the source
/// cell, and that cell's system information, of which only identities matter here.
final class HandoverPreparations {
    private static final int CRNTI_BITS = 16;
    private static final int CELL_BITS = 28;
    private static final int TAC_BITS = 16;
    private static final int SHORT_MAC_BITS = 16;
    private static final int NO_DIGIT = 0xf;

    /// −128 dBm, in steps of 2 dB.
    private static final int RX_LEVEL = -64;

    private HandoverPreparations() {}

    static HandoverPreparationInformation write(HandoverPreparation preparation) {
        SourceCell cell = preparation.cell();
        var config =
                AsConfig.builder()
                        .sourceMeasConfig(MeasurementConfigs.write(preparation.measurements()))
                        .sourceRadioResourceConfig(
                                Reconfigurations.dedicated(
                                        List.of(RadioParameters.srb(1), RadioParameters.srb(2)),
                                        preparation.drbs(),
                                        true))
                        .sourceSecurityAlgorithmConfig(
                                RrcAlgorithms.write(preparation.algorithms()))
                        .sourceUeIdentity(BitString.of(preparation.crnti(), CRNTI_BITS))
                        .sourceMasterInformationBlock(masterInformation())
                        .sourceSystemInformationBlockType1(systemInformation1(cell))
                        .sourceSystemInformationBlockType2(systemInformation2())
                        .antennaInfoCommon(RadioParameters.antennas())
                        .sourceDlCarrierFreq(cell.earfcn())
                        .build();
        var context =
                new AsContext(
                        new ReestablishmentInfo(
                                cell.pci(),
                                BitString.of(preparation.shortMac(), SHORT_MAC_BITS),
                                null,
                                NONE));
        var ies =
                HandoverPreparationInformationR8Ies.builder()
                        .ueRadioAccessCapabilityInfo(List.of())
                        .asConfig(config)
                        .asContext(context)
                        .build();
        return new HandoverPreparationInformation(
                new HandoverPreparationInformation.CriticalExtensions.C1(
                        new HandoverPreparationInformation.C1Choice
                                .HandoverPreparationInformationR8(ies)));
    }

    private static MasterInformationBlock masterInformation() {
        return new MasterInformationBlock(
                MasterInformationBlock.DlBandwidth.N50,
                RadioParameters.phich(),
                BitString.of(0, 8),
                0,
                false,
                new MasterInformationBlock.PartEarfcn17.Spare(BitString.of(0, 2)),
                BitString.of(0, 1));
    }

    private static SystemInformationBlockType1 systemInformation1(SourceCell cell) {
        var plmn =
                new PlmnIdentityInfo(
                        plmn(cell.plmn()),
                        PlmnIdentityInfo.CellReservedForOperatorUse.NOT_RESERVED);
        var access =
                new SystemInformationBlockType1.CellAccessRelatedInfo(
                        List.of(plmn),
                        BitString.of(cell.tac(), TAC_BITS),
                        BitString.of(cell.bits(), CELL_BITS),
                        SystemInformationBlockType1.CellBarred.NOT_BARRED,
                        SystemInformationBlockType1.IntraFreqReselection.ALLOWED,
                        false,
                        null);
        return new SystemInformationBlockType1(
                access,
                new SystemInformationBlockType1.CellSelectionInfo(RX_LEVEL, null),
                null,
                3,
                List.of(new SchedulingInfo(SiPeriodicityR12.RF16, List.of())),
                null,
                SystemInformationBlockType1.SiWindowLength.MS20,
                0,
                null);
    }

    private static SystemInformationBlockType2 systemInformation2() {
        var common =
                RadioResourceConfigCommonSib.builder()
                        .rachConfigCommon(RadioParameters.rach())
                        .bcchConfig(new BcchConfig(BcchConfig.ModificationPeriodCoeff.N4))
                        .pcchConfig(RadioParameters.paging())
                        .prachConfig(new PrachConfigSib(22, RadioParameters.prach()))
                        .pdschConfigCommon(RadioParameters.pdsch())
                        .puschConfigCommon(RadioParameters.pusch())
                        .pucchConfigCommon(RadioParameters.pucch())
                        .soundingRsUlConfigCommon(RadioParameters.soundingReference())
                        .uplinkPowerControlCommon(RadioParameters.uplinkPower())
                        .ulCyclicPrefixLength(UlCyclicPrefixLength.LEN1)
                        .build();
        var timers =
                UeTimersAndConstants.builder()
                        .t300(UeTimersAndConstants.T300.MS400)
                        .t301(UeTimersAndConstants.T301.MS400)
                        .t310(UeTimersAndConstants.T310.MS1000)
                        .n310(UeTimersAndConstants.N310.N10)
                        .t311(UeTimersAndConstants.T311.MS1000)
                        .n311(UeTimersAndConstants.N311.N1)
                        .build();
        return SystemInformationBlockType2.builder()
                .radioResourceConfigCommon(common)
                .ueTimersAndConstants(timers)
                .freqInfo(new SystemInformationBlockType2.FreqInfo(null, null, 1))
                .timeAlignmentTimerCommon(TimeAlignmentTimer.SF10240)
                .build();
    }

    /// Octets of TS 24.008 §10.5.1.13 to digits: MCC 2 ‖ MCC 1, MNC 3 ‖ MCC 3, MNC 2 ‖ MNC 1.
    private static PlmnIdentity plmn(Octets plmn) {
        List<Integer> mcc = List.of(plmn.at(0) & 0xf, plmn.at(0) >> 4, plmn.at(1) & 0xf);
        List<Integer> mnc = new ArrayList<>(List.of(plmn.at(2) & 0xf, plmn.at(2) >> 4));
        if (plmn.at(1) >> 4 != NO_DIGIT) {
            mnc.add(plmn.at(1) >> 4);
        }
        return new PlmnIdentity(mcc, mnc);
    }

    private static Octets plmn(PlmnIdentity plmn) {
        List<Integer> mcc = plmn.mcc();
        List<Integer> mnc = plmn.mnc();
        if (mcc == null) {
            throw new DecodeException(0, "an MCC expected").at("plmn-Identity");
        }
        int last = mnc.size() > 2 ? mnc.get(2) : NO_DIGIT;
        return Octets.of(
                (byte) (mcc.get(1) << 4 | mcc.get(0)),
                (byte) (last << 4 | mcc.get(2)),
                (byte) (mnc.get(1) << 4 | mnc.get(0)));
    }

    /// @throws DecodeException when the UE's configuration is not in it
    static HandoverPreparation read(HandoverPreparationInformation information) {
        if (!(information.criticalExtensions()
                        instanceof HandoverPreparationInformation.CriticalExtensions.C1(var c1)
                && c1
                        instanceof
                        HandoverPreparationInformation.C1Choice.HandoverPreparationInformationR8(
                                var ies))) {
            throw new DecodeException(0, "handoverPreparationInformation-r8 expected");
        }
        AsConfig config = ies.asConfig();
        AsContext context = ies.asContext();
        if (config == null || context == null || context.reestablishmentInfo() == null) {
            throw new DecodeException(0, "as-Config and as-Context expected");
        }
        var access = config.sourceSystemInformationBlockType1().cellAccessRelatedInfo();
        var cell =
                new SourceCell(
                        context.reestablishmentInfo().sourcePhysCellId(),
                        config.sourceDlCarrierFreq(),
                        plmn(access.plmnIdentityList().getFirst().plmnIdentity()),
                        (int) access.cellIdentity().toLong(),
                        (int) access.trackingAreaCode().toLong());
        return new HandoverPreparation(
                cell,
                (int) config.sourceUeIdentity().toLong(),
                RrcAlgorithms.read(config.sourceSecurityAlgorithmConfig()),
                MeasurementConfigs.read(config.sourceMeasConfig()),
                Reconfigurations.drbs(config.sourceRadioResourceConfig()),
                (int) context.reestablishmentInfo().targetCellShortMacI().toLong());
    }
}
