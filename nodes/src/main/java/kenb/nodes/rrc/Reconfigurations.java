package kenb.nodes.rrc;

import static kenb.codec.per.Extensions.NONE;

import kenb.codec.lterrc.CarrierBandwidthEutra;
import kenb.codec.lterrc.CarrierFreqEutra;
import kenb.codec.lterrc.DrbToAddMod;
import kenb.codec.lterrc.DrbToAddModScgR12;
import kenb.codec.lterrc.MobilityControlInfo;
import kenb.codec.lterrc.MobilityControlInfoScgR12;
import kenb.codec.lterrc.PsCellToAddModR12;
import kenb.codec.lterrc.RadioResourceConfigDedicated;
import kenb.codec.lterrc.RadioResourceConfigDedicatedScgR12;
import kenb.codec.lterrc.RrcConnectionReconfiguration;
import kenb.codec.lterrc.RrcConnectionReconfigurationR8Ies;
import kenb.codec.lterrc.RrcConnectionReconfigurationV1020Ies;
import kenb.codec.lterrc.RrcConnectionReconfigurationV1130Ies;
import kenb.codec.lterrc.RrcConnectionReconfigurationV1250Ies;
import kenb.codec.lterrc.RrcConnectionReconfigurationV890Ies;
import kenb.codec.lterrc.RrcConnectionReconfigurationV920Ies;
import kenb.codec.lterrc.ScgConfigPartScgR12;
import kenb.codec.lterrc.ScgConfigurationR12;
import kenb.codec.lterrc.SecurityConfigHo;
import kenb.codec.lterrc.SrbToAddMod;
import kenb.codec.per.BitString;
import kenb.codec.per.DecodeException;
import kenb.codec.per.Octets;
import kenb.nodes.rrc.DownlinkRrc.Drb;
import kenb.nodes.rrc.DownlinkRrc.Mobility;
import kenb.nodes.rrc.DownlinkRrc.Reconfiguration;
import kenb.nodes.rrc.DownlinkRrc.Scg;
import kenb.nodes.rrc.DownlinkRrc.ScgCell;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// {@link Reconfiguration} ↔ RRCConnectionReconfiguration of TS 36.331 §6.2.2.
final class Reconfigurations {
    private static final int CRNTI_BITS = 16;
    private static final int UPLINK_OFFSET = 18000;
    private static final int FIRST_DRB_CHANNEL = 2;
    private static final int SCELL_INDEX = 1;

    private Reconfigurations() {}

    static RrcConnectionReconfiguration write(Reconfiguration message) {
        Mobility mobility = message.mobility();
        var ies =
                new RrcConnectionReconfigurationR8Ies(
                        message.measurements() == null
                                ? null
                                : MeasurementConfigs.write(message.measurements()),
                        mobility == null ? null : mobilityControl(mobility),
                        message.nas().isEmpty() ? null : message.nas(),
                        dedicated(message),
                        mobility == null ? null : securityConfig(mobility),
                        message.scg() == null ? null : laterReleases(scg(message.scg())));
        return new RrcConnectionReconfiguration(
                message.transaction(),
                new RrcConnectionReconfiguration.CriticalExtensions.C1(
                        new RrcConnectionReconfiguration.C1Choice.RrcConnectionReconfigurationR8(
                                ies)));
    }

    /// At a handover the full set is given again (Cond HO-Conn, HO-toEUTRA).
    private static @Nullable RadioResourceConfigDedicated dedicated(Reconfiguration message) {
        if (!message.srb2() && message.drbs().isEmpty()) {
            return null;
        }
        List<SrbToAddMod> srbs = message.srb2() ? List.of(RadioParameters.srb(2)) : null;
        return dedicated(srbs, message.drbs(), message.mobility() == null && message.srb2());
    }

    static RadioResourceConfigDedicated dedicated(
            @Nullable List<SrbToAddMod> srbs, List<Drb> drbs, boolean mac) {
        return RadioResourceConfigDedicated.builder()
                .srbToAddModList(srbs)
                .drbToAddModList(
                        drbs.isEmpty() ? null : drbs.stream().map(Reconfigurations::drb).toList())
                .macMainConfig(
                        mac
                                ? new RadioResourceConfigDedicated.MacMainConfig.ExplicitValue(
                                        RadioParameters.mac())
                                : null)
                .build();
    }

    private static DrbToAddMod drb(Drb drb) {
        return DrbToAddMod.builder()
                .epsBearerIdentity(drb.epsBearer())
                .drbIdentity(drb.id())
                .pdcpConfig(RadioParameters.pdcp())
                .rlcConfig(RadioParameters.rlcAm())
                .logicalChannelIdentity(FIRST_DRB_CHANNEL + drb.id())
                .logicalChannelConfig(RadioParameters.logicalChannel())
                .build();
    }

