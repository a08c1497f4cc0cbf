package kenb.nodes.rrc;

import kenb.codec.lterrc.AlphaR12;
import kenb.codec.lterrc.AntennaInfoCommon;
import kenb.codec.lterrc.DeltaFListPucch;
import kenb.codec.lterrc.DlAmRlc;
import kenb.codec.lterrc.LogicalChannelConfig;
import kenb.codec.lterrc.MacMainConfig;
import kenb.codec.lterrc.PcchConfig;
import kenb.codec.lterrc.PdcpConfig;
import kenb.codec.lterrc.PdschConfigCommon;
import kenb.codec.lterrc.PhichConfig;
import kenb.codec.lterrc.PollByte;
import kenb.codec.lterrc.PollPdu;
import kenb.codec.lterrc.PowerRampingParameters;
import kenb.codec.lterrc.PrachConfig;
import kenb.codec.lterrc.PrachConfigInfo;
import kenb.codec.lterrc.PreambleTransMax;
import kenb.codec.lterrc.PucchConfigCommon;
import kenb.codec.lterrc.PuschConfigCommon;
import kenb.codec.lterrc.RachConfigCommon;
import kenb.codec.lterrc.RadioResourceConfigCommon;
import kenb.codec.lterrc.RadioResourceConfigCommonPsCellR12;
import kenb.codec.lterrc.RadioResourceConfigCommonSCellR10;
import kenb.codec.lterrc.RlcConfig;
import kenb.codec.lterrc.SoundingRsUlConfigCommon;
import kenb.codec.lterrc.SrbToAddMod;
import kenb.codec.lterrc.TPollRetransmit;
import kenb.codec.lterrc.TReordering;
import kenb.codec.lterrc.TStatusProhibit;
import kenb.codec.lterrc.TimeAlignmentTimer;
import kenb.codec.lterrc.UlAmRlc;
import kenb.codec.lterrc.UlCyclicPrefixLength;
import kenb.codec.lterrc.UlReferenceSignalsPusch;
import kenb.codec.lterrc.UplinkPowerControlCommon;
import kenb.codec.lterrc.UplinkPowerControlCommonPsCellR12;
import kenb.codec.lterrc.UplinkPowerControlCommonSCellR10;

/// What the layers below PDCP would use: fixed, plausible values of a 10 MHz FDD cell (TS 36.331 §6.3.2). Mandatory in the
/// messages, without effect here.
final class RadioParameters {
    private static final PrachConfigInfo PRACH = new PrachConfigInfo(3, false, 12, 4);

    private RadioParameters() {}

    /// SRB with the default configuration (TS 36.331 §9.2.1).
    static SrbToAddMod srb(int id) {
        return SrbToAddMod.builder()
                .srbIdentity(id)
                .rlcConfig(new SrbToAddMod.RlcConfig.DefaultValue())
                .logicalChannelConfig(new SrbToAddMod.LogicalChannelConfig.DefaultValue())
                .build();
    }

    static RlcConfig rlcAm() {
        return new RlcConfig.Am(
                new RlcConfig.AmSequence(
                        new UlAmRlc(
                                TPollRetransmit.MS50,
                                PollPdu.P16,
                                PollByte.K_B500,
                                UlAmRlc.MaxRetxThreshold.T8),
                        new DlAmRlc(TReordering.MS35, TStatusProhibit.MS10)));
    }

    static LogicalChannelConfig logicalChannel() {
        return LogicalChannelConfig.builder()
                .ulSpecificParameters(
                        new LogicalChannelConfig.UlSpecificParameters(
                                11,
                                LogicalChannelConfig.PrioritisedBitRate.K_BPS8,
                                LogicalChannelConfig.BucketSizeDuration.MS100,
                                3))
                .build();
    }

    /// SN of 15 bits; status report on re-establishment.
    static PdcpConfig pdcp() {
        return PdcpConfig.builder()
                .discardTimer(PdcpConfig.DiscardTimer.INFINITY)
                .rlcAm(new PdcpConfig.RlcAm(true))
                .headerCompression(new PdcpConfig.HeaderCompression.NotUsed())
                .ext2(new PdcpConfig.Ext2(PdcpConfig.PdcpSnSizeV1130.LEN15BITS))
                .build();
    }

    static MacMainConfig mac() {
        return MacMainConfig.builder()
                .timeAlignmentTimerDedicated(TimeAlignmentTimer.SF10240)
                .build();
    }

