package kenb.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.HexFormat;
import java.util.stream.Stream;

/// What Erlang's codec wrote from the complete modules of release 17: IEs that our modules leave out, extension bitmaps
/// longer than ours, alternatives ours don't name, values in fragments of 16K.
@Tag("W-01")
class RoundTripTest {
    static Stream<Message> applicationProtocols() {
        return Message.PROTOCOLS.stream()
                .filter(it -> !it.endsWith("-rrc"))
                .flatMap(it -> Messages.written(it).stream());
    }

    static Stream<Message> rrc() {
        return Message.PROTOCOLS.stream()
                .filter(it -> it.endsWith("-rrc"))
                .flatMap(it -> Messages.written(it).stream());
    }

    @Tag("W-03")
    @Tag("W-10")
    @ParameterizedTest
    @MethodSource("applicationProtocols")
    void comesBackAsItWas(Message message) {
        assertComesBack(message);
    }

    @Tag("W-04")
    @ParameterizedTest
    @MethodSource("rrc")
    void rrcOfALaterReleaseComesBackAsItWas(Message message) {
        assertComesBack(message);
    }

    private static void assertComesBack(Message message) {
        assertThat(HexFormat.of().formatHex(message.again())).isEqualTo(message.hex());
    }
}
