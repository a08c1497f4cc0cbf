package kenb.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import kenb.codec.per.DecodeException;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// Messages of live networks, testbeds and other test suites.
@Tag("W-01")
@EnabledIfSystemProperty(named = "kenb.shared", matches = ".+")
class CorpusTest {
    static Stream<Messages.Shared> applicationProtocols() {
        return Stream.of("s1ap.jsonl", "x2ap.jsonl", "generated/s1ap.jsonl", "generated/x2ap.jsonl")
                .flatMap(it -> Messages.shared(it).stream());
    }

    static List<Messages.Shared> ngap() {
        return Messages.shared("ngap.jsonl");
    }

    static Stream<Messages.Shared> rrc() {
        return Stream.of("lte-rrc.jsonl", "nr-rrc.jsonl")
                .flatMap(it -> Messages.shared(it).stream());
    }

    static Stream<Messages.Shared> rrcOfAnOlderRelease() {
        return Stream.of("generated/lte-rrc.jsonl", "generated/nr-rrc.jsonl")
                .flatMap(it -> Messages.shared(it).stream());
    }

    /// Also where a peer wrote a number in more octets than it needs, which the oracle does not give back.
    @Tag("W-03")
    @ParameterizedTest
    @MethodSource("applicationProtocols")
    void decodesAndComesBackAsItWas(Messages.Shared shared) {
        assertThat(HexFormat.of().formatHex(shared.message().again()))
                .isEqualTo(shared.message().hex());
    }

    /// Some of these have octets left behind the PDU.
    @Tag("W-03")
    @ParameterizedTest
    @MethodSource("ngap")
    void ngapDecodesAndComesBackAsItWas(Messages.Shared shared) {
        var pdu = shared.message().decodeAsSent();
        assertThat(shared.message().type().encode(pdu)).isEqualTo(shared.message().octets());
        if (shared.roundTrip().equals("same")) assertThat(pdu.departure()).isNull();
    }

    /// Also where RRC is padded, or its sender was not canonical.
    @Tag("W-04")
    @ParameterizedTest
    @MethodSource("rrc")
    void rrcDecodesAndComesBackAsItWas(Messages.Shared shared) {
        var pdu = shared.message().decodeAsSent();
        assertThat(shared.message().type().encode(pdu)).isEqualTo(shared.message().octets());
        if (shared.roundTrip().equals("same")) assertThat(pdu.departure()).isNull();
    }

    /// Random values of releases 12 and 16 hold spares and empty tails that a later release gave a meaning.
    @Tag("W-04")
    @ParameterizedTest
    @MethodSource("rrcOfAnOlderRelease")
    void rrcOfAnOlderReleaseComesBackAsItWas(Messages.Shared shared) {
        var pdu = shared.message().decodeAsSent();
        assertThat(shared.message().type().encode(pdu)).isEqualTo(shared.message().octets());
        assertThat(pdu.departure()).isIn(null, "it ends where a later release goes on");
        if (pdu.departure() != null)
            assertThatThrownBy(shared.message()::decode)
                    .isInstanceOf(DecodeException.class)
                    .hasMessageContaining("remain");
    }
}