    private static MobilityControlInfo mobilityControl(Mobility mobility) {
        return MobilityControlInfo.builder()
                .targetPhysCellId(mobility.targetPci())
                .carrierFreq(
                        new CarrierFreqEutra(
                                mobility.targetEarfcn(), mobility.targetEarfcn() + UPLINK_OFFSET))
                .carrierBandwidth(
                        new CarrierBandwidthEutra(
                                CarrierBandwidthEutra.DlBandwidth.N50,
                                CarrierBandwidthEutra.UlBandwidth.N50))
                .additionalSpectrumEmission(1)
                .t304(MobilityControlInfo.T304.MS1000)
                .newUeIdentity(BitString.of(mobility.crnti(), CRNTI_BITS))
                .radioResourceConfigCommon(RadioParameters.common())
                .build();
    }

    private static SecurityConfigHo securityConfig(Mobility mobility) {
        return new SecurityConfigHo(
                new SecurityConfigHo.HandoverType.IntraLte(
                        new SecurityConfigHo.IntraLteSequence(
                                mobility.algorithms() == null
                                        ? null
                                        : RrcAlgorithms.write(mobility.algorithms()),
                                mobility.keyChange(),
                                mobility.ncc())),
                NONE);
    }

    private static RrcConnectionReconfigurationV890Ies laterReleases(ScgConfigurationR12 scg) {
        var v1250 = RrcConnectionReconfigurationV1250Ies.builder().scgConfigurationR12(scg).build();
        var v1130 = new RrcConnectionReconfigurationV1130Ies(null, v1250);
        var v1020 = new RrcConnectionReconfigurationV1020Ies(null, null, v1130);
        var v920 = new RrcConnectionReconfigurationV920Ies(null, null, v1020);
        return new RrcConnectionReconfigurationV890Ies(null, v920);
    }

    private static ScgConfigurationR12 scg(Scg scg) {
        return switch (scg) {
            case Scg.Release _ -> new ScgConfigurationR12.Release();
            case Scg.Setup(int counter, ScgCell cell) ->
                    new ScgConfigurationR12.Setup(
                            new ScgConfigurationR12.SetupSequence(
                                    new ScgConfigurationR12.ScgConfigPartMcgR12(
                                            counter, null, NONE),
                                    scgPart(cell)));
        };
    }

    static ScgConfigPartScgR12 scgPart(ScgCell cell) {
        return ScgConfigPartScgR12.builder()
                .radioResourceConfigDedicatedScgR12(
                        RadioResourceConfigDedicatedScgR12.builder()
                                .drbToAddModListScgR12(
                                        cell.drbs().stream().map(Reconfigurations::scgDrb).toList())
                                .macMainConfigScgR12(RadioParameters.mac())
                                .build())
                .pSCellToAddModR12(
                        PsCellToAddModR12.builder()
                                .sCellIndexR12(SCELL_INDEX)
                                .cellIdentificationR12(
                                        new PsCellToAddModR12.CellIdentificationR12(
                                                cell.pci(), cell.earfcn()))
                                .radioResourceConfigCommonPsCellR12(
                                        RadioParameters.commonOfPsCell())
                                .build())
                .mobilityControlInfoScgR12(
                        MobilityControlInfoScgR12.builder()
                                .t307R12(MobilityControlInfoScgR12.T307R12.MS1000)
                                .ueIdentityScgR12(BitString.of(cell.crnti(), CRNTI_BITS))
                                .cipheringAlgorithmScgR12(RrcAlgorithms.write(cell.ciphering()))
                                .build())
                .build();
    }

    private static DrbToAddModScgR12 scgDrb(Drb drb) {
        return DrbToAddModScgR12.builder()
                .drbIdentityR12(drb.id())
                .drbTypeR12(
                        new DrbToAddModScgR12.DrbTypeR12.ScgR12(
                                new DrbToAddModScgR12.ScgR12Sequence(
                                        drb.epsBearer(), RadioParameters.pdcp())))
                .rlcConfigScgR12(RadioParameters.rlcAm())
                .logicalChannelIdentityScgR12(FIRST_DRB_CHANNEL + drb.id())
                .logicalChannelConfigScgR12(RadioParameters.logicalChannel())
                .build();
    }

    static DownlinkRrc read(RrcConnectionReconfiguration message) {
        if (!(message.criticalExtensions()
                        instanceof RrcConnectionReconfiguration.CriticalExtensions.C1(var c1)
                && c1
                        instanceof
                        RrcConnectionReconfiguration.C1Choice.RrcConnectionReconfigurationR8(
                                var ies))) {
            return new DownlinkRrc.Other("rrcConnectionReconfiguration of a later release");
        }
        RadioResourceConfigDedicated dedicated = ies.radioResourceConfigDedicated();
        List<Octets> nas = ies.dedicatedInfoNasList();
        return new Reconfiguration(
                message.rrcTransactionIdentifier(),
                ies.measConfig() == null ? null : MeasurementConfigs.read(ies.measConfig()),
                mobility(ies),
                nas == null ? List.of() : nas,
                hasSrb2(dedicated),
                dedicated == null ? List.of() : drbs(dedicated),
                scg(ies));
    }

