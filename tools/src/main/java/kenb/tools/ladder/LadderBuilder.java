package kenb.tools.ladder;

import kenb.stack.capture.Capture;
import kenb.stack.capture.CapturedPacket;
import kenb.stack.capture.CapturedPdu;
import kenb.stack.capture.CapturedPdu.Framing;
import kenb.tools.decode.Decoded;
import kenb.tools.decode.Detail;
import kenb.tools.decode.SeenMessage;
import kenb.tools.ladder.Ladder.Arrow;
import kenb.tools.ladder.Ladder.Band;
import kenb.tools.ladder.Ladder.KeyEvent;
import kenb.tools.ladder.Ladder.KeyLife;
import kenb.tools.ladder.Ladder.Row;
import kenb.tools.ladder.Ladder.Step;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Collects a capture's messages and makes a [Ladder] of them. User-plane PDUs between two signalling
/// messages become a band once there are enough of them to matter, and always before a step.
public final class LadderBuilder {
    private static final int BAND_PDUS = 10;
    private static final int PDCP_LTE_PLANE =
            9; // start string, an octet that says whether there is a header, the plane
    private static final int USER_PLANE = 2;
    private static final int OTHERS = 2;

    private record Traffic(
            long from,
            long until,
            String left,
            String right,
            String protocol,
            long[] pdus,
            long octets) {}

    private sealed interface Item {
        long epochNanos();
    }

    private record Heading(long epochNanos, String title) implements Item {}

    private record Signal(long epochNanos, String from, String to, SeenMessage message)
            implements Item {}

    private record Flow(long epochNanos, Traffic traffic) implements Item {}

    private record Keys(long epochNanos, String owner, boolean born, List<KeyLife> keys)
            implements Item {}

    private final String title;
    private final List<Item> items = new ArrayList<>();
    private final Map<String, Traffic> pending = new LinkedHashMap<>();
    private final List<String> nodes = new ArrayList<>();
    private final List<KeyLife> keys;
    private final Map<String, String> roles = new HashMap<>();
    private final int most;
    private long left;
    private String lastStep = "";

    public LadderBuilder(String title, List<KeyLife> keys) {
        this(title, keys, Integer.MAX_VALUE);
    }

    /// @param most rows that are kept; what comes after them is counted only
    public LadderBuilder(String title, List<KeyLife> keys, int most) {
        this.title = title;
        this.keys = List.copyOf(keys);
        this.most = most;
    }

    /// Messages that were left out as there were too many.
    public long leftOut() {
        return left;
    }

    /// Takes a packet's comments, which may open a step, whether or not it holds a PDU.
    public void see(CapturedPacket packet) {
        for (var comment : packet.comments())
            comment.lines().forEach(line -> step(packet.epochNanos(), line));
    }

    /// Takes the next PDU of the capture; damage and PDUs without addresses are left out.
    public void add(SeenMessage message) {
        var origin = message.origin();
        for (var comment : origin.comments())
            comment.lines().forEach(line -> step(origin.epochNanos(), line));
        if (message.pdu() instanceof CapturedPdu.Damage) return;
        if (origin.source() == null || origin.destination() == null) return;
        boolean sameAddress =
                origin.source().getAddress().equals(origin.destination().getAddress());
        var from = node(message.source(), origin.source(), sameAddress);
        var to = node(message.destination(), origin.destination(), sameAddress);
        role(message, origin.source(), from);
        role(message, origin.destination(), to);
        if (items.size() >= most) {
            left++;
        } else if (isTraffic(message)) {
            flow(origin.epochNanos(), from, to, message);
        } else {
            if (pending.values().stream().mapToLong(it -> it.pdus[0] + it.pdus[1]).sum()
                    >= BAND_PDUS) {
                flush();
            }
            items.add(new Signal(origin.epochNanos(), from, to, message));
        }
    }

