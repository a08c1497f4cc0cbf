package kenb.fuzz.erlang;

import kenb.asn1.model.ObjectClass;
import kenb.asn1.model.ObjectSet;
import kenb.asn1.model.ObjectSet.InformationObject;
import kenb.asn1.model.ObjectSet.Setting;
import kenb.asn1.model.Type;
import kenb.asn1.model.Type.Addition;
import kenb.asn1.model.Type.Component;
import kenb.asn1.model.Type.Presence;
import kenb.asn1.model.Type.TableConstraint;
import kenb.asn1.model.Value;
import kenb.codec.per.BitString;
import kenb.fuzz.erlang.Term.Fields;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/// Random values of any type of a module set. What was chosen least so far (alternatives, IEs, presence) is chosen more
/// often, so that few values reach all of a message.
final class RandomValues {
    /// Parts of a value after which it is brought to an end.
    private static final int PARTS = 300;

    private static final int DEEPEST = 40;

    /// An alternative without content counts as chosen this often more: spares and futures tell little.
    private static final int EMPTY = 12;

    private final SplittableRandom random;
    private final Map<Object, Integer> chosen = new IdentityHashMap<>();
    private final Set<String> pdus;
    private int parts;

    /// @param pdus types that can be told from octets: of others that octets contain, the octets are random
    RandomValues(SplittableRandom random, Set<String> pdus) {
        this.random = random;
        this.pdus = pdus;
    }

    /// A new value of `type`.
    Sample of(Type type) {
        parts = 0;
        return value(type, 0);
    }

    private boolean ending(int depth) {
        return parts > PARTS || depth > DEEPEST;
    }

    private boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    private Sample value(Type type, int depth) {
        parts++;
        return switch (type) {
            case Type.Reference(var definition) -> value(definition.type(), depth + 1);
            case Type.BooleanType _ -> {
                boolean flag = random.nextBoolean();
                yield new Sample(flag, Term.atom(String.valueOf(flag)));
            }
            case Type.NullType _ -> new Sample(true, Term.atom("NULL"));
            case Type.ObjectIdentifierType it -> objectIdentifier(it.relative());
            case Type.IntegerType it -> number(integer(it));
            case Type.EnumeratedType it -> enumerated(it);
            case Type.BitStringType it -> {
                var bits = bits(length(it.size(), 20, 70_000));
                yield new Sample(bits.toString(), bits);
            }
            case Type.OctetStringType it -> octetString(it, depth);
            case Type.CharacterStringType it -> text(it);
            case Type.SequenceType it -> sequence(it, depth);
            case Type.SequenceOfType it -> list(it, depth);
            case Type.ChoiceType it -> choice(it, depth);
            case Type.OpenType(var table) -> unknown(table == null || !hasKey(table.set()));
            case Type.RealType _ -> throw new IllegalArgumentException("REAL");
        };
    }

    // ---- what has no parts

    private static Sample number(BigInteger number) {
        return new Sample(number, number.bitLength() < 64 ? (Object) number.longValue() : number);
    }

    private BigInteger integer(Type.IntegerType type) {
        var lower = type.range().lower();
        var upper = type.range().upper();
        if (type.extensible() && upper != null && chance(0.1))
            return upper.add(BigInteger.valueOf(1 + random.nextInt(100_000)));
        if (lower == null || upper == null) {
            var any = BigInteger.valueOf(random.nextLong() >>> 2 + random.nextInt(62));
            if (lower != null) return lower.add(any);
            if (upper != null) return upper.subtract(any);
            return random.nextBoolean() ? any : any.negate();
        }
        return switch (random.nextInt(4)) {
            case 0 -> lower;
            case 1 -> upper;
            default -> {
                var span = upper.subtract(lower).add(BigInteger.ONE);
                var bytes = new byte[span.bitLength() / 8 + 8];
                random.nextBytes(bytes);
                yield lower.add(new BigInteger(1, bytes).mod(span));
            }
        };
    }

    private Sample enumerated(Type.EnumeratedType type) {
        var items = new ArrayList<>(type.root());
        items.addAll(type.additions());
        var name = items.get(random.nextInt(items.size())).name();
        return new Sample(name, Term.atom(name));
    }

    private Sample objectIdentifier(boolean relative) {
        if (relative) return new Sample("8.47", Term.tuple(8L, 47L));
        long last = random.nextInt(100_000);
        return new Sample("1.3.6." + last, Term.tuple(1L, 3L, 6L, last));
    }

    /// A length within bounds, mostly short, now and then outside of what an extension marker opens, or in fragments.
    private int length(Type.Size size, int usual, int longest) {
        int lower = (int) size.lower();
        var upper = size.upper();
        if (upper == null) return chance(0.003) ? longest : lower + random.nextInt(usual + 1);
        if (size.extensible() && chance(0.05)) return (int) Math.min(upper + 1, longest);
        if (upper <= 300 && chance(0.1)) return upper.intValue();
        return lower + random.nextInt((int) Math.min(upper - lower, usual) + 1);
    }

