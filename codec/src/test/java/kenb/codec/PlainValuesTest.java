package kenb.codec;

import static org.assertj.core.api.Assertions.assertThat;

import kenb.codec.text.PlainValues;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// Messages that Erlang wrote, as plain values and back: the same values, and the same octets.
@Tag("W-07")
class PlainValuesTest {
    static Stream<Message> messages() {
        return Message.PROTOCOLS.stream().map(Messages::written).flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("messages")
    void plainValuesLoseNothing(Message message) {
        var value = message.decode();
        var again = PlainValues.read(message.type().type(), PlainValues.of(value));
        assertThat(again).isEqualTo(value);
        assertThat(HexFormat.of().formatHex(message.encode(again))).isEqualTo(message.hex());
    }
}