    public Ladder build() {
        flush();
        addKeyEvents();
        items.sort(Comparator.comparingLong(Item::epochNanos));
        var lifelines =
                nodes.stream().sorted((one, other) -> beside(label(one), label(other))).toList();
        long start = items.isEmpty() ? 0 : items.getFirst().epochNanos();
        return new Ladder(
                title,
                start,
                lifelines.stream().map(this::label).toList(),
                items.stream().map(item -> row(item, lifelines)).toList());
    }

    /// A node that the capture has no name for, by what it does: `MME 10.0.0.2`.
    private String label(String node) {
        var role = roles.get(node);
        return role == null ? node : role + ' ' + node;
    }

    /// The core listens at the well-known port (TS 36.412 §7, TS 38.412 §7); who asks it is the radio's node.
    private void role(SeenMessage message, InetSocketAddress endpoint, String node) {
        if (!node.startsWith(endpoint.getAddress().getHostAddress())
                && !node.startsWith("[" + endpoint.getAddress().getHostAddress())) return;
        var role =
                switch (message.protocol()) {
                    case "S1AP" -> endpoint.getPort() == 36412 ? "MME" : "eNB";
                    case "NGAP" -> endpoint.getPort() == 38412 ? "AMF" : "gNB";
                    case "X2AP" -> "eNB";
                    case "XnAP" -> "gNB";
                    default -> null;
                };
        boolean core = "MME".equals(role) || "AMF".equals(role);
        if (role == null || !core && roles.containsKey(node)) return;
        roles.put(node, role);
    }

    private void step(long epochNanos, String comment) {
        if (!comment.startsWith(Capture.STEP_PREFIX)) return;
        var heading = comment.substring(Capture.STEP_PREFIX.length());
        if (heading.equals(lastStep)) return; // several PDUs of one packet bring its comment each
        lastStep = heading;
        flush();
        items.add(new Heading(epochNanos, heading));
    }

    private String node(String shown, InetSocketAddress endpoint, boolean withPort) {
        var address = endpoint.getAddress().getHostAddress();
        boolean named = !shown.contains(address);
        var name = named || withPort ? shown : address;
        if (!nodes.contains(name)) nodes.add(name);
        return name;
    }

    private static boolean isTraffic(SeenMessage message) {
        if (!(message.pdu() instanceof CapturedPdu.Datagram datagram)) return false;
        byte[] octets = datagram.payload();
        return switch (datagram.framing()) {
            case GTP_U -> octets.length > 1 && (octets[1] & 0xFF) == 0xFF; // G-PDU (TS 29.281 §6.1)
            case PDCP_LTE -> octets.length > PDCP_LTE_PLANE && octets[PDCP_LTE_PLANE] == USER_PLANE;
            case RLC_LTE, GTP_C -> false;
            case PDCP_NR ->
                    octets.length > "pdcp-nr".length() && octets["pdcp-nr".length()] == USER_PLANE;
        };
    }

    private void flow(long time, String from, String to, SeenMessage message) {
        boolean forward = from.compareTo(to) <= 0;
        var left = forward ? from : to;
        var right = forward ? to : from;
        var name =
                ((CapturedPdu.Datagram) message.pdu()).framing() == Framing.GTP_U
                        ? "G-PDU"
                        : "PDCP";
        pending.compute(
                name + '\0' + left + '\0' + right,
                (_, before) -> {
                    long[] pdus = before == null ? new long[2] : before.pdus;
                    pdus[forward ? 0 : 1]++;
                    return new Traffic(
                            before == null ? time : before.from,
                            time,
                            left,
                            right,
                            name,
                            pdus,
                            (before == null ? 0 : before.octets) + message.octets().length);
                });
    }

    private void flush() {
        pending.values().forEach(traffic -> items.add(new Flow(traffic.from, traffic)));
        pending.clear();
    }

    private void addKeyEvents() {
        // Keys that a node makes or drops between the same two messages are shown together.
        var times =
                items.stream()
                        .filter(Signal.class::isInstance)
                        .mapToLong(Item::epochNanos)
                        .sorted()
                        .toArray();
        var together = new LinkedHashMap<String, Keys>();
        var ordered = keys.stream().sorted(Comparator.comparingLong(KeyLife::bornNanos)).toList();
        for (var key : ordered) {
            if (!nodes.contains(key.owner())) nodes.add(key.owner());
            join(together, times, key, key.bornNanos(), true);
        }
        for (var key : ordered) {
            if (key.diedNanos() != null) join(together, times, key, key.diedNanos(), false);
        }
        items.addAll(together.values());
    }

