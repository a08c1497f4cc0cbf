package kenb.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.HexFormat;
import java.util.List;

/// What Erlang's codec wrote from the complete modules of release 17: IEs that our modules leave out, extension bitmaps
/// longer than ours, alternatives ours don't name, values in fragments of 16K.
@Tag("W-01")
class RoundTripTest {
    static List<Message> s1ap() {
        return Messages.written("s1ap");
    }

    static List<Message> x2ap() {
        return Messages.written("x2ap");
    }

    static List<Message> lteRrc() {
        return Messages.written("lte-rrc");
    }

    static List<Message> nrRrc() {
        return Messages.written("nr-rrc");
    }

    @Tag("W-03")
    @ParameterizedTest
    @MethodSource("s1ap")
    void s1apComesBackAsItWas(Message message) {
        assertComesBack(message);
    }

    @Tag("W-03")
    @ParameterizedTest
    @MethodSource("x2ap")
    void x2apComesBackAsItWas(Message message) {
        assertComesBack(message);
    }

    @Tag("W-04")
    @ParameterizedTest
    @MethodSource({"lteRrc", "nrRrc"})
    void rrcOfALaterReleaseComesBackAsItWas(Message message) {
        assertComesBack(message);
    }

    private static void assertComesBack(Message message) {
        assertThat(HexFormat.of().formatHex(message.again())).isEqualTo(message.hex());
    }
}
