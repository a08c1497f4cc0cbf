package kenb.nodes.rrc;

import kenb.codec.lterrc.CipheringAlgorithmR12;
import kenb.codec.lterrc.SecurityAlgorithmConfig;
import kenb.codec.lterrc.SecurityAlgorithmConfig.IntegrityProtAlgorithm;
import kenb.codec.per.DecodeException;
import kenb.nodes.Algorithms;
import kenb.stack.cipher.CipheringAlgorithm;
import kenb.stack.cipher.IntegrityAlgorithm;

/// Algorithms ↔ SecurityAlgorithmConfig of TS 36.331 §6.3.3.
final class RrcAlgorithms {
    private RrcAlgorithms() {}

    static SecurityAlgorithmConfig write(Algorithms algorithms) {
        return new SecurityAlgorithmConfig(
                write(algorithms.ciphering()),
                switch (algorithms.integrity()) {
                    case EIA0 -> IntegrityProtAlgorithm.EIA0_V920;
                    case EIA1 -> IntegrityProtAlgorithm.EIA1;
                    case EIA2 -> IntegrityProtAlgorithm.EIA2;
                    case EIA3 -> IntegrityProtAlgorithm.EIA3_V1130;
                });
    }

    static CipheringAlgorithmR12 write(CipheringAlgorithm ciphering) {
        return switch (ciphering) {
            case EEA0 -> CipheringAlgorithmR12.EEA0;
            case EEA1 -> CipheringAlgorithmR12.EEA1;
            case EEA2 -> CipheringAlgorithmR12.EEA2;
            case EEA3 -> CipheringAlgorithmR12.EEA3_V1130;
        };
    }

    /// @throws DecodeException for an algorithm that no release has assigned
    static Algorithms read(SecurityAlgorithmConfig config) {
        for (IntegrityAlgorithm integrity : IntegrityAlgorithm.values()) {
            var candidate = new Algorithms(read(config.cipheringAlgorithm()), integrity);
            if (write(candidate).integrityProtAlgorithm().equals(config.integrityProtAlgorithm())) {
                return candidate;
            }
        }
        throw new DecodeException(0, "eia0 to eia3 expected").at("integrityProtAlgorithm");
    }

    static CipheringAlgorithm read(CipheringAlgorithmR12 ciphering) {
        for (CipheringAlgorithm candidate : CipheringAlgorithm.values()) {
            if (write(candidate).equals(ciphering)) {
                return candidate;
            }
        }
        throw new DecodeException(0, "eea0 to eea3 expected").at("cipheringAlgorithm");
    }
}
