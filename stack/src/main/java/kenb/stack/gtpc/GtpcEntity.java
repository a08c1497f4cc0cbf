package kenb.stack.gtpc;

import kenb.codec.gtpc.Cause;
import kenb.codec.gtpc.FTeid;
import kenb.codec.gtpc.GtpcCodec;
import kenb.codec.gtpc.GtpcIe;
import kenb.codec.gtpc.GtpcIeTypes;
import kenb.codec.gtpc.GtpcMessage;
import kenb.codec.gtpc.GtpcMessageType;
import kenb.codec.per.DecodeException;
import kenb.codec.per.Octets;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/// One end of GTPv2-C for all its peers: numbers requests, sends them again until they are answered, answers a repeated request by the same
/// octets, answers and sends echoes, sees restarts (TS 29.274 §7.1, §7.6, §7.7). Belongs to one thread; its clock comes with every call, as
/// milliseconds that never go back.
public final class GtpcEntity {
    private static final int SEQUENCE_MASK = 0x7fffff;

    /// Set in the sequence number of a command, and of the request that a command brings about (§7.6).
    private static final int COMMAND_BIT = 0x800000;

    /// The port requests go to.
    public static final int PORT = 2123;

    private final GtpcSettings settings;
    private final GtpcOutput output;
    private final int restartCounter;
    private final Map<Exchange, Pending> pending = new HashMap<>();
    private final PriorityQueue<Pending> timers =
            new PriorityQueue<>((a, b) -> Long.compare(a.due, b.due));
    private final SentAnswers answers;
    private final WatchedPeers watched;
    private int nextSequence;

    /// @param restartCounter of this node, one octet: one more at each of its starts
    /// @param firstSequence of the first request, 23 bits
    public GtpcEntity(
            GtpcSettings settings, int restartCounter, int firstSequence, GtpcOutput output) {
        this.settings = settings;
        answers = new SentAnswers(settings.keepAnswersMillis(), settings.mostKept());
        watched = new WatchedPeers(settings.echoIntervalMillis());
        this.restartCounter = restartCounter & 0xff;
        this.nextSequence = firstSequence & SEQUENCE_MASK;
        this.output = output;
    }

    private static final class Pending {
        final Exchange exchange;
        final GtpcMessage request;
        final Octets datagram;
        int sent = 1;
        long due;
        boolean over;

        Pending(Exchange exchange, GtpcMessage request, long due) {
            this.exchange = exchange;
            this.request = request;
            this.datagram = GtpcCodec.encode(request);
            this.due = due;
        }
    }

    /// Sends a message that begins something, under a sequence number of this entity; again and again where an answer is due.
    ///
    /// @return the message with that number, as [GtpcOutput#answered] will show it
    /// @throws IllegalStateException when too many requests are unanswered
    public GtpcMessage request(InetSocketAddress peer, GtpcMessage message, long now) {
        if (pending.size() >= settings.mostKept()) {
            throw new IllegalStateException(pending.size() + " requests unanswered");
        }
        Exchange exchange;
        do {
            int sequence = nextSequence | (isCommand(message.type()) ? COMMAND_BIT : 0);
            exchange = new Exchange(peer, sequence, true);
            nextSequence = nextSequence + 1 & SEQUENCE_MASK;
        } while (pending.containsKey(exchange));
        GtpcMessage numbered = message.withSequence(exchange.sequence());
        if (hasAnswer(message.type())) await(exchange, numbered, now);
        output.send(peer, GtpcCodec.encode(numbered));
        return numbered;
    }

    private void await(Exchange exchange, GtpcMessage message, long now) {
        var waiting = new Pending(exchange, message, now + settings.t3ResponseMillis());
        pending.put(exchange, waiting);
        timers.add(waiting);
    }

    private static boolean isCommand(int type) {
        return type == GtpcMessageType.MODIFY_BEARER_COMMAND.number()
                || type == GtpcMessageType.DELETE_BEARER_COMMAND.number()
                || type == GtpcMessageType.BEARER_RESOURCE_COMMAND.number();
    }

    /// Answers have the number after their request's.
    private static boolean hasAnswer(int type) {
        GtpcMessageType answer = GtpcMessageType.of(type + 1 & 0xff);
        return answer != null && answer.isTriggered();
    }

