package kenb.codec.gtpc;

import kenb.codec.per.DecodeException;
import kenb.codec.tlv.FieldReader;
import kenb.codec.tlv.FieldWriter;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// The elements of a message or of a grouped element, known or not, in the order of the wire.
public record GtpcIes(List<GtpcIe> list) {
    public static final GtpcIes NONE = new GtpcIes(List.of());

    private static final int HEADER_OCTETS = 4;

    public GtpcIes {
        list = List.copyOf(list);
    }

    public static GtpcIes of(GtpcIe... elements) {
        return new GtpcIes(List.of(elements));
    }

    /// The first such element of instance 0.
    ///
    /// @throws DecodeException where its value can't be read
    public <T> @Nullable T get(GtpcIeType<T> type) {
        return get(type, 0);
    }

    /// The first such element: a repeated one is not looked at unless a list is meant (§7.7.10).
    ///
    /// @throws DecodeException where its value can't be read
    public <T> @Nullable T get(GtpcIeType<T> type, int instance) {
        for (GtpcIe element : list) {
            if (element.type() == type.number() && element.instance() == instance) {
                return type.read(element.value());
            }
        }
        return null;
    }

    /// @throws DecodeException where there is none, or its value can't be read
    public <T> T require(GtpcIeType<T> type) {
        return require(type, 0);
    }

    /// @throws DecodeException where there is none, or its value can't be read
    public <T> T require(GtpcIeType<T> type, int instance) {
        T value = get(type, instance);
        if (value == null) {
            throw new DecodeException(0, "instance " + instance + " is missing")
                    .at(type.specName());
        }
        return value;
    }

    /// All of one type and instance: a list is written as so many elements (§6.1.3).
    ///
    /// @throws DecodeException where one of the values can't be read
    public <T> List<T> all(GtpcIeType<T> type, int instance) {
        var all = new ArrayList<T>();
        for (GtpcIe element : list) {
            if (element.type() == type.number() && element.instance() == instance) {
                all.add(type.read(element.value()));
            }
        }
        return all;
    }

    public boolean has(GtpcIeType<?> type, int instance) {
        for (GtpcIe element : list) {
            if (element.type() == type.number() && element.instance() == instance) return true;
        }
        return false;
    }

    static GtpcIes read(FieldReader in) {
        var list = new ArrayList<GtpcIe>();
        while (in.hasMore()) {
            int type = in.octet("element");
            String field = GtpcIeTypes.nameOf(type);
            int length = in.number(field, 2);
            int instance = in.octet(field);
            list.add(new GtpcIe(type, instance & 0xf, instance >> 4, in.octets(field, length)));
        }
        return new GtpcIes(list);
    }

    void write(FieldWriter out) {
        for (GtpcIe element : list) {
            if (element.value().length() > 0xffff) {
                throw new IllegalArgumentException(
                        "element of " + element.value().length() + " octets");
            }
            out.octet(element.type())
                    .number(element.value().length(), 2)
                    .octet(element.spare() << 4 | element.instance())
                    .octets(element.value());
        }
    }

    int octets() {
        int octets = 0;
        for (GtpcIe element : list) octets += HEADER_OCTETS + element.value().length();
        return octets;
    }
}
