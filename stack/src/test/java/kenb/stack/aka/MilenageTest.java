package kenb.stack.aka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

import java.util.HexFormat;

@Tag("W-08")
class MilenageTest {

    @ParameterizedTest
    @CsvFileSource(resources = "milenage.csv")
    void everyPublishedSetComesOut(
            String k,
            String rand,
            String sqn,
            String amf,
            String op,
            String opc,
            String f1,
            String f1Star,
            String f2,
            String f5,
            String f3,
            String f4,
            String f5Star) {
        for (var milenage :
                new Milenage[] {Milenage.ofOp(hex(k), hex(op)), Milenage.ofOpc(hex(k), hex(opc))}) {
            assertThat(milenage.f1(hex(rand), hex(sqn), hex(amf))).isEqualTo(hex(f1));
            assertThat(milenage.f1Star(hex(rand), hex(sqn), hex(amf))).isEqualTo(hex(f1Star));
            assertThat(milenage.f2(hex(rand))).isEqualTo(hex(f2));
            assertThat(milenage.f3(hex(rand))).isEqualTo(hex(f3));
            assertThat(milenage.f4(hex(rand))).isEqualTo(hex(f4));
            assertThat(milenage.f5(hex(rand))).isEqualTo(hex(f5));
            assertThat(milenage.f5Star(hex(rand))).isEqualTo(hex(f5Star));
            var shared = milenage.f2345(hex(rand));
            assertThat(shared.res()).isEqualTo(hex(f2));
            assertThat(shared.ck()).isEqualTo(hex(f3));
            assertThat(shared.ik()).isEqualTo(hex(f4));
            assertThat(shared.ak()).isEqualTo(hex(f5));
        }
    }

    @Test
    void aValueOfAnotherLengthIsRefusedByName() {
        var milenage = Milenage.ofOpc(new byte[16], new byte[16]);
        assertThatThrownBy(() -> milenage.f2(new byte[15])).hasMessageContaining("RAND of 15");
        assertThatThrownBy(() -> Milenage.ofOp(new byte[17], new byte[16]))
                .hasMessageContaining("K of 17");
        assertThatThrownBy(() -> milenage.f1(new byte[16], new byte[7], new byte[2]))
                .hasMessageContaining("SQN of 7");
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