    /// Answers a request, or acknowledges a Context Response. What is sent here is sent again when that is repeated. A Context Response that
    /// accepts is itself sent until it is acknowledged.
    ///
    /// @param answer its sequence number is replaced by the request's
    public void answer(InetSocketAddress peer, GtpcMessage request, GtpcMessage answer, long now) {
        GtpcMessage numbered = answer.withSequence(request.sequence());
        boolean acknowledges = answer.is(GtpcMessageType.CONTEXT_ACKNOWLEDGE);
        var exchange = new Exchange(peer, request.sequence(), acknowledges);
        Octets datagram = GtpcCodec.encode(numbered);
        answers.keep(exchange, request.type(), datagram, now);
        if (answer.is(GtpcMessageType.CONTEXT_RESPONSE) && isAccepted(answer)) {
            await(exchange, numbered, now);
        }
        output.send(peer, datagram);
    }

    private static boolean isAccepted(GtpcMessage answer) {
        Cause cause = answer.ies().get(GtpcIeTypes.CAUSE);
        return cause != null && cause.isAccepted();
    }

    /// Begins to watch a peer by Echo Requests, the first at once.
    public void watch(InetSocketAddress peer, long now) {
        watched.add(peer, now);
        tick(now);
    }

    /// Stops watching.
    public void forget(InetSocketAddress peer) {
        watched.remove(peer);
    }

    /// A datagram came.
    public void receive(InetSocketAddress peer, byte[] datagram, long now) {
        List<GtpcMessage> messages;
        try {
            messages = GtpcCodec.decode(datagram);
        } catch (DecodeException e) {
            if (isOtherVersion(datagram)) output.send(peer, versionNotSupported());
            output.malformed(peer, e);
            return;
        }
        for (GtpcMessage message : messages) receive(peer, message, now);
    }

    /// A message of a later version is told so (§7.7.2); one of version 1 or 0 is another protocol's business.
    private static boolean isOtherVersion(byte[] datagram) {
        return datagram.length >= 8 && (datagram[0] & 0xff) >> 5 > 2;
    }

    private static Octets versionNotSupported() {
        return GtpcCodec.encode(
                new GtpcMessage(GtpcMessageType.VERSION_NOT_SUPPORTED_INDICATION, 0, 0));
    }

    private void receive(InetSocketAddress peer, GtpcMessage message, long now) {
        GtpcMessageType type = GtpcMessageType.of(message.type());
        if (type == null) {
            output.malformed(
                    peer,
                    new DecodeException(8, "no such message type").at("GTPv2-C " + message.type()));
            return;
        }
        if (!type.isTriggered()) {
            asked(new Exchange(peer, message.sequence(), false), type, message, now);
            return;
        }
        boolean ours = type != GtpcMessageType.CONTEXT_ACKNOWLEDGE;
        answered(new Exchange(peer, message.sequence(), ours), type, message, now);
    }

    private void answered(Exchange exchange, GtpcMessageType type, GtpcMessage message, long now) {
        Pending waiting = pending.get(exchange);
        if (waiting == null || !isAnswer(waiting.request.type(), type)) {
            sayAgain(exchange, message, now);
            return;
        }
        try {
            GtpcCodec.verify(message);
        } catch (DecodeException e) {
            output.malformed(exchange.peer(), e);
            return;
        }
        end(waiting);
        if (type == GtpcMessageType.ECHO_RESPONSE) {
            recovery(exchange.peer(), message);
        } else {
            output.answered(exchange.peer(), waiting.request, message);
        }
    }

    /// @return whether the message is one that came before: its answer was sent again, if there is one by now
    private boolean sayAgain(Exchange exchange, GtpcMessage message, long now) {
        SentAnswers.Answer kept = answers.find(exchange, message.type(), now);
        if (kept == null) return false;
        if (kept.datagram() != null) output.send(exchange.peer(), kept.datagram());
        return true;
    }

    private static boolean isAnswer(int request, GtpcMessageType answer) {
        return answer.number() == request + 1
                || answer == GtpcMessageType.VERSION_NOT_SUPPORTED_INDICATION;
    }

    private void end(Pending waiting) {
        pending.remove(waiting.exchange);
        waiting.over = true;
    }

