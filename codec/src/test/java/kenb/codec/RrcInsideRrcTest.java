package kenb.codec;

import static org.assertj.core.api.Assertions.assertThat;

import kenb.codec.lterrc.UeEutraCapability;
import kenb.codec.nrrrc.CgConfigInfo;
import kenb.codec.nrrrc.CgConfigInfoIes;
import kenb.codec.nrrrc.RatType;
import kenb.codec.nrrrc.RrcReconfiguration;
import kenb.codec.nrrrc.RrcReconfigurationIes;
import kenb.codec.nrrrc.SecurityConfig.KeyToUse;
import kenb.codec.nrrrc.UeCapabilityRatContainerList;
import kenb.codec.nrrrc.UeMrdcCapability;
import kenb.codec.nrrrc.UeNrCapability;
import kenb.codec.per.Octets;
import kenb.codec.per.PerReader;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// RRC carries RRC as octets (TS 38.331 clause 11.2.2): what other people's nodes and phones put there.
@Tag("W-01")
@Tag("W-04")
@EnabledIfSystemProperty(named = "kenb.shared", matches = ".+")
class RrcInsideRrcTest {
    private static final String SGNB_ADDITION = "nr-rrc-0079";

    @Test
    void aMasterNodeTellsTheSecondaryItsBearersAndTheirKey() {
        var bearers = cgConfigInfo().decodeScgRbConfig();
        assertThat(bearers.drbToAddModList())
                .singleElement()
                .satisfies(it -> assertThat(it.drbIdentity()).isEqualTo(3));
        assertThat(bearers.securityConfig().keyToUse()).isEqualTo(KeyToUse.SECONDARY);
        assertThat(Octets.of(bearers.encode())).isEqualTo(cgConfigInfo().scgRbConfig());
    }

    @Test
    void theSourceSecondaryCellGroupIsThreeLayersDown() {
        var source = cgConfigInfo().decodeSourceConfigScg();
        assertThat(Octets.of(source.encode())).isEqualTo(cgConfigInfo().sourceConfigScg());
        var reconfiguration = ies(source);
        assertThat(reconfiguration.measConfig().measIdToAddModList()).hasSize(1);
        var cellGroup = reconfiguration.decodeSecondaryCellGroup();
        assertThat(cellGroup.spCellConfig()).isNotNull();
        assertThat(Octets.of(cellGroup.encode())).isEqualTo(reconfiguration.secondaryCellGroup());
    }

    @Test
    void capabilitiesOfEachRatComeBackAsTheyWere() {
        var in = PerReader.unaligned().reset(cgConfigInfo().ueCapabilityInfo().toByteArray());
        var containers = UeCapabilityRatContainerList.decode(in);
        assertThat(containers)
                .extracting(it -> it.ratType())
                .contains(RatType.NR, RatType.EUTRA_NR);
        for (var container : containers) {
            var octets = container.ueCapabilityRatContainer().toByteArray();
            var again =
                    switch ((RatType.Value) container.ratType()) {
                        case NR -> UeNrCapability.decode(octets).encode();
                        case EUTRA_NR -> UeMrdcCapability.decode(octets).encode();
                        case EUTRA -> UeEutraCapability.decode(octets).encode();
                        case UTRA_FDD_V1610 -> octets;
                    };
            assertThat(again).isEqualTo(octets);
        }
    }

    private static CgConfigInfoIes cgConfigInfo() {
        var message = CgConfigInfo.decode(octets(SGNB_ADDITION));
        var c1 = (CgConfigInfo.CriticalExtensions.C1) message.criticalExtensions();
        return ((CgConfigInfo.C1Choice.CgConfigInfoAlternative) c1.value()).value();
    }

    private static RrcReconfigurationIes ies(RrcReconfiguration message) {
        return ((RrcReconfiguration.CriticalExtensions.RrcReconfigurationAlternative)
                        message.criticalExtensions())
                .value();
    }

    private static byte[] octets(String id) {
        return Messages.shared("nr-rrc.jsonl").stream()
                .map(Messages.Shared::message)
                .filter(it -> it.name().equals(id))
                .findFirst()
                .orElseThrow()
                .octets();
    }
}