    static RachConfigCommon rach() {
        return RachConfigCommon.builder()
                .preambleInfo(
                        new RachConfigCommon.PreambleInfo(
                                RachConfigCommon.NumberOfRaPreambles.N52, null))
                .powerRampingParameters(
                        new PowerRampingParameters(
                                PowerRampingParameters.PowerRampingStep.D_B2,
                                PowerRampingParameters.PreambleInitialReceivedTargetPower.D_BM_104))
                .raSupervisionInfo(
                        new RachConfigCommon.RaSupervisionInfo(
                                PreambleTransMax.N10,
                                RachConfigCommon.RaResponseWindowSize.SF10,
                                RachConfigCommon.MacContentionResolutionTimer.SF64))
                .maxHarqMsg3Tx(4)
                .build();
    }

    static PrachConfigInfo prach() {
        return PRACH;
    }

    static PdschConfigCommon pdsch() {
        return new PdschConfigCommon(18, 0);
    }

    static PuschConfigCommon pusch() {
        return new PuschConfigCommon(
                new PuschConfigCommon.PuschConfigBasic(
                        1, PuschConfigCommon.HoppingMode.INTER_SUB_FRAME, 4, false),
                new UlReferenceSignalsPusch(false, 0, false, 0));
    }

    static PhichConfig phich() {
        return new PhichConfig(
                PhichConfig.PhichDuration.NORMAL, PhichConfig.PhichResource.ONE_SIXTH);
    }

    static PucchConfigCommon pucch() {
        return new PucchConfigCommon(PucchConfigCommon.DeltaPucchShift.DS2, 2, 0, 12);
    }

    static SoundingRsUlConfigCommon soundingReference() {
        return new SoundingRsUlConfigCommon.Release();
    }

    private static DeltaFListPucch deltaPucch() {
        return new DeltaFListPucch(
                DeltaFListPucch.DeltaFPucchFormat1.DELTA_F0,
                DeltaFListPucch.DeltaFPucchFormat1B.DELTA_F3,
                DeltaFListPucch.DeltaFPucchFormat2.DELTA_F1,
                DeltaFListPucch.DeltaFPucchFormat2A.DELTA_F2,
                DeltaFListPucch.DeltaFPucchFormat2B.DELTA_F2);
    }

    static UplinkPowerControlCommon uplinkPower() {
        return new UplinkPowerControlCommon(-85, AlphaR12.AL08, -107, deltaPucch(), 6);
    }

    static AntennaInfoCommon antennas() {
        return new AntennaInfoCommon(AntennaInfoCommon.AntennaPortsCount.AN1);
    }

    static PcchConfig paging() {
        return new PcchConfig(PcchConfig.DefaultPagingCycle.RF128, PcchConfig.NB.ONE_T);
    }

    /// As the handover command brings it.
    static RadioResourceConfigCommon common() {
        return RadioResourceConfigCommon.builder()
                .rachConfigCommon(rach())
                .prachConfig(new PrachConfig(22, PRACH))
                .pdschConfigCommon(pdsch())
                .puschConfigCommon(pusch())
                .phichConfig(phich())
                .pucchConfigCommon(pucch())
                .soundingRsUlConfigCommon(soundingReference())
                .uplinkPowerControlCommon(uplinkPower())
                .antennaInfoCommon(antennas())
                .ulCyclicPrefixLength(UlCyclicPrefixLength.LEN1)
                .build();
    }

    /// As the secondary cell group's configuration brings it.
    static RadioResourceConfigCommonPsCellR12 commonOfPsCell() {
        var downlink =
                new RadioResourceConfigCommonSCellR10.NonUlConfigurationR10(
                        RadioResourceConfigCommonSCellR10.DlBandwidthR10.N50,
                        antennas(),
                        null,
                        phich(),
                        pdsch(),
                        null);
        var uplink =
                new RadioResourceConfigCommonSCellR10.UlConfigurationR10(
                        new RadioResourceConfigCommonSCellR10.UlFreqInfoR10(null, null, 1),
                        null,
                        new UplinkPowerControlCommonSCellR10(-85, AlphaR12.AL08),
                        soundingReference(),
                        UlCyclicPrefixLength.LEN1,
                        null,
                        pusch());
        return RadioResourceConfigCommonPsCellR12.builder()
                .basicFieldsR12(
                        RadioResourceConfigCommonSCellR10.builder()
                                .nonUlConfigurationR10(downlink)
                                .ulConfigurationR10(uplink)
                                .build())
                .pucchConfigCommonR12(pucch())
                .rachConfigCommonR12(rach())
                .uplinkPowerControlCommonPsCellR12(
                        new UplinkPowerControlCommonPsCellR12(
                                UplinkPowerControlCommonPsCellR12.DeltaFPucchFormat3R12.DELTA_F0,
                                UplinkPowerControlCommonPsCellR12.DeltaFPucchFormat1BCsR12.DELTA_F1,
                                -107,
                                deltaPucch()))
                .build();
    }
}
