package kenb.tools.decode;

import kenb.stack.capture.CapturedPacket;
import kenb.stack.capture.CapturedPdu;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// How many there are of each message, those in containers too, and how fast they were read.
public final class MessageCount {
    private record Kind(String protocol, String name) {}

    private static final int PACKET_HEADER = 16;

    private final Map<Kind, Long> kinds = new HashMap<>();
    private final long start = System.nanoTime();
    private long packets;
    private long octets;
    private long messages;

    public void packet(CapturedPacket packet) {
        packets++;
        octets += packet.data().length + PACKET_HEADER;
    }

    public void message(SeenMessage message) {
        messages++;
        var decoded = message.decoded();
        if (message.pdu() instanceof CapturedPdu.Damage) add("capture", "damaged or incomplete");
        else if (decoded == null)
            add(message.protocol(), message.problem() == null ? "(not read)" : "(not decoded)");
        else if (decoded.inside().isEmpty()) add(decoded.protocol(), decoded.name());
        else decoded.all().forEach(it -> add(it.protocol(), it.name()));
    }

    private void add(String protocol, String name) {
        kinds.merge(new Kind(protocol, name), 1L, Long::sum);
    }

    /// A line for each kind, by protocol.
    public String table() {
        var text = new StringBuilder();
        kinds.entrySet().stream()
                .sorted(
                        Comparator.comparing((Map.Entry<Kind, Long> it) -> it.getKey().protocol)
                                .thenComparing(it -> it.getKey().name))
                .forEach(it ->
                        text.append(
                                "%10d  %-8s  %s%n"
                                        .formatted(
                                                it.getValue(),
                                                it.getKey().protocol,
                                                TextLines.printable(it.getKey().name))));
        return text.toString();
    }

    /// Messages and octets a second, from the making of this on.
    public String rate() {
        double seconds = Math.max(1e-9, (System.nanoTime() - start) / 1e9);
        return String.format(
                Locale.ROOT,
                "%,d packets, %,d messages in %.1f s: %,.0f messages/s, %,.0f MB/s",
                packets,
                messages,
                seconds,
                messages / seconds,
                octets / seconds / 1e6);
    }
}