    private void asked(Exchange exchange, GtpcMessageType type, GtpcMessage message, long now) {
        if (sayAgain(exchange, message, now)) return;
        try {
            GtpcCodec.verify(message);
        } catch (DecodeException e) {
            refuse(exchange, type, message, now);
            output.malformed(exchange.peer(), e);
            return;
        }
        if (type == GtpcMessageType.ECHO_REQUEST) {
            echo(exchange.peer(), message);
            return;
        }
        commandTakesEffect(exchange);
        answers.keep(exchange, message.type(), null, now);
        output.request(exchange.peer(), message);
    }

    /// The request that a command of ours brings about has its sequence number, and ends the waiting.
    private void commandTakesEffect(Exchange exchange) {
        if ((exchange.sequence() & COMMAND_BIT) == 0) return;
        Pending command = pending.get(new Exchange(exchange.peer(), exchange.sequence(), true));
        if (command != null && isCommand(command.request.type())) end(command);
    }

    private void echo(InetSocketAddress peer, GtpcMessage request) {
        output.send(
                peer,
                GtpcCodec.encode(
                        new GtpcMessage(
                                GtpcMessageType.ECHO_RESPONSE,
                                0,
                                request.sequence(),
                                GtpcIeTypes.RECOVERY.of(restartCounter))));
        recovery(peer, request);
    }

    /// A request without what it must have is answered by its response and a cause (§7.7.4, §7.7.5).
    private void refuse(Exchange exchange, GtpcMessageType type, GtpcMessage message, long now) {
        if (!hasAnswer(message.type()) || type == GtpcMessageType.ECHO_REQUEST) return;
        GtpcMessageType answer = GtpcMessageType.of(message.type() + 1);
        if (answer == null) return;
        var missing = GtpcCodec.missing(message);
        GtpcIe cause =
                missing == null
                        ? cause(Cause.MANDATORY_IE_INCORRECT, -1)
                        : cause(Cause.MANDATORY_IE_MISSING, missing.number());
        var refusal = new GtpcMessage(answer, senderTeid(message), 0, cause);
        answer(exchange.peer(), message, refusal, now);
    }

    /// Where the sender takes answers: its F-TEID in the request, if that is there and whole.
    private static int senderTeid(GtpcMessage message) {
        try {
            FTeid sender = message.ies().get(GtpcIeTypes.F_TEID);
            return sender == null ? 0 : sender.teid();
        } catch (DecodeException _) {
            return 0;
        }
    }

    private static GtpcIe cause(int value, int offending) {
        return GtpcIeTypes.CAUSE.of(
                offending < 0
                        ? new Cause(value)
                        : new Cause(value, 0, new Cause.Offending(offending, 0, 0)));
    }

    private void recovery(InetSocketAddress peer, GtpcMessage echo) {
        Integer now = echo.ies().get(GtpcIeTypes.RECOVERY);
        if (now == null) return;
        int before = watched.told(peer, now);
        if (before >= 0 && before != now) output.restarted(peer, before, now);
    }

    /// Time has come to `now`: sends again what is unanswered, and echoes; lets go of old answers.
    ///
    /// @return when to call again, in the same milliseconds; Long.MAX_VALUE for not before something else happens
    public long tick(long now) {
        for (Pending first = timers.peek();
                first != null && (first.over || first.due <= now);
                first = timers.peek()) {
            timers.remove();
            if (!first.over) expired(first, now);
        }
        echoes(now);
        answers.expire(now);
        return Math.min(timers.isEmpty() ? Long.MAX_VALUE : timers.peek().due, watched.next());
    }

    private void expired(Pending waiting, long now) {
        if (waiting.sent == settings.n3Requests()) {
            end(waiting);
            output.unanswered(waiting.exchange.peer(), waiting.request);
            return;
        }
        waiting.sent++;
        waiting.due = now + settings.t3ResponseMillis();
        timers.add(waiting);
        output.send(waiting.exchange.peer(), waiting.datagram);
    }

    private void echoes(long now) {
        for (InetSocketAddress peer : watched.due(now)) {
            request(
                    peer,
                    new GtpcMessage(
                            GtpcMessageType.ECHO_REQUEST,
                            0,
                            0,
                            GtpcIeTypes.RECOVERY.of(restartCounter)),
                    now);
        }
    }

    /// Requests of ours without an answer so far.
    public List<GtpcMessage> unanswered() {
        var list = new ArrayList<GtpcMessage>();
        pending.values().forEach(waiting -> list.add(waiting.request));
        return list;
    }
}
