package kenb.codec.criticality;

import static org.assertj.core.api.Assertions.assertThat;

import kenb.codec.criticality.Verdict.Action;
import kenb.codec.per.LazyPdu;
import kenb.codec.per.ObjectSet;
import kenb.codec.s1ap.S1apElementaryProcedures;
import kenb.codec.s1ap.S1apPdu;
import kenb.codec.text.PlainValues;
import kenb.codec.x2ap.X2apElementaryProcedures;
import kenb.codec.x2ap.X2apPdu;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.HexFormat;

/// Clause 10 of TS 36.413 and TS 36.423 on messages laid out by hand: an envelope, and fields of id, criticality, octets.
@Tag("W-06")
class CriticalityTest {
    private static final String[] ALTERNATIVES = {"00", "20", "40"};

    /// Of an S1AP UE CONTEXT RELEASE REQUEST, an X2AP HANDOVER REQUEST and so on: good fields.
    private static final String MME_UE_ID = "0000 00 02 0005";

    private static final String ENB_UE_ID = "0008 00 02 0007";
    private static final String CAUSE = "0002 40 02 0280";

    private static byte[] pdu(
            int alternative, int procedure, String criticality, String... fields) {
        var content = "00" + "%04x".formatted(fields.length) + String.join("", fields);
        content = content.replace(" ", "");
        var length = "%02x".formatted(content.length() / 2);
        return HexFormat.of()
                .parseHex(
                        ALTERNATIVES[alternative]
                                + "%02x".formatted(procedure)
                                + criticality
                                + length
                                + content);
    }

    private record Result(Verdict verdict, @Nullable Object answer) {
        String plain() {
            return answer == null ? "" : PlainValues.of(answer).toString();
        }
    }

    private static <P> Result of(Class<P> type, ObjectSet procedures, LazyPdu view, byte[] octets) {
        var verdict = new ProtocolRules(procedures).check(view.read(octets, 0, octets.length));
        return new Result(verdict, new ErrorAnswers<>(type, procedures).to(view, verdict));
    }

    private static Result s1ap(byte[] octets) {
        return of(S1apPdu.class, S1apElementaryProcedures.SET, S1apPdu.lazy(), octets);
    }

    private static Result x2ap(byte[] octets) {
        return of(X2apPdu.class, X2apElementaryProcedures.SET, X2apPdu.lazy(), octets);
    }

    @Test
    void aMessageWithAllThatItNeedsIsAccepted() {
        var result = s1ap(pdu(0, 18, "40", MME_UE_ID, ENB_UE_ID, CAUSE));
        assertThat(result.verdict()).isSameAs(Verdict.ACCEPT);
        assertThat(result.answer()).isNull();
    }

    @Test
    void aMissingMandatoryElementRejectsByErrorIndicationWhereTheProcedureHasNoOutcome() {
        var result = s1ap(pdu(0, 18, "40", ENB_UE_ID, CAUSE));
        assertThat(result.verdict().action()).isEqualTo(Action.REJECT);
        assertThat(result.verdict().diagnostics()).containsExactly(new Diagnostic(0, 0, true));
        assertThat(result.plain())
                .contains("id-ErrorIndication", "protocol=abstract-syntax-error-reject")
                .contains("value=7", "id-UEContextReleaseRequest", "initiating-message")
                .contains("iECriticality=reject", "typeOfError=missing")
                .doesNotContain("id-MME-UE-S1AP-ID (0), criticality");
    }

    @Test
    void aMissingElementOfCriticalityIgnoreIsPassedOver() {
        var result = s1ap(pdu(0, 18, "40", MME_UE_ID, ENB_UE_ID));
        assertThat(result.verdict()).isSameAs(Verdict.ACCEPT);
    }

