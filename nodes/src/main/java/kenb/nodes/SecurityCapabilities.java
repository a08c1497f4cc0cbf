package kenb.nodes;

import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/// The algorithms a UE can do, as S1AP and X2AP carry them (TS 36.413 §9.2.1.40): 16 bits each, the first (bit 15) for
/// algorithm 1; algorithm 0 every UE can do, it has no bit.
public record SecurityCapabilities(int encryption, int integrity) {

    public SecurityCapabilities {
        if ((encryption | integrity) >>> 16 != 0) {
            throw new IllegalArgumentException("security capabilities have 16 bits each");
        }
    }

    /// With the NAS encoding's octets (TS 24.301 §9.9.3.34), whose first bit is algorithm 0.
    public static SecurityCapabilities ofNasOctets(int eea, int eia) {
        return new SecurityCapabilities((eea & 0x7f) << 9, (eia & 0x7f) << 9);
    }

    /// EEA octet of the NAS encoding.
    public int nasEncryption() {
        return 0x80 | encryption >>> 9;
    }

    public int nasIntegrity() {
        return 0x80 | integrity >>> 9;
    }

    public boolean encrypts(int eea) {
        return supports(encryption, eea);
    }

    public boolean protects(int eia) {
        return supports(integrity, eia);
    }

    private static boolean supports(int bits, int algorithm) {
        return algorithm == 0 || algorithm <= 16 && (bits >>> (16 - algorithm) & 1) != 0;
    }

    /// The first of a node's preferences that the UE can do (TS 33.401 §7.2.4.2).
    public <A> Optional<A> chooseEncryption(List<A> preferences, ToIntFunction<A> id) {
        return preferences.stream().filter(a -> encrypts(id.applyAsInt(a))).findFirst();
    }

    public <A> Optional<A> chooseIntegrity(List<A> preferences, ToIntFunction<A> id) {
        return preferences.stream().filter(a -> protects(id.applyAsInt(a))).findFirst();
    }

    @Override
    public String toString() {
        return "EEA %04x EIA %04x".formatted(encryption, integrity);
    }
}
