package kenb.codec.text;

import kenb.codec.per.Asn1Name;
import kenb.codec.per.ConstantNames;
import kenb.codec.per.Constants;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;

/// What a generated record is in ASN.1: its name, its components, whether it is the alternative of a CHOICE.
record Shape(String name, boolean alternative, List<Part> parts) {
    private static final ClassValue<Shape> SHAPES =
            new ClassValue<>() {
                @Override
                protected Shape computeValue(Class<?> type) {
                    return read(type);
                }
            };

    static Shape of(Record value) {
        return SHAPES.get(value.getClass());
    }

    private static Shape read(Class<?> type) {
        var parts = new ArrayList<Part>();
        for (var component : type.getRecordComponents()) parts.add(part(component));
        var enclosing = type.getEnclosingClass();
        boolean alternative =
                enclosing != null
                        && enclosing.isSealed()
                        && enclosing.isInterface()
                        && enclosing.isAssignableFrom(type);
        return new Shape(nameOf(type), alternative, List.copyOf(parts));
    }

    /// The name of a generated type in its specification.
    static String nameOf(Class<?> type) {
        var name = type.getAnnotation(Asn1Name.class);
        return name == null ? type.getSimpleName() : name.value();
    }

    private static Part part(RecordComponent component) {
        var name = component.getAnnotation(Asn1Name.class);
        var constants = component.getAnnotation(Constants.class);
        try {
            return new Part(
                    name == null ? component.getName() : name.value(),
                    component,
                    constants == null ? null : constants.value().getConstructor().newInstance());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component + " is not of a generated codec", e);
        }
    }

    /// A component by its name in the specification.
    record Part(String name, RecordComponent component, @Nullable ConstantNames constants) {
        @Nullable Object of(Record value) {
            try {
                return component.getAccessor().invoke(value);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(component + " is not of a generated codec", e);
            }
        }
    }
}
