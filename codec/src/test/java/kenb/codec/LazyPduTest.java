package kenb.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;

import kenb.codec.ngap.NgapPdu;
import kenb.codec.per.DecodeException;
import kenb.codec.per.LazyPdu;
import kenb.codec.per.Octets;
import kenb.codec.per.Verbatim;
import kenb.codec.ranap.RanapPdu;
import kenb.codec.s1ap.S1apPdu;
import kenb.codec.text.PlainValues;
import kenb.codec.x2ap.HandoverRequest;
import kenb.codec.x2ap.HandoverRequestIes;
import kenb.codec.x2ap.InitiatingMessage;
import kenb.codec.x2ap.ProtocolIeField;
import kenb.codec.x2ap.X2apElementaryProcedures;
import kenb.codec.x2ap.X2apPdu;
import kenb.codec.xnap.XnApPdu;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/// The lazy view sees what decoding sees.
@Tag("W-03")
class LazyPduTest {
    private final LazyPdu s1ap = S1apPdu.lazy();
    private final LazyPdu x2ap = X2apPdu.lazy();

    static Stream<Message> messages() {
        return Stream.of("s1ap", "x2ap", "ngap", "xnap", "ranap")
                .map(Messages::written)
                .flatMap(List::stream);
    }

    private LazyPdu viewOf(Message message) {
        return switch (message.protocol()) {
            case "s1ap" -> s1ap;
            case "x2ap" -> x2ap;
            case "ngap" -> NgapPdu.lazy();
            case "xnap" -> XnApPdu.lazy();
            default -> RanapPdu.lazy();
        };
    }

    @ParameterizedTest
    @MethodSource("messages")
    void fieldsAreThoseOfTheDecodedMessage(Message message) {
        var view = viewOf(message).read(Unpooled.wrappedBuffer(message.octets()));
        var pdu = (Map<?, ?>) PlainValues.of(message.decode());
        var envelope = (Map<?, ?>) pdu.values().iterator().next();
        assertThat(envelope.get("procedureCode").toString())
                .matches("(.*\\()?" + view.procedureCode() + "\\)?");
        var criticalities = List.of("reject", "ignore", "notify");
        assertThat(envelope.get("criticality")).isEqualTo(criticalities.get(view.criticality()));
        var ids = new ArrayList<String>();
        var content = (Map<?, ?>) envelope.get("value");
        if (content.get("$value") instanceof Map<?, ?> inner) content = inner;
        if (content.get("protocolIEs") instanceof List<?> fields)
            for (var field : fields)
                ids.add(
                        ((Map<?, ?>) field).get("id").toString().replaceAll(".*\\(|\\)", "")
                                + ((Map<?, ?>) field).get("criticality"));
        var seen = new ArrayList<String>();
        for (int i = 0; i < view.size(); i++)
            seen.add(view.id(i) + criticalities.get(view.criticality(i)));
        assertThat(seen).isEqualTo(ids);
    }

    @ParameterizedTest
    @MethodSource("messages")
    void aFieldsOctetsStandWhereItSays(Message message) {
        var view = viewOf(message).read(message.octets(), 0, message.octets().length);
        for (int i = 0; i < view.size(); i++) {
            var octets = view.octets(i);
            if (octets.length() >= 16384 || view.reassembled()) continue;
            int from = view.end(i) - octets.length();
            assertThat(from - view.start(i)).isBetween(1, 2);
            assertThat(Octets.of(Arrays.copyOfRange(message.octets(), from, view.end(i))))
                    .isEqualTo(octets);
        }
    }

    @Test
    void oneValueIsDecodedOnDemand() {
        int met = 0;
        for (var message : Messages.written("x2ap")) {
            if (!(message.decode()
                            instanceof
                            X2apPdu.InitiatingMessage(InitiatingMessage(var _, var _, var value)))
                    || !(Verbatim.strip(value) instanceof HandoverRequest request)) continue;
            var view = x2ap.read(message.octets(), 0, message.octets().length);
            assertThat(view.is(X2apElementaryProcedures.HANDOVER_REQUEST)).isTrue();
            assertThat(view.is(X2apElementaryProcedures.HANDOVER_CANCEL)).isFalse();
            for (var object :
                    List.of(
                            HandoverRequestIes.CAUSE,
                            HandoverRequestIes.UE_CONTEXT_INFORMATION,
                            HandoverRequestIes.TRACE_ACTIVATION)) {
                var expected = ProtocolIeField.get(request.protocolIes(), object);
                if (expected != null) met++;
                assertThat((Object) view.get(object)).isEqualTo(expected);
            }
        }
        assertThat(met).isPositive();
    }

    @ParameterizedTest
    @MethodSource("messages")
    void brokenPdusGiveADecodeExceptionOnly(Message message) {
        var random = new Random(message.octets().length);
        var view = viewOf(message);
        for (int i = 0; i < 300; i++) {
            var broken = Arrays.copyOf(message.octets(), random.nextInt(message.octets().length));
            for (int flips = random.nextInt(4); flips > 0 && broken.length > 0; flips--)
                broken[random.nextInt(Math.min(broken.length, 24))] ^=
                        (byte) (1 << random.nextInt(8));
            try {
                view.read(broken, 0, broken.length);
                for (int field = 0; field < view.size(); field++)
                    assertThat(view.end(field)).isGreaterThan(view.start(field));
            } catch (DecodeException e) {
                assertThat(e).hasMessageContaining("bit");
            }
        }
    }
}
