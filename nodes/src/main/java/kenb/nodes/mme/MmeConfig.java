package kenb.nodes.mme;

import kenb.codec.per.Octets;
import kenb.nodes.BitRates;
import kenb.nodes.Gummei;
import kenb.nodes.Tai;

import java.time.Duration;

/// What an MME is set to.
///
/// @param supervision how long a UE procedure may take before it is given up
public record MmeConfig(
        String name, Gummei gummei, Tai tai, String apn, BitRates ambr, Duration supervision) {

    Octets plmn() {
        return gummei.plmn();
    }
}