    private static boolean hasSrb2(@Nullable RadioResourceConfigDedicated dedicated) {
        return dedicated != null
                && dedicated.srbToAddModList() != null
                && dedicated.srbToAddModList().stream().anyMatch(s -> s.srbIdentity() == 2);
    }

    static List<Drb> drbs(RadioResourceConfigDedicated dedicated) {
        List<Drb> drbs = new ArrayList<>();
        if (dedicated.drbToAddModList() != null) {
            for (DrbToAddMod drb : dedicated.drbToAddModList()) {
                if (drb.epsBearerIdentity() != null) {
                    drbs.add(new Drb(drb.epsBearerIdentity(), drb.drbIdentity()));
                }
            }
        }
        return drbs;
    }

    private static @Nullable Mobility mobility(RrcConnectionReconfigurationR8Ies ies) {
        MobilityControlInfo info = ies.mobilityControlInfo();
        if (info == null) {
            return null;
        }
        if (ies.securityConfigHo() == null
                || !(ies.securityConfigHo().handoverType()
                        instanceof SecurityConfigHo.HandoverType.IntraLte(var security))) {
            throw new DecodeException(0, "intraLTE expected").at("securityConfigHO");
        }
        return new Mobility(
                info.targetPhysCellId(),
                info.carrierFreq() == null ? -1 : info.carrierFreq().dlCarrierFreq(),
                (int) info.newUeIdentity().toLong(),
                security.securityAlgorithmConfig() == null
                        ? null
                        : RrcAlgorithms.read(security.securityAlgorithmConfig()),
                security.keyChangeIndicator(),
                security.nextHopChainingCount());
    }

    private static @Nullable Scg scg(RrcConnectionReconfigurationR8Ies ies) {
        var v890 = ies.nonCriticalExtension();
        var v920 = v890 == null ? null : v890.nonCriticalExtension();
        var v1020 = v920 == null ? null : v920.nonCriticalExtension();
        var v1130 = v1020 == null ? null : v1020.nonCriticalExtension();
        var v1250 = v1130 == null ? null : v1130.nonCriticalExtension();
        return switch (v1250 == null ? null : v1250.scgConfigurationR12()) {
            case null -> null;
            case ScgConfigurationR12.Release _ -> new Scg.Release();
            case ScgConfigurationR12.Setup(var setup) -> {
                if (setup.scgConfigPartMcgR12() == null
                        || setup.scgConfigPartMcgR12().scgCounterR12() == null
                        || setup.scgConfigPartScgR12() == null) {
                    throw new DecodeException(0, "scg-Counter and the SCG's part expected")
                            .at("scg-Configuration-r12");
                }
                yield new Scg.Setup(
                        setup.scgConfigPartMcgR12().scgCounterR12(),
                        scgCell(setup.scgConfigPartScgR12()));
            }
        };
    }

    static ScgCell scgCell(ScgConfigPartScgR12 part) {
        MobilityControlInfoScgR12 mobility = part.mobilityControlInfoScgR12();
        PsCellToAddModR12 cell = part.pSCellToAddModR12();
        RadioResourceConfigDedicatedScgR12 dedicated = part.radioResourceConfigDedicatedScgR12();
        if (mobility == null
                || mobility.ueIdentityScgR12() == null
                || mobility.cipheringAlgorithmScgR12() == null
                || cell == null
                || cell.cellIdentificationR12() == null
                || dedicated == null
                || dedicated.drbToAddModListScgR12() == null) {
            throw new DecodeException(0, "PSCell, C-RNTI, ciphering algorithm and bearers expected")
                    .at("scg-ConfigPartSCG-r12");
        }
        List<Drb> drbs = new ArrayList<>();
        for (DrbToAddModScgR12 drb : dedicated.drbToAddModListScgR12()) {
            if (drb.drbTypeR12() instanceof DrbToAddModScgR12.DrbTypeR12.ScgR12(var scg)
                    && scg.epsBearerIdentityR12() != null) {
                drbs.add(new Drb(scg.epsBearerIdentityR12(), drb.drbIdentityR12()));
            }
        }
        return new ScgCell(
                cell.cellIdentificationR12().physCellIdR12(),
                cell.cellIdentificationR12().dlCarrierFreqR12(),
                (int) mobility.ueIdentityScgR12().toLong(),
                RrcAlgorithms.read(Objects.requireNonNull(mobility.cipheringAlgorithmScgR12())),
                drbs);
    }
}