    private BitString bits(int count) {
        var bytes = new byte[(count + 7) / 8];
        random.nextBytes(bytes);
        return BitString.of(bytes, count);
    }

    private Sample octetString(Type.OctetStringType type, int depth) {
        if (type.containing() instanceof Type.Reference(var definition)
                && definition.arguments().isEmpty()
                && pdus.contains(definition.name())) {
            var inside = value(type.containing(), depth + 1);
            return new Sample(
                    new Sample.Contained(definition.name(), inside.plain()),
                    Term.tuple(
                            Term.atom(Sample.CONTAINED),
                            Term.atom(definition.name()),
                            inside.term()));
        }
        var octets = bits(8 * length(type.size(), 12, 20_000));
        return new Sample(HexFormat.of().formatHex(octets.toByteArray()), octets);
    }

    private Sample text(Type.CharacterStringType type) {
        int count = length(type.size(), 10, 20_000);
        var letters =
                type.alphabet() != null
                        ? type.alphabet()
                        : switch (type.kind()) {
                            case NUMERIC -> "0123456789 ";
                            case PRINTABLE -> "ABCxyz019 '()+,-./:=?";
                            case IA5 -> "\u0000\u007fABCxyz~@";
                            case UTF8 -> "aé漢z";
                            default -> "ABCxyz ~!";
                        };
        var text = new StringBuilder();
        for (int i = 0; i < count; i++)
            text.append(letters.charAt(random.nextInt(letters.length())));
        var plain = text.toString();
        if (type.kind() != Type.StringKind.UTF8) return new Sample(plain, Term.characters(plain));
        var octets = plain.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return new Sample(plain, BitString.of(octets, 8 * octets.length));
    }

    private static boolean hasKey(ObjectSet set) {
        return set.objectClass().fields().stream()
                .anyMatch(it -> it instanceof ObjectClass.Field.ValueField field && field.unique());
    }

    /// @param untyped where no key says what can be there, Erlang has the octets without more
    private Sample unknown(boolean untyped) {
        var octets = bits(8 * (1 + random.nextInt(12)));
        return new Sample(
                Map.of("$open", HexFormat.of().formatHex(octets.toByteArray())),
                untyped ? octets : Term.tuple(Term.atom("asn1_OPENTYPE"), octets));
    }

    // ---- what has parts

    private Sample list(Type.SequenceOfType type, int depth) {
        var size = type.size();
        int count =
                ending(depth)
                        ? (int) size.lower()
                        : length(size, depth < 8 ? 8 : 3, (int) size.lower() + 3);
        var plain = new ArrayList<Object>();
        var term = new ArrayList<Object>();
        for (int i = 0; i < count; i++) {
            var element = value(type.element(), depth + 1);
            plain.add(element.plain());
            term.add(element.term());
        }
        return new Sample(plain, term);
    }

    private Sample choice(Type.ChoiceType type, int depth) {
        var alternatives = new ArrayList<>(type.root());
        if (!ending(depth)) alternatives.addAll(type.additions());
        else alternatives.sort(java.util.Comparator.comparingInt(it -> weight(it.type())));
        var one = ending(depth) ? alternatives.getFirst() : rarest(alternatives);
        if (isEmpty(one.type())) chosen.merge(one, EMPTY, Integer::sum);
        var inside = value(one.type(), depth + 1);
        var plain = new LinkedHashMap<String, Object>();
        plain.put(one.name(), inside.plain());
        return new Sample(plain, Term.tuple(Term.atom(one.name()), inside.term()));
    }

    private static boolean isEmpty(Type type) {
        return type instanceof Type.NullType
                || type instanceof Type.SequenceType it && it.root().isEmpty();
    }

    /// 0 for what certainly ends here.
    private static int weight(Type type) {
        return switch (type) {
            case Type.SequenceType it -> it.root().isEmpty() ? 0 : 2;
            case Type.SequenceOfType _, Type.ChoiceType _ -> 2;
            case Type.Reference(var definition) -> weight(definition.type());
            default -> 0;
        };
    }

    private <T> T rarest(List<T> options) {
        var pick = options.get(random.nextInt(options.size()));
        if (chance(0.85))
            for (var option : options)
                if (chosen.getOrDefault(option, 0) < chosen.getOrDefault(pick, 0)) pick = option;
        chosen.merge(pick, 1, Integer::sum);
        return pick;
    }

