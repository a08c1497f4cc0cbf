package kenb.nodes.rrc;

import static kenb.codec.per.Extensions.NONE;

import kenb.codec.lterrc.DrbInfoScgR12;
import kenb.codec.lterrc.ScgConfigInfoR12;
import kenb.codec.lterrc.ScgConfigInfoR12Ies;
import kenb.codec.lterrc.ScgConfigR12;
import kenb.codec.lterrc.ScgConfigR12Ies;
import kenb.codec.per.DecodeException;
import kenb.nodes.rrc.DownlinkRrc.Drb;
import kenb.nodes.rrc.InterNodeRrc.ScgConfig;
import kenb.nodes.rrc.InterNodeRrc.ScgConfigInfo;

import java.util.ArrayList;
import java.util.List;

/// The containers of SeNB addition ↔ SCG-ConfigInfo and SCG-Config of TS 36.331 §10.2.2.
final class ScgContainers {
    private ScgContainers() {}

    static ScgConfigInfoR12 write(ScgConfigInfo info) {
        var ies =
                ScgConfigInfoR12Ies.builder()
                        .radioResourceConfigDedMcgR12(
                                Reconfigurations.dedicated(
                                        List.of(RadioParameters.srb(1), RadioParameters.srb(2)),
                                        info.drbs(),
                                        true))
                        .drbToAddModListScgR12(
                                info.drbs().stream()
                                        .map(d ->
                                                new DrbInfoScgR12(
                                                        d.epsBearer(),
                                                        d.id(),
                                                        DrbInfoScgR12.DrbTypeR12.SCG,
                                                        NONE))
                                        .toList())
                        .build();
        return new ScgConfigInfoR12(
                new ScgConfigInfoR12.CriticalExtensions.C1(
                        new ScgConfigInfoR12.C1Choice.ScgConfigInfoR12Alternative(ies)));
    }

    static ScgConfigInfo read(ScgConfigInfoR12 message) {
        List<Drb> drbs = new ArrayList<>();
        if (message.criticalExtensions() instanceof ScgConfigInfoR12.CriticalExtensions.C1(var c1)
                && c1 instanceof ScgConfigInfoR12.C1Choice.ScgConfigInfoR12Alternative(var ies)
                && ies.drbToAddModListScgR12() != null) {
            for (DrbInfoScgR12 drb : ies.drbToAddModListScgR12()) {
                if (drb.epsBearerIdentityR12() != null) {
                    drbs.add(new Drb(drb.epsBearerIdentityR12(), drb.drbIdentityR12()));
                }
            }
        }
        return new ScgConfigInfo(drbs);
    }

    static ScgConfigR12 write(ScgConfig config) {
        var ies =
                ScgConfigR12Ies.builder()
                        .scgRadioConfigR12(Reconfigurations.scgPart(config.cell()))
                        .build();
        return new ScgConfigR12(
                new ScgConfigR12.CriticalExtensions.C1(
                        new ScgConfigR12.C1Choice.ScgConfigR12Alternative(ies)));
    }

    static ScgConfig read(ScgConfigR12 message) {
        if (message.criticalExtensions() instanceof ScgConfigR12.CriticalExtensions.C1(var c1)
                && c1 instanceof ScgConfigR12.C1Choice.ScgConfigR12Alternative(var ies)
                && ies.scgRadioConfigR12() != null) {
            return new ScgConfig(Reconfigurations.scgCell(ies.scgRadioConfigR12()));
        }
        throw new DecodeException(0, "scg-RadioConfig-r12 expected").at("SCG-Config-r12");
    }
}
