package kenb.codec.text;

import kenb.codec.per.Asn1Name;
import kenb.codec.per.ConstantNames;
import kenb.codec.per.Constants;
import kenb.codec.per.Definitions;
import kenb.codec.per.EncodeException;
import kenb.codec.per.Extensions;
import kenb.codec.per.Given;
import kenb.codec.per.InformationObject;
import kenb.codec.per.ObjectSet;
import kenb.codec.per.OpenBy;
import kenb.codec.per.Typed;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a generated record is in ASN.1: its name, its components, whether it is the alternative of a CHOICE.
record Shape(
        String name,
        boolean alternative,
        List<Part> parts,
        Constructor<?> constructor,
        @Nullable Method newBuilder) {
    private static final ClassValue<Shape> SHAPES =
            new ClassValue<>() {
                @Override
                protected Shape computeValue(Class<?> type) {
                    return read(type);
                }
            };

    private static final ClassValue<Map<Long, TypedObject>> OBJECTS =
            new ClassValue<>() {
                @Override
                protected Map<Long, TypedObject> computeValue(Class<?> set) {
                    return objectsOf(set);
                }
            };

    static Shape of(Record value) {
        return SHAPES.get(value.getClass());
    }

    static Shape of(Class<?> type) {
        return SHAPES.get(type);
    }

    private static Shape read(Class<?> type) {
        var components = type.getRecordComponents();
        if (components == null) throw notGenerated(type, null);
        var parts = new ArrayList<Part>();
        for (int i = 0; i < components.length; i++) parts.add(part(i, components[i]));
        var enclosing = type.getEnclosingClass();
        boolean alternative =
                enclosing != null
                        && enclosing.isSealed()
                        && enclosing.isInterface()
                        && enclosing.isAssignableFrom(type);
        try {
            var constructor =
                    type.getDeclaredConstructor(
                            Arrays.stream(components)
                                    .map(RecordComponent::getType)
                                    .toArray(Class<?>[]::new));
            return new Shape(
                    nameOf(type), alternative, List.copyOf(parts), constructor, builderOf(type));
        } catch (NoSuchMethodException e) {
            throw notGenerated(type, e);
        }
    }

    private static @Nullable Method builderOf(Class<?> type) {
        try {
            return type.getMethod("builder");
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    private static IllegalStateException notGenerated(
            Object what, @Nullable ReflectiveOperationException cause) {
        return new IllegalStateException(what + " is not of a generated codec", cause);
    }

    /// The name of a generated type in its specification.
    static String nameOf(Class<?> type) {
        var name = type.getAnnotation(Asn1Name.class);
        return name == null ? type.getSimpleName() : name.value();
    }

    private static Part part(int index, RecordComponent component) {
        var name = component.getAnnotation(Asn1Name.class);
        var constants = component.getAnnotation(Constants.class);
        var open = component.getAnnotation(OpenBy.class);
        try {
            return new Part(
                    index,
                    name == null ? component.getName() : name.value(),
                    component,
                    constants == null ? null : constants.value().getConstructor().newInstance(),
                    open == null ? null : new Open(open.set(), open.field(), open.key()));
        } catch (ReflectiveOperationException e) {
            throw notGenerated(component, e);
        }
    }

    /// An alternative's record.
    Object make(Object... arguments) {
        try {
            return constructor.newInstance(arguments);
        } catch (ReflectiveOperationException e) {
            throw notGenerated(constructor, e);
        }
    }

    Builder builder() {
        try {
            return new Builder(this, newBuilder == null ? null : newBuilder.invoke(null));
        } catch (ReflectiveOperationException e) {
            throw notGenerated(constructor, e);
        }
    }

    /// A component by its name in the specification.
    record Part(
            int index,
            String name,
            RecordComponent component,
            @Nullable ConstantNames constants,
            @Nullable Open open) {
        @Nullable Object of(Record value) {
            try {
                return component.getAccessor().invoke(value);
            } catch (ReflectiveOperationException e) {
                throw notGenerated(component, e);
            }
        }

        String plainName() {
            return component.getType() == Extensions.class ? PlainValues.EXTENSIONS : name;
        }

        Type type() {
            return component.getGenericType();
        }

        @Nullable Typed typed() {
            return component.getAnnotation(Typed.class);
        }
    }

    /// @param key the record component that tells the type
    record Open(Class<?> set, int field, String key) {}

    /// Collects the components of a record; what is left out is absent, or the DEFAULT.
    static final class Builder {
        private final Shape shape;
        private final @Nullable Object builder;
        private final @Nullable Object[] values;

        private Builder(Shape shape, @Nullable Object builder) {
            this.shape = shape;
            this.builder = builder;
            values = new Object[shape.parts().size()];
        }

        void set(Part part, Object value) {
            values[part.index()] = value;
            if (builder == null) return;
            try {
                for (var method : builder.getClass().getMethods())
                    if (method.getName().equals(part.component().getName())
                            && method.getParameterCount() == 1) method.invoke(builder, value);
            } catch (ReflectiveOperationException e) {
                throw notGenerated(part.component(), e);
            }
        }

        @Nullable Object get(String component) {
            for (var part : shape.parts())
                if (part.component().getName().equals(component)) return values[part.index()];
            return null;
        }

        /// Fails at once where nothing can be left out.
        void leaveOut(Part part) {
            if (builder == null) throw missing(part.name());
        }

        private EncodeException missing(String name) {
            return new EncodeException("component " + name + " of " + shape.name() + " is missing");
        }

        Object build() {
            if (builder == null) return shape.make(values);
            try {
                return builder.getClass().getMethod("build").invoke(builder);
            } catch (InvocationTargetException e) {
                if (e.getCause() instanceof NullPointerException absent)
                    throw missing(String.valueOf(absent.getMessage()));
                throw notGenerated(builder, e);
            } catch (ReflectiveOperationException e) {
                throw notGenerated(builder, e);
            }
        }
    }

    // ---- object sets

    /// What stands in an open type: its Java type, and what that does not say.
    record TypedObject(Type type, @Nullable Typed typed) {}

    static @Nullable TypedObject object(ObjectSet set, int field, int key) {
        return OBJECTS.get(set.getClass()).get((long) field << 32 | key);
    }

    private static Map<Long, TypedObject> objectsOf(Class<?> set) {
        var objects = new HashMap<Long, TypedObject>();
        try {
            for (var field : set.getFields())
                if (Modifier.isStatic(field.getModifiers())
                        && field.get(null) instanceof InformationObject<?> object)
                    objects.put(
                            (long) object.field() << 32 | object.key(),
                            new TypedObject(
                                    elementOf(field.getGenericType()),
                                    field.getAnnotation(Typed.class)));
        } catch (IllegalAccessException e) {
            throw notGenerated(set, e);
        }
        return objects;
    }

    /// Sets by their classes; those of {@link Given} are taken from `given`.
    static List<ObjectSet> sets(Class<?>[] classes, List<ObjectSet> given) {
        var sets = new ArrayList<ObjectSet>();
        try {
            for (var it : classes) {
                if (Given.class.isAssignableFrom(it))
                    sets.add(given.get(List.of(Given.class.getPermittedSubclasses()).indexOf(it)));
                else sets.add((ObjectSet) it.getField("SET").get(null));
            }
        } catch (ReflectiveOperationException e) {
            throw notGenerated(Arrays.toString(classes), e);
        }
        return sets;
    }

    /// Whether a generated class is for aligned PER.
    static boolean isAligned(Class<?> generated) {
        var definitions = generated.getPackage().getAnnotation(Definitions.class);
        if (definitions == null) throw notGenerated(generated, null);
        return definitions.aligned();
    }

    // ---- Java types

    static Class<?> classOf(Type type) {
        return type instanceof ParameterizedType generic
                ? (Class<?>) generic.getRawType()
                : (Class<?>) type;
    }

    static Type elementOf(Type generic) {
        return ((ParameterizedType) generic).getActualTypeArguments()[0];
    }
}
