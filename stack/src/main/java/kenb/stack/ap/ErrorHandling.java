package kenb.stack.ap;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

import kenb.codec.criticality.ErrorAnswers;
import kenb.codec.criticality.ProtocolRules;
import kenb.codec.criticality.Verdict;
import kenb.codec.per.LazyPdu;

import org.jspecify.annotations.Nullable;

/// What an association does about messages that are not as they should be (TS 36.413 §10, TS 36.423 §10). One an
/// association; rules and answers may be shared.
public final class ErrorHandling<P> {
    /// Two peers that don't understand each other's error indications would go on for ever.
    private static final int MOST_IN_A_ROW = 16;

    private final ProtocolRules rules;
    private final ErrorAnswers<P> answers;
    private final LazyPdu view;
    private int inARow;

    /// @param view a view of its own, such as `S1apPdu.lazy()`
    public ErrorHandling(ProtocolRules rules, ErrorAnswers<P> answers, LazyPdu view) {
        this.rules = rules;
        this.answers = answers;
        this.view = view;
    }

    /// What becomes of a PDU that was decoded from these octets. Allocates nothing where nothing is wrong.
    Verdict check(ByteBuf payload) {
        var verdict = rules.check(view.read(payload));
        inARow = verdict == Verdict.ACCEPT ? 0 : inARow + 1;
        return verdict;
    }

    /// The answer to the PDU just checked; null where none is due.
    @Nullable P answer(Verdict verdict) {
        return inARow > MOST_IN_A_ROW ? null : answers.to(view, verdict);
    }

    /// The answer to octets that are no PDU; null where none is due.
    @Nullable P answerToUndecodable(ByteBuf payload) {
        if (++inARow > MOST_IN_A_ROW) return null;
        return answers.toTransferSyntaxError(view, ByteBufUtil.getBytes(payload));
    }
}
