package kenb.nodes.mme;

import kenb.nodes.Algorithms;
import kenb.nodes.SecurityCapabilities;
import kenb.nodes.nas.NasMessage.Guti;

/// A UE that an MME knows from an earlier authentication: identity and native EPS security context (TS 33.401 §6.3).
///
/// @param kasme 32 octets; copied where it is used
/// @param ksi eKSI, 0 to 6
/// @param nasCount uplink and downlink NAS COUNT to go on from
public record Subscriber(
        Guti guti,
        int ksi,
        byte[] kasme,
        SecurityCapabilities capabilities,
        Algorithms nasAlgorithms,
        int nasCount) {

    /// Without the key.
    @Override
    public String toString() {
        return "Subscriber[" + guti + ", KSI " + ksi + "]";
    }
}