    @ParameterizedTest
    @CsvSource({
        "00, REJECT, abstract-syntax-error-reject",
        "40, ACCEPT, ''",
        "80, ACCEPT_AND_REPORT, abstract-syntax-error-ignore-and-notify",
    })
    void anUnknownElementIsTreatedByItsCriticality(
            String criticality, Action action, String cause) {
        var unknown = "fff0 " + criticality + " 02 beef";
        var result = s1ap(pdu(0, 18, "40", MME_UE_ID, ENB_UE_ID, unknown, CAUSE));
        assertThat(result.verdict().action()).isEqualTo(action);
        if (cause.isEmpty()) assertThat(result.answer()).isNull();
        else assertThat(result.plain()).contains(cause, "65520", "not-understood");
    }

    @Test
    void elementsInTheWrongOrderOrTwiceAreAFalselyConstructedMessage() {
        for (var fields :
                new String[][] {
                    {ENB_UE_ID, MME_UE_ID, CAUSE}, {MME_UE_ID, ENB_UE_ID, ENB_UE_ID, CAUSE}
                }) {
            var result = s1ap(pdu(0, 18, "40", fields));
            assertThat(result.verdict().cause()).isEqualTo(ErrorCause.FALSELY_CONSTRUCTED);
            assertThat(result.plain())
                    .contains("abstract-syntax-error-falsely-constructed-message");
        }
    }

    @Test
    void aProcedureWithAnUnsuccessfulOutcomeIsRejectedByIt() {
        // X2AP HANDOVER REQUEST with nothing but the old eNB's id.
        var result = x2ap(pdu(0, 0, "00", "000a 00 02 0009"));
        assertThat(result.verdict().action()).isEqualTo(Action.REJECT);
        assertThat(result.plain())
                .startsWith("{unsuccessfulOutcome=")
                .contains("id-handoverPreparation", "value=9", "abstract-syntax-error-reject")
                .contains("iE-ID=id-TargetCell-ID (11)", "iE-ID=id-GUMMEI-ID (23)")
                .contains("iE-ID=id-UE-ContextInformation (14)", "typeOfError=missing");
        // Without that id the outcome can't be made.
        assertThat(x2ap(pdu(0, 0, "00")).plain()).contains("id-errorIndication");
    }

    @Test
    void aResponseThatIsWrongFailsHereAndIsNotAnswered() {
        // S1AP HANDOVER REQUEST ACKNOWLEDGE with nothing in it.
        var result = s1ap(pdu(1, 1, "00"));
        assertThat(result.verdict().action()).isEqualTo(Action.FAIL_LOCALLY);
        assertThat(result.answer()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"00, REPORT, reject", "40, DROP, ''", "80, REPORT, notify"})
    void anUnknownProcedureIsTreatedByItsCriticality(
            String criticality, Action action, String shown) {
        var result = s1ap(pdu(0, 250, criticality));
        assertThat(result.verdict().action()).isEqualTo(action);
        if (shown.isEmpty()) assertThat(result.answer()).isNull();
        else
            assertThat(result.plain())
                    .contains("procedureCode=250", "procedureCriticality=" + shown);
    }

    @Test
    void anErrorIndicationIsNeverAnswered() {
        var result = s1ap(pdu(0, 15, "40", "fff0 00 01 00"));
        assertThat(result.verdict().accepted()).isFalse();
        assertThat(result.answer()).isNull();
    }

    @Test
    void octetsThatAreNoPduAreAnsweredWithATransferSyntaxError() {
        var answers = new ErrorAnswers<>(S1apPdu.class, S1apElementaryProcedures.SET);
        var cut = pdu(0, 18, "40", MME_UE_ID, ENB_UE_ID, CAUSE);
        var shorter = java.util.Arrays.copyOf(cut, cut.length - 3);
        var answer = answers.toTransferSyntaxError(S1apPdu.lazy(), shorter);
        assertThat(String.valueOf(PlainValues.of(java.util.Objects.requireNonNull(answer))))
                .contains("transfer-syntax-error", "id-UEContextReleaseRequest");
        assertThat(S1apPdu.decode(answer.encode())).isEqualTo(answer);
        assertThat(answers.toTransferSyntaxError(S1apPdu.lazy(), new byte[] {0, 15, 64})).isNull();
        assertThat((Object) answers.toTransferSyntaxError(S1apPdu.lazy(), new byte[0])).isNotNull();
    }
}
