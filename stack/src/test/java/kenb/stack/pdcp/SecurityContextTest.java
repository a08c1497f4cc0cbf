package kenb.stack.pdcp;

import static org.assertj.core.api.Assertions.assertThat;

import kenb.stack.cipher.CipheringAlgorithm;
import kenb.stack.cipher.IntegrityAlgorithm;
import kenb.stack.keys.Key;
import kenb.stack.keys.KeyPurpose;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.HexFormat;

@Tag("K-01")
@Tag("K-02")
class SecurityContextTest {
    private final PdcpBench bench = new PdcpBench();

    /// S-K_gNB and the ciphering keys are those of srsRAN's test of EN-DC; the integrity keys were computed with Python's hmac.
    @Test
    void nrBearersGetTheKeysOfTs33501() {
        var parent =
                bench.ring.provision(
                        KeyPurpose.S_KGNB,
                        HexFormat.of()
                                .parseHex(
                                        "45cbc3f8a81193fd5c5229300d59edf812e998a115ec4e0ce903ba89367e2628"));
        var context =
                SecurityContext.deriveNr(
                        parent, CipheringAlgorithm.EEA2, IntegrityAlgorithm.EIA2, bench.engine);
        assertThat(hex(context.kRrcEnc())).isEqualTo("66a09e992386c8d1df7892964c6fb522");
        assertThat(hex(context.kUpEnc())).isEqualTo("152052d3dfbc3f05869b7f920095be68");
        assertThat(hex(context.kRrcInt())).isEqualTo("dfc2a1fc845b44b44443ac9a3bda667c");
        assertThat(hex(context.kUpInt())).isEqualTo("289a867b3bf2d0e64c2a8f6b851d2dae");
        context.destroy();
        assertThat(bench.ring.living()).containsExactly(parent);
    }

    private static String hex(Key key) {
        return key.lend(HexFormat.of()::formatHex);
    }
}
