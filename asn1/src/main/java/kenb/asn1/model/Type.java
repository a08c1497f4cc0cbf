package kenb.asn1.model;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.List;

/// A type as PER sees it: tags gone (but for the order they imposed), constraints reduced to ranges.
public sealed interface Type {

    record BooleanType() implements Type {}

    record NullType() implements Type {}

    record ObjectIdentifierType(boolean relative) implements Type {}

    record RealType() implements Type {}

    /// `range` of the root; `extensible` where the constraint has an extension marker.
    record IntegerType(Range range, boolean extensible, List<NamedNumber> namedNumbers)
            implements Type {}

    /// `root` in ascending order of value, so an item's index is its position; additions as written.
    record EnumeratedType(List<NamedNumber> root, boolean extensible, List<NamedNumber> additions)
            implements Type {}

    record BitStringType(Size size, List<NamedNumber> namedBits, @Nullable Type containing)
            implements Type {}

    record OctetStringType(Size size, @Nullable Type containing) implements Type {}

    /// `alphabet` is the effective permitted alphabet in ascending order where a constraint gives
    /// one, else null. Strings that are not known-multiplier (UTF8String …) have an unbounded size.
    record CharacterStringType(StringKind kind, Size size, @Nullable String alphabet)
            implements Type {}

    /// SEQUENCE, and SET with its root in canonical order of tags. `root` joins the components
    /// before the first extension marker and those after the second.
    record SequenceType(List<Component> root, boolean extensible, List<Addition> additions)
            implements Type {}

    /// SEQUENCE OF and SET OF.
    record SequenceOfType(Size size, Type element) implements Type {}

    /// `root` in canonical order of tags, so an alternative's index is its position; additions as
    /// written (version brackets do not nest in a CHOICE).
    record ChoiceType(List<Alternative> root, boolean extensible, List<Alternative> additions)
            implements Type {}

    /// A type only known at run time. `table` says which object set decides, where one does.
    record OpenType(@Nullable TableConstraint table) implements Type {}

    /// A reference to a definition, kept as such so that it becomes one Java type. Constraints laid
    /// on the reference itself give a type of their own kind instead.
    record Reference(TypeDefinition definition) implements Type {}

    enum StringKind {
        NUMERIC,
        PRINTABLE,
        IA5,
        VISIBLE,
        UTF8,
        BMP,
        UNIVERSAL,
        TELETEX,
        GENERAL,
        GRAPHIC,
        VIDEOTEX,
        OBJECT_DESCRIPTOR,
        UTC_TIME,
        GENERALIZED_TIME
    }

    /// Inclusive; null is MIN or MAX.
    record Range(@Nullable BigInteger lower, @Nullable BigInteger upper) {}

    /// Inclusive, in the unit of the type (bits, octets, characters, elements); null is no bound.
    record Size(long lower, @Nullable Long upper, boolean extensible) {
        public static final Size ANY = new Size(0, null, false);
    }

    record NamedNumber(String name, BigInteger value) {}

    record Component(String name, Type type, Presence presence, @Nullable TableConstraint table) {}

    sealed interface Presence {
        record Mandatory() implements Presence {}

        record Optional() implements Presence {}

        record Default(Value value) implements Presence {}
    }

    /// What stands after an extension marker: one component, or a `[[ ]]` group.
    sealed interface Addition {
        record Single(Component component) implements Addition {}

        record Group(@Nullable Integer version, List<Component> components) implements Addition {}
    }

    record Alternative(String name, Type type) {}

    /// `({Set}{@a.b})`: `field` is the class field referred to (`&Value`); `selectors` are the
    /// components, by path from the enclosing SEQUENCE, that pick the object; empty for `({Set})`.
    record TableConstraint(ObjectSet set, String field, List<List<String>> selectors) {}
}
