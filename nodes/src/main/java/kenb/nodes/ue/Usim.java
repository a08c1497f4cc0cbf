package kenb.nodes.ue;

import kenb.nodes.Algorithms;
import kenb.nodes.SecurityCapabilities;
import kenb.nodes.nas.NasMessage.Guti;

/// What a UE kept from an earlier registration: identity and native EPS security context (TS 33.401 §6.3).
///
/// @param kasme 32 octets; copied where it is used
/// @param nasCount uplink and downlink NAS COUNT to go on from
public record Usim(
        Guti guti,
        int ksi,
        byte[] kasme,
        SecurityCapabilities capabilities,
        Algorithms nasAlgorithms,
        int nasCount) {

    /// Without the key.
    @Override
    public String toString() {
        return "Usim[" + guti + ", KSI " + ksi + "]";
    }
}
