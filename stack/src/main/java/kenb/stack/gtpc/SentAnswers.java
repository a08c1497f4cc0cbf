package kenb.stack.gtpc;

import kenb.codec.per.Octets;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;

/// What was answered, to say the same again to a repeated question (TS 29.274 §7.6); and what is being worked on, to pass over its
/// repetition. Both are let go of in time, the oldest first where there are too many.
final class SentAnswers {
    private final long keepMillis;
    private final int most;
    private final Map<Exchange, Answer> kept = new LinkedHashMap<>();

    /// @param datagram null while the question is being worked on
    record Answer(int questionType, @Nullable Octets datagram, long until) {}

    SentAnswers(long keepMillis, int most) {
        this.keepMillis = keepMillis;
        this.most = most;
    }

    void keep(Exchange exchange, int questionType, @Nullable Octets datagram, long now) {
        kept.remove(exchange); // so that the eldest stand first
        kept.put(exchange, new Answer(questionType, datagram, now + keepMillis));
        if (kept.size() > most) kept.remove(kept.keySet().iterator().next());
    }

    /// @return null where this question is a new one
    @Nullable Answer find(Exchange exchange, int questionType, long now) {
        Answer answer = kept.get(exchange);
        boolean same = answer != null && answer.questionType() == questionType;
        return same && answer.until() > now ? answer : null;
    }

    void expire(long now) {
        var oldest = kept.values().iterator();
        while (oldest.hasNext() && oldest.next().until() <= now) oldest.remove();
    }
}
