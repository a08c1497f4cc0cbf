package kenb.tools.decode;

import kenb.codec.per.Asn1Name;
import kenb.codec.per.ConstantNames;
import kenb.codec.per.Constants;
import kenb.codec.per.Extensions;
import kenb.codec.per.Named;
import kenb.codec.per.Verbatim;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Walks through a value of a generated codec by the names of its specification. Fields of a container of protocol
/// IEs go by the name of their IE.
final class Fields {
    /// Told of each field.
    interface Visitor {
        /// @return whether to go on inside `value`
        boolean field(String name, Object value);
    }

    /// @param telling whether anything at or below it can be worth showing
    private record Component(
            String name, MethodHandle get, @Nullable ConstantNames constants, boolean telling) {
        @Nullable Object of(Object owner) {
            try {
                return (Object) get.invokeExact(owner);
            } catch (RuntimeException | Error failure) {
                throw failure;
            } catch (Throwable failure) {
                throw new IllegalStateException(name, failure);
            }
        }
    }

    /// @param alternative of a CHOICE: what it holds goes by its own name
    /// @param ie with id, criticality and value, of a container
    /// @param ies names of IEs by id, as they are met
    private record Shape(
            String name,
            boolean alternative,
            boolean ie,
            Component[] components,
            Map<Integer, Ie> ies) {}

    private record Ie(String name, boolean telling) {}

    private static final ClassValue<Shape> SHAPES =
            new ClassValue<>() {
                @Override
                protected Shape computeValue(Class<?> type) {
                    return shape(type);
                }
            };

    private Fields() {}

    /// The type of the message that the alternatives of a channel's PDU lead to; null where they lead to none.
    static @Nullable String messageType(Object pdu) {
        var at = pdu;
        while (at instanceof Record record) {
            var shape = SHAPES.get(record.getClass());
            boolean envelope =
                    shape.components.length == 1 && shape.components[0].name.equals("message");
            if (!shape.alternative && !envelope) return shape.name;
            if (shape.components.length != 1) return null;
            at = shape.components[0].of(record);
        }
        return null;
    }

    static void walk(Object value, Visitor visitor) {
        switch (value) {
            case Verbatim sent -> walk(sent.value(), visitor);
            case Extensions _ -> {}
            case List<?> list -> {
                for (var element : list) if (element != null) walk(element, visitor);
            }
            case Record record -> walk(record, SHAPES.get(record.getClass()), visitor);
            default -> {}
        }
    }

    private static void walk(Record record, Shape shape, Visitor visitor) {
        if (shape.ie) {
            var id = shape.components[0].of(record);
            var value = shape.components[2].of(record);
            if (id instanceof Integer number && value != null) {
                var ie =
                        shape.ies.computeIfAbsent(
                                number, it -> ie(shape.components[0].constants, it));
                if (ie.telling || hasTelling(value)) visit(ie.name, value, visitor);
            }
            return;
        }
        for (var component : shape.components) {
            if (!component.telling) continue;
            var value = component.of(record);
            if (value == null) continue;
            boolean alone = shape.alternative && shape.components.length == 1;
            visit(alone ? shape.name : component.name, value, visitor);
        }
    }

    private static void visit(String name, Object value, Visitor visitor) {
        if (value instanceof List<?> list
                && !list.isEmpty()
                && !(list.getFirst() instanceof Record)) {
            for (var element : list) if (element != null) visit(name, element, visitor);
            return;
        }
        var stripped = Verbatim.strip(value);
        if (visitor.field(name, stripped)) walk(stripped, visitor);
    }

    private static Ie ie(@Nullable ConstantNames constants, int id) {
        var name = constants == null ? null : constants.nameOf(id);
        if (name == null) return new Ie("IE " + id, false);
        var ie = name.startsWith("id-") ? name.substring(3) : name;
        return new Ie(ie, Highlights.isTelling(ie));
    }

    /// Whether the types in an IE's value have anything to show.
    private static boolean hasTelling(Object value) {
        return switch (value) {
            case Verbatim sent -> hasTelling(sent.value());
            case List<?> list ->
                    !list.isEmpty() && list.getFirst() instanceof Record first && hasTelling(first);
            case Record record -> {
                var shape = SHAPES.get(record.getClass());
                if (shape.ie) yield true;
                boolean telling = false;
                for (var component : shape.components) telling |= component.telling;
                yield telling;
            }
            default -> false;
        };
    }

    private static Shape shape(Class<?> type) {
        var parts = type.getRecordComponents();
        var components = new Component[parts.length];
        for (int i = 0; i < parts.length; i++) {
            var name = parts[i].getAnnotation(Asn1Name.class);
            var constants = parts[i].getAnnotation(Constants.class);
            try {
                components[i] =
                        new Component(
                                name == null ? parts[i].getName() : name.value(),
                                MethodHandles.publicLookup()
                                        .unreflect(parts[i].getAccessor())
                                        .asType(MethodType.methodType(Object.class, Object.class)),
                                constants == null
                                        ? null
                                        : constants.value().getConstructor().newInstance(),
                                isTelling(parts[i], alternativeOf(type), new HashSet<>()));
            } catch (ReflectiveOperationException failure) {
                throw new IllegalStateException(type + " is not of a generated codec", failure);
            }
        }
        boolean alternative = alternativeOf(type);
        boolean ie =
                components.length >= 3
                        && components[0].constants != null
                        && components[0].name.equals("id")
                        && components[1].name.equals("criticality");
        var name = type.getAnnotation(Asn1Name.class);
        return new Shape(
                name == null ? type.getSimpleName() : name.value(),
                alternative,
                ie,
                components,
                new ConcurrentHashMap<>());
    }

    private static boolean alternativeOf(Class<?> type) {
        var enclosing = type.getEnclosingClass();
        return enclosing != null && enclosing.isSealed() && enclosing.isAssignableFrom(type);
    }

    /// Most of a message is not looked at: its types say that there is nothing to show in them.
    private static boolean isTelling(
            RecordComponent component, boolean alternative, Set<Class<?>> above) {
        var named = component.getAnnotation(Asn1Name.class);
        var name = named == null ? component.getName() : named.value();
        if (alternative) {
            var choice = component.getDeclaringRecord().getAnnotation(Asn1Name.class);
            if (choice != null && Highlights.isTelling(choice.value())) return true;
        }
        return Highlights.isTelling(name) || isTelling(component.getGenericType(), above);
    }

    private static boolean isTelling(Type type, Set<Class<?>> above) {
        if (type instanceof ParameterizedType list)
            return isTelling(list.getActualTypeArguments()[0], above);
        if (!(type instanceof Class<?> it)) return true;
        if (it == Object.class) return true; // an open type
        if (it.isPrimitive() || Named.class.isAssignableFrom(it) || !above.add(it)) return false;
        if (it.isRecord()) {
            for (var part : it.getRecordComponents())
                if (isTelling(part, alternativeOf(it), above)) return true;
            return false;
        }
        if (!it.isSealed()) return false;
        for (var part : it.getPermittedSubclasses()) if (isTelling(part, above)) return true;
        return false;
    }
}
