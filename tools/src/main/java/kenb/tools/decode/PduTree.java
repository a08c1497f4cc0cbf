package kenb.tools.decode;

import kenb.codec.per.Asn1Name;
import kenb.codec.per.BitString;
import kenb.codec.per.Extensions;
import kenb.codec.per.Named;
import kenb.codec.per.Octets;
import kenb.codec.per.OpenValue;
import kenb.codec.per.Verbatim;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/// Turns any value of a generated codec into a [Tree] with the names of its specification: records,
/// choices, enumerations, lists, strings.
public final class PduTree {
    private final IntFunction<String> ieNames;

    /// @param ieNames the name of a protocol IE by its id
    public PduTree(IntFunction<String> ieNames) {
        this.ieNames = ieNames;
    }

    public Tree of(String name, Object value) {
        return switch (value) {
            case Octets octets -> Tree.leaf(name, octets.toHex());
            case BitString bits -> Tree.leaf(name, bits.toString());
            case OpenValue open -> Tree.leaf(name, open.octets().toHex() + " (not known)");
            case Verbatim sent -> of(name, sent.value());
            case Named named -> Tree.leaf(name, named.asn1Name());
            case String text -> Tree.leaf(name, text);
            case Number number -> Tree.leaf(name, number);
            case Boolean flag -> Tree.leaf(name, flag);
            case List<?> list -> list(name, list);
            case Extensions extensions -> extensions(name, extensions);
            case Record record when isAlternative(record) ->
                    Tree.of(name, List.of(alternative(record)));
            case Record record -> Tree.of(name, components(record));
            default -> Tree.leaf(name, value.toString());
        };
    }

    /// The name of a type or alternative in its specification.
    public static String nameOf(Class<?> type) {
        var name = type.getAnnotation(Asn1Name.class);
        return name == null ? type.getSimpleName() : name.value();
    }

    /// The type of the message in a PDU: down through choices, and through the components that hold a message.
    public static String messageName(Object pdu) {
        Object at = pdu;
        while (at instanceof Record record) {
            var components = record.getClass().getRecordComponents();
            RecordComponent inner = null;
            for (var component : components) {
                boolean holds =
                        component.getName().equals("value")
                                || component.getName().equals("message");
                if (holds) inner = component;
            }
            if (inner == null) return nameOf(record.getClass());
            var value = component(record, inner);
            boolean alternative = isAlternative(record) && !(value instanceof Record);
            if (value == null || value instanceof OpenValue || alternative) {
                return nameOf(record.getClass()) + " (not known)";
            }
            at = value;
        }
        return "(not known)";
    }

    private Tree list(String name, List<?> list) {
        var parts = new ArrayList<Tree>();
        for (int i = 0; i < list.size(); i++) {
            var element = list.get(i);
            if (element != null) parts.add(of(elementName(element, i), element));
        }
        return Tree.list(name, parts);
    }

    /// Fields of a protocol IE container go by the name of their IE.
    private String elementName(Object element, int index) {
        if (element instanceof Record record) {
            var components = record.getClass().getRecordComponents();
            if (components.length >= 3
                    && components[0].getName().equals("id")
                    && components[0].getType() == int.class
                    && components[1].getName().equals("criticality")) {
                return ieNames.apply((Integer) component(record, components[0]));
            }
        }
        return "[" + index + "]";
    }

    private List<Tree> components(Record record) {
        var parts = new ArrayList<Tree>();
        for (var component : record.getClass().getRecordComponents()) {
            var value = component(record, component);
            if (value == null || value.equals(Extensions.NONE)) continue;
            if (value instanceof Extensions extensions && extensions.unknown().isEmpty()) continue;
            var annotation = component.getAnnotation(Asn1Name.class);
            parts.add(of(annotation == null ? component.getName() : annotation.value(), value));
        }
        return parts;
    }

    private static boolean isAlternative(Record record) {
        var enclosing = record.getClass().getEnclosingClass();
        return enclosing != null && enclosing.isSealed() && enclosing.isInstance(record);
    }

    private Tree alternative(Record record) {
        var components = record.getClass().getRecordComponents();
        var name = nameOf(record.getClass());
        if (components.length == 0) return Tree.leaf(name, "NULL");
        if (components.length == 1) {
            var value = component(record, components[0]);
            return value == null ? Tree.leaf(name, "NULL") : of(name, value);
        }
        return Tree.of(name, components(record));
    }

    private static Tree extensions(String name, Extensions extensions) {
        return Tree.list(
                name,
                extensions.unknown().stream()
                        .map(it -> Tree.leaf("[" + it.index() + "]", it.octets().toHex()))
                        .toList());
    }

    /// A record's component.
    static @org.jspecify.annotations.Nullable Object component(
            Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (IllegalAccessException | InvocationTargetException failure) {
            throw new IllegalStateException(record.getClass() + "." + component.getName(), failure);
        }
    }
}
