package kenb.stack.cipher;

/// What DPDK's test vectors call the algorithms.
public final class DpdkNames {
    private DpdkNames() {}

    public static CipheringAlgorithm ciphering(String name) {
        return switch (name.substring(name.lastIndexOf('_') + 1)) {
            case "NULL" -> CipheringAlgorithm.EEA0;
            case "UEA2" -> CipheringAlgorithm.EEA1;
            case "CTR" -> CipheringAlgorithm.EEA2;
            case "EEA3" -> CipheringAlgorithm.EEA3;
            default -> throw new IllegalArgumentException(name);
        };
    }

    /// `0`, which is no MAC at all, as the null algorithm.
    public static IntegrityAlgorithm integrity(String name) {
        return switch (name.substring(name.lastIndexOf('_') + 1)) {
            case "0", "NULL" -> IntegrityAlgorithm.EIA0;
            case "UIA2" -> IntegrityAlgorithm.EIA1;
            case "CMAC" -> IntegrityAlgorithm.EIA2;
            case "EIA3" -> IntegrityAlgorithm.EIA3;
            default -> throw new IllegalArgumentException(name);
        };
    }
}
