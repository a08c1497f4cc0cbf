package kenb.codec.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import kenb.codec.constructs.aligned.Colour;
import kenb.codec.constructs.aligned.Extended;
import kenb.codec.constructs.aligned.Field;
import kenb.codec.constructs.aligned.Message;
import kenb.codec.constructs.aligned.Weight;
import kenb.codec.per.EncodeException;
import kenb.codec.per.Extensions;
import kenb.codec.per.Octets;
import kenb.codec.per.OpenValue;
import kenb.codec.per.PerReader;
import kenb.codec.x2ap.Cause;
import kenb.codec.x2ap.CauseRadioNetwork;
import kenb.codec.x2ap.Criticality;
import kenb.codec.x2ap.ErrorIndication;
import kenb.codec.x2ap.ErrorIndicationIes;
import kenb.codec.x2ap.InitiatingMessage;
import kenb.codec.x2ap.ProtocolIeField;
import kenb.codec.x2ap.X2apElementaryProcedures;
import kenb.codec.x2ap.X2apPdu;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

@Tag("W-07")
class TextTest {
    private static final X2apPdu ERROR =
            new X2apPdu.InitiatingMessage(
                    InitiatingMessage.of(
                            X2apElementaryProcedures.ERROR_INDICATION,
                            new ErrorIndication(
                                    List.of(
                                            ProtocolIeField.of(
                                                    ErrorIndicationIes.CAUSE,
                                                    new Cause.RadioNetwork(
                                                            CauseRadioNetwork
                                                                    .HANDOVER_DESIRABLE_FOR_RADIO_REASONS)),
                                            new ProtocolIeField(
                                                    60000,
                                                    Criticality.IGNORE,
                                                    new OpenValue(Octets.ofHex("c0ff")))),
                                    Extensions.NONE)));

    @Test
    void aPduIsATreeWithTheNamesOfItsSpecification() {
        assertThat(ValueText.of(ERROR))
                .isEqualTo(
                        """
                        X2AP-PDU
                          initiatingMessage
                            procedureCode: id-errorIndication (3)
                            criticality: ignore
                            value
                              protocolIEs
                                [0]
                                  id: id-Cause (5)
                                  criticality: ignore
                                  value
                                    radioNetwork: handover-desirable-for-radio-reasons
                                [1]
                                  id: 60000
                                  criticality: ignore
                                  value
                                    $open: c0ff
                        """);
    }

    @Test
    void optionalPartsExtensionsAndNullAreAsTheyAre() {
        var value =
                Extended.builder()
                        .a(5)
                        .h(true)
                        .extensions(
                                new Extensions(
                                        9, List.of(new Extensions.Addition(8, Octets.ofHex("07")))))
                        .build();
        assertThat(PlainValues.of(value))
                .isEqualTo(
                        Map.of(
                                "a",
                                5,
                                "h",
                                true,
                                "$extensions",
                                Map.of(
                                        "bitmapBits",
                                        9,
                                        "unknown",
                                        List.of(Map.of("index", 8, "octets", "07")))));
    }

    @Test
    void whatWasWrittenInAnOddWayShowsItsOctetsToo() {
        var odd = Message.decode(HexFormat.of().parseHex("010007000480000005"));
        assertThat(odd.fields().getFirst()).isInstanceOf(Field.class);
        assertThat(odd.fields().getFirst().weight()).isEqualTo(Weight.LIGHT);
        assertThat(ValueText.of(odd)).contains("$value: 5").contains("$octets: 80000005");
    }

    @Test
    void octetsOfAnOddWayLastUntilTheValueBesideThemIsChanged() {
        var sent = HexFormat.of().parseHex("010007000480000005");
        var odd = (Map<?, ?>) PlainValues.of(Message.decode(sent));
        assertThat(PlainValues.read(Message.class, odd).encode()).isEqualTo(sent);
        var field =
                new LinkedHashMap<Object, Object>(
                        (Map<?, ?>) ((List<?>) odd.get("fields")).getFirst());
        field.put("value", Map.of("$value", 6, "$octets", "80000005"));
        var changed = PlainValues.read(Message.class, Map.of("fields", List.of(field)));
        assertThat(Message.decode(changed.encode()).fields().getFirst().value()).isEqualTo(6L);
    }

    /// As a peer writes it in ten digits.
    @Test
    void anItemAddedMuchLaterIsReadBack() {
        var item =
                Colour.decode(PerReader.aligned().reset(HexFormat.of().parseHex("c0044f584645")));
        assertThat(PlainValues.of(item)).isEqualTo("extension 1331185221");
        assertThat(PlainValues.read(Colour.class, "extension 1331185221")).isEqualTo(item);
        assertThatThrownBy(() -> PlainValues.read(Colour.class, "extension 2147483648"))
                .isInstanceOf(EncodeException.class);
    }

    @Test
    void aMessageGoesByItsType() {
        assertThat(MessageNames.of(ERROR)).isEqualTo("ErrorIndication");
    }

    @Test
    void anUnknownMessageGoesByItsProcedure() {
        var unknown =
                new X2apPdu.SuccessfulOutcome(
                        new kenb.codec.x2ap.SuccessfulOutcome(
                                3, Criticality.IGNORE, new OpenValue(Octets.EMPTY)));
        assertThat(MessageNames.of(unknown)).isEqualTo("successfulOutcome id-errorIndication");
        var newer =
                new X2apPdu.InitiatingMessage(
                        new InitiatingMessage(
                                251, Criticality.IGNORE, new OpenValue(Octets.EMPTY)));
        assertThat(MessageNames.of(newer)).isEqualTo("initiatingMessage procedure 251");
    }
}