    private Sample sequence(Type.SequenceType type, int depth) {
        var plain = new LinkedHashMap<String, Object>();
        var term = new ArrayList<Object>();
        var objects = new HashMap<ObjectSet, @Nullable InformationObject>();
        for (var component : type.root())
            for (var table : tables(component))
                objects.computeIfAbsent(table.set(), set -> object(set, type));
        for (var component : type.root())
            put(component, present(component, depth), objects, plain, term, depth);
        int known = ending(depth) || chance(0.4) ? 0 : type.additions().size();
        if (known > 0 && chance(0.3)) known = random.nextInt(known) + 1;
        int group = 0;
        for (int i = 0; i < type.additions().size(); i++)
            switch (type.additions().get(i)) {
                case Addition.Single(var component) ->
                        put(
                                component,
                                i < known && present(component, depth),
                                objects,
                                plain,
                                term,
                                depth);
                case Addition.Group(_, var components) -> {
                    group++;
                    boolean there = i < known && chance(0.7);
                    var members = new LinkedHashMap<String, Object>();
                    for (var component : components)
                        put(
                                component,
                                there
                                        && (present(component, depth)
                                                || members.isEmpty()
                                                        && component == components.getLast()),
                                objects,
                                members,
                                term,
                                depth);
                    if (there) plain.put("ext" + group, members);
                }
            }
        return new Sample(plain, new Fields(term));
    }

    private boolean present(Component component, int depth) {
        return switch (component.presence()) {
            case Presence.Mandatory _, Presence.Default _ -> true;
            case Presence.Optional _ -> {
                if (ending(depth)) yield false;
                boolean rare = chosen.getOrDefault(component, 0) < 3;
                boolean there = chance(rare ? 0.8 : 0.4);
                if (there) chosen.merge(component, 1, Integer::sum);
                yield there;
            }
        };
    }

    private void put(
            Component component,
            boolean present,
            Map<ObjectSet, @Nullable InformationObject> objects,
            Map<String, Object> plain,
            List<Object> term,
            int depth) {
        if (!present) {
            term.add(Fields.ABSENT);
            return;
        }
        var value = component(component, objects, depth);
        plain.put(component.name(), value.plain());
        term.add(value.term());
    }

    private Sample component(
            Component component, Map<ObjectSet, @Nullable InformationObject> objects, int depth) {
        for (var table : tables(component)) {
            var object = objects.get(table.set());
            if (object == null) {
                if (component.type() instanceof Type.IntegerType key && key.range().upper() != null)
                    return number(
                            key.range().upper().subtract(BigInteger.valueOf(random.nextInt(4))));
                continue;
            }
            switch (object.settings().get(table.field())) {
                case Setting.OfType(var type) -> {
                    return value(type, depth + 1);
                }
                case Setting.OfValue(var value) -> {
                    return fixed(value);
                }
                case null -> {}
            }
        }
        if (component.presence() instanceof Presence.Default(var value) && chance(0.4))
            return fixed(value);
        return value(component.type(), depth + 1);
    }

    private static List<TableConstraint> tables(Component component) {
        var tables = new ArrayList<TableConstraint>();
        if (component.table() != null) tables.add(component.table());
        if (component.type() instanceof Type.OpenType(var table) && table != null)
            tables.add(table);
        return tables;
    }

    /// The object that this SEQUENCE is to hold: one with all that its components ask for; null for one nobody knows.
    private @Nullable InformationObject object(ObjectSet set, Type.SequenceType type) {
        if (set.extensible() && chance(0.01)) return null;
        var fields =
                type.root().stream()
                        .flatMap(it -> tables(it).stream())
                        .filter(it -> it.set() == set)
                        .map(TableConstraint::field)
                        .toList();
        var fitting =
                set.objects().stream()
                        .filter(it -> it.settings().keySet().containsAll(fields))
                        .toList();
        return fitting.isEmpty() ? null : rarest(fitting);
    }

    private static Sample fixed(Value value) {
        return switch (value) {
            case Value.IntegerValue(var number) -> number(number);
            case Value.EnumeratedValue(var item) -> new Sample(item, Term.atom(item));
            case Value.BooleanValue(var flag) -> new Sample(flag, Term.atom(String.valueOf(flag)));
            case Value.BitStringValue(var zerosAndOnes) -> {
                var bits = BitString.ofBits(zerosAndOnes);
                yield new Sample(bits.toString(), bits);
            }
            case Value.OctetStringValue(var hex) -> {
                var octets = HexFormat.of().parseHex(hex);
                yield new Sample(
                        HexFormat.of().formatHex(octets), BitString.of(octets, 8 * octets.length));
            }
            case Value.ChoiceValue(var alternative, var inside) -> {
                var sample = fixed(inside);
                yield new Sample(
                        Map.of(alternative, sample.plain()),
                        Term.tuple(Term.atom(alternative), sample.term()));
            }
            default -> throw new IllegalArgumentException("a fixed value " + value);
        };
    }
}