    private static void join(
            Map<String, Keys> together, long[] times, KeyLife key, long time, boolean born) {
        int gap = java.util.Arrays.binarySearch(times, time);
        gap = gap < 0 ? -gap - 1 : gap + 1;
        together.merge(
                key.owner() + '\0' + gap + '\0' + born,
                new Keys(time, key.owner(), born, List.of(key)),
                (old, more) -> {
                    var all = new ArrayList<>(old.keys);
                    all.addAll(more.keys);
                    return new Keys(Math.min(old.epochNanos, time), old.owner, born, all);
                });
    }

    private static Row row(Item item, List<String> lifelines) {
        return switch (item) {
            case Heading it -> new Step(it.epochNanos, it.title);
            case Signal it -> arrow(it, lifelines.indexOf(it.from), lifelines.indexOf(it.to));
            case Flow(long time, Traffic it) -> {
                int one = lifelines.indexOf(it.left);
                int two = lifelines.indexOf(it.right);
                boolean forward = one <= two;
                yield new Band(
                        time,
                        it.until,
                        Math.min(one, two),
                        Math.max(one, two),
                        it.protocol,
                        it.pdus[forward ? 0 : 1],
                        it.pdus[forward ? 1 : 0],
                        it.octets);
            }
            case Keys it ->
                    new KeyEvent(it.epochNanos, lifelines.indexOf(it.owner), it.born, it.keys);
        };
    }

    private static Arrow arrow(Signal signal, int from, int to) {
        var message = signal.message;
        var decoded = message.decoded();
        var problem = message.problem();
        return new Arrow(
                signal.epochNanos,
                message.origin().packet(),
                from,
                to,
                message.protocol(),
                message.name(),
                problem != null ? problem : details(decoded),
                hover(message),
                problem != null);
    }

    private static String details(@Nullable Decoded decoded) {
        if (decoded == null) return "";
        var inside = decoded.inside().stream().flatMap(Decoded::all).map(Decoded::name);
        var details = decoded.details().stream().map(Detail::toString);
        return Stream.concat(inside, details).collect(Collectors.joining(", "));
    }

    private static String hover(SeenMessage message) {
        var text = new StringBuilder();
        text.append(message.protocol()).append(' ').append(message.name());
        text.append("\npacket ").append(message.origin().packet());
        text.append(", ").append(message.octets().length).append(" octets");
        if (message.pdu() instanceof CapturedPdu.Message sctp)
            text.append(", stream ").append(sctp.streamId());
        var decoded = message.decoded();
        if (decoded != null)
            decoded.all()
                    .forEach(it -> {
                        if (it != decoded)
                            text.append('\n').append(it.protocol()).append(' ').append(it.name());
                        it.details().forEach(detail -> text.append('\n').append(detail));
                    });
        if (message.problem() != null) text.append('\n').append(message.problem());
        return text.toString();
    }

    /// Named nodes from the radio to the core, those of one kind by name; others as they appeared.
    private static int beside(String left, String right) {
        int ranks = Integer.compare(rank(left), rank(right));
        return ranks != 0 || rank(left) == OTHERS ? ranks : left.compareTo(right);
    }

    /// From the radio to the core, whatever the order of appearance.
    private static int rank(String node) {
        var name = node.toLowerCase(Locale.ROOT);
        if (name.startsWith("ue")) return 0;
        if (name.contains("nb")) return 1;
        if (name.startsWith("mme") || name.startsWith("amf") || name.startsWith("sgsn")) return 3;
        if (name.startsWith("upe")
                || name.contains("gw")
                || name.startsWith("upf")
                || name.startsWith("smf")) return 4;
        return OTHERS;
    }
}
