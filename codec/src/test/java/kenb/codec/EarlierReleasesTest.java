package kenb.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import kenb.codec.lterrc.UlDcchMessage;
import kenb.codec.per.DecodeException;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;

/// RRC messages that end where a later release goes on (TS 36.331, laid out by hand from release 8).
@Tag("W-04")
class EarlierReleasesTest {
    @ParameterizedTest
    @CsvSource({
        "DL-CCCH-Message, 80", // messageClassExtension, a SEQUENCE of nothing in release 8
        "UL-DCCH-Message, 80",
        "UL-CCCH-Message, 60", // rrcConnectionRequest with criticalExtensionsFuture, of nothing
    })
    void comeBackAndAreToldApart(String pdu, String hex) {
        var message = Message.ofHex("lte-rrc", hex, pdu, hex);
        assertThatThrownBy(message::decode).isInstanceOf(DecodeException.class);
        var asSent = message.decodeAsSent();
        assertThat(asSent.departure()).isEqualTo("it ends where a later release goes on");
        assertThat(message.type().encode(asSent)).isEqualTo(message.octets());
    }

    @Test
    void messagesCutShortAreRefusedNearlyAlways() {
        int cuts = 0;
        int taken = 0;
        for (var message : Messages.written("lte-rrc"))
            for (int length = 1; length < Math.min(400, message.octets().length); length++) {
                cuts++;
                try {
                    var pdu = message.with(Arrays.copyOf(message.octets(), length)).decodeAsSent();
                    assertThat(pdu.departure()).isEqualTo("it ends where a later release goes on");
                    taken++;
                } catch (DecodeException e) {
                    assertThat(e).hasMessageContaining("bit");
                }
            }
        assertThat(taken * 50).isLessThan(cuts);
    }

    @Test
    void strictDecodingRefusesThem() {
        assertThatThrownBy(() -> UlDcchMessage.decode(new byte[] {(byte) 0x80}))
                .isInstanceOf(DecodeException.class);
    }
}
