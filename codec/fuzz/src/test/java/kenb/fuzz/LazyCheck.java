package kenb.fuzz;

import kenb.codec.per.DecodeException;
import kenb.codec.per.LazyPdu;
import kenb.codec.per.PduType;
import kenb.codec.text.PlainValues;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The lazy view of a PDU under fire: it refuses the documented way, or sees the fields that reading all of the PDU sees.
record LazyCheck(PduType type, LazyPdu view) implements Target.Check {

    /// Null for a type without such a view.
    static @Nullable LazyCheck of(PduType type) {
        try {
            return new LazyCheck(type, (LazyPdu) type.type().getMethod("lazy").invoke(null));
        } catch (NoSuchMethodException e) {
            return null;
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(type.name(), e);
        }
    }

    /// Targets are used by one thread at a time, but this one by several one after the other.
    @Override
    public synchronized void feed(byte[] octets) {
        var seen = new ArrayList<Long>();
        try {
            view.read(octets, 0, octets.length);
            int from = 0;
            for (int i = 0; i < view.size(); i++) {
                seen.add((long) view.id(i));
                view.octets(i);
                if (view.reassembled()) continue;
                if (view.start(i) < from
                        || view.end(i) < view.start(i)
                        || view.end(i) > octets.length)
                    throw new AssertionError("field " + i + " is out of place");
                from = view.end(i);
            }
        } catch (DecodeException e) {
            if (e.bitOffset() < 0 || e.bitOffset() > 8L * octets.length)
                throw new AssertionError("refused at no place: " + e.getMessage(), e);
            if (readable(octets) != null)
                throw new AssertionError("refused, but readable: " + e.getMessage(), e);
            return;
        }
        var value = readable(octets);
        if (value == null) return;
        var fields = ids(PlainValues.of(value));
        if (!fields.equals(seen)) throw new AssertionError("fields " + fields + ", not " + seen);
    }

    private @Nullable Object readable(byte[] octets) {
        try {
            return type.decode(octets);
        } catch (DecodeException e) {
            return null;
        }
    }

    /// Of the fields in the one message of a PDU; none where the message is not known.
    private static List<Long> ids(Object plain) {
        Object message = plain;
        for (var step : new String[] {"", "value", "$value", "protocolIEs"}) {
            if (!(message instanceof Map<?, ?> map)) return List.of();
            if (step.isEmpty()) message = map.values().iterator().next();
            else if (map.containsKey(step)) message = map.get(step);
            else if (!step.equals("$value")) return List.of();
        }
        var ids = new ArrayList<Long>();
        if (message instanceof List<?> fields)
            for (var field : fields)
                if (field instanceof Map<?, ?> map) ids.add(number(map.get("id")));
        return ids;
    }

    private static long number(@Nullable Object id) {
        var text = String.valueOf(id);
        return Long.parseLong(
                text.endsWith(")")
                        ? text.substring(text.lastIndexOf('(') + 1, text.length() - 1)
                        : text);
    }
}
