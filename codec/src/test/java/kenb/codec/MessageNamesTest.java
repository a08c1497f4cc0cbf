package kenb.codec;

import static org.assertj.core.api.Assertions.assertThat;

import kenb.codec.text.MessageNames;
import kenb.codec.text.ValueText;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.stream.Stream;

/// What Erlang calls the messages that it wrote, where it says more than that they are of an extension.
@Tag("W-07")
class MessageNamesTest {
    static Stream<Message> messages() {
        return Message.PROTOCOLS.stream()
                .map(Messages::written)
                .flatMap(List::stream)
                .filter(it -> !it.name().startsWith("messageClassExtension #"))
                .filter(it -> it.pdu().matches(".*-PDU|.*-[CD]C*CH-Message"));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void messagesGoByTheNameOfTheirSpecification(Message message) {
        var text = ValueText.of(message.decode());
        assertThat(text).startsWith(message.pdu() + "\n");
        var name = MessageNames.of(message.decode());
        if (name.contains(" procedure ")) assertThat(text).contains("\n    value\n      $open: ");
        else assertThat(name).isEqualTo(message.name().replaceFirst(" #.*", ""));
    }
}
