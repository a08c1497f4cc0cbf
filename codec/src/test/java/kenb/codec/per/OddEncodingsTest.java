package kenb.codec.per;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import kenb.codec.constructs.aligned.Colour;
import kenb.codec.constructs.aligned.Field;
import kenb.codec.constructs.aligned.Message;
import kenb.codec.constructs.aligned.MessageFields;
import kenb.codec.constructs.aligned.Presence;
import kenb.codec.constructs.aligned.Unbounded;
import kenb.codec.constructs.aligned.Weight;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.HexFormat;
import java.util.List;

/// What a peer writes in another way than the canonical one is read, and comes back as it was sent.
@Tag("W-03")
class OddEncodingsTest {
    /// One field in a message: its id, weight light, its content behind a length.
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a number in more octets than it needs,        0007, 80 000005",
        "a number and an octet behind it,              0007, 00 05 07",
        "padding bits that are set,                    0007, 3f 05",
        "padding bits that are set at the end,         0000, 11",
        "no octet for a value without bits,            000b, ''",
        "an octet that is not zero for it,             000b, 01",
        "a length in two octets that fits one,         0008, 8002 abcd",
        "a DEFAULT spelt out,                          000c, 40 60 09",
        "text that is not UTF-8,                       000e, 02 c328"
    })
    void oddFieldsComeBackAsTheyCame(String what, String id, String content) {
        var octets = octets(content);
        var pdu = octets("01" + id + "00" + "%02x".formatted(octets.length) + content);
        var field = Message.decode(pdu).fields().getFirst();
        assertThat(field.value()).as(what).isInstanceOf(Verbatim.class);
        assertThat(Message.decode(pdu).encode()).isEqualTo(pdu);
    }

    @Test
    void theValueOfAnOddFieldIsThereAllTheSame() {
        var pdu = octets("01 0007 00 04 80000005");
        assertThat(Field.get(Message.decode(pdu).fields(), MessageFields.VALUE_7)).isEqualTo(5L);
    }

    @Test
    void canonicalFieldsAreNotHeldTwice() {
        var message =
                new Message(
                        List.of(
                                Field.of(MessageFields.COLOUR, Colour.MAGENTA),
                                Field.of(MessageFields.VALUE_7, 4294967295L),
                                Field.of(
                                        MessageFields.UNBOUNDED,
                                        new Unbounded(true, -129, 0, -5, 10, 8, -1, 100)),
                                Field.of(
                                        MessageFields.PRESENCE,
                                        Presence.builder().ninth(1).second(4).build()),
                                new Field(300, Weight.LIGHT, new OpenValue(Octets.ofHex("0102")))),
                        Extensions.NONE);
        assertThat(Message.decode(message.encode())).isEqualTo(message);
    }

    @Test
    void numbersOutsideTheirBoundsThatAreNotComeBackToo() {
        // flag, then any=0 fromZero=0 fromMinus5=-5 upTo10=0, ext=3 behind the bit that it is not
        // in 0..7
        var content = "00 0100 0100 0100 0100 80 0103 00 00 40 00".replace(" ", "");
        var pdu = octets("01 000d 00 %02x".formatted(content.length() / 2) + content);
        assertThat(Message.decode(pdu).encode()).isEqualTo(pdu);
    }

    @Test
    void anExtensionBitmapOfNothingComesBackButIsNotCanonical() {
        var pdu = octets("81 0007 00 02 0005 00");
        var message = Message.decode(pdu);
        assertThat(message.encode()).isEqualTo(pdu);
        var out = PerWriter.aligned().canonical();
        message.encode(out);
        assertThat(out.toByteArray()).isEqualTo(octets("01 0007 00 02 0005"));
    }

    @Test
    void anIdTheSetKnowsWithRubbishInsideIsRefusedWithItsPath() {
        assertThatThrownBy(() -> Message.decode(octets("01 0007 00 01 c0")))
                .isInstanceOf(DecodeException.class)
                .hasMessage("Message.fields[0].value.Value-7, bit 48: 32 bits wanted, 0 remain");
    }

    @Test
    void lengthsBeyondTheEndSayWhatIsLeft() {
        assertThatThrownBy(() -> Message.decode(octets("01 0008 00 8400 aa")))
                .isInstanceOf(DecodeException.class)
                .hasMessageEndingWith("bit 48: length 1024 octets, 1 remain");
    }

    private static byte[] octets(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
