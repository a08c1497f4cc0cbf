package kenb.asn1.resolve;

import kenb.asn1.model.Type.Addition;
import kenb.asn1.model.Type.Alternative;
import kenb.asn1.model.Type.ChoiceType;
import kenb.asn1.model.Type.Component;
import kenb.asn1.model.Type.Presence;
import kenb.asn1.model.Type.SequenceType;
import kenb.asn1.model.Type.TableConstraint;
import kenb.asn1.syntax.Asn1Parser.*;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// SEQUENCE, SET and CHOICE: their components and alternatives in the order PER wants, what comes after
/// an extension marker, and the object sets that decide open types among them.
final class Components {
    private final Resolver resolver;

    /// Names of the components of the SEQUENCEs around the place that is being read.
    private final Deque<Set<String>> enclosing = new ArrayDeque<>();

    Components(Resolver resolver) {
        this.resolver = resolver;
    }

    SequenceType sequence(@Nullable ComponentsContext context, Scope scope, boolean set) {
        boolean implied = scope.source().extensibilityImplied;
        if (context == null) return new SequenceType(List.of(), implied, List.of());
        var names = new LinkedHashSet<String>();
        for (var component : componentsOf(context))
            switch (component) {
                case NamedComponentContext it -> names.add(it.VALUE_NAME().getText());
                default -> component(component, scope).forEach(it -> names.add(it.name()));
            }
        enclosing.addLast(names);
        try {
            return sequence(context, implied, scope, set);
        } finally {
            enclosing.removeLast();
        }
    }

    /// All components as written, additions too.
    private static List<ComponentContext> componentsOf(ComponentsContext context) {
        var all = new ArrayList<ComponentContext>();
        for (var list : context.componentList()) all.addAll(list.component());
        if (context.additions() != null)
            for (var addition : context.additions().addition())
                switch (addition) {
                    case AdditionGroupContext it -> all.addAll(it.componentList().component());
                    case AdditionComponentContext it -> all.add(it.component());
                    default -> throw new IllegalStateException(addition.getText());
                }
        return all;
    }

    private SequenceType sequence(
            ComponentsContext context, boolean implied, Scope scope, boolean set) {
        boolean automatic =
                scope.source().automaticTags
                        && componentsOf(context).stream()
                                .noneMatch(it ->
                                        it instanceof NamedComponentContext named
                                                && !named.type().tag().isEmpty());
        var root = new ArrayList<Component>();
        var contexts = new ArrayList<ComponentContext>();
        for (var list : context.componentList()) contexts.addAll(list.component());
        for (var component : contexts) root.addAll(component(component, scope));
        if (set && !automatic) {
            var tagged = new ArrayList<Tagged<Component>>();
            for (var component : contexts)
                for (var made : component(component, scope))
                    tagged.add(
                            new Tagged<>(
                                    component instanceof NamedComponentContext it
                                            ? Tags.of(it.type(), scope, resolver)
                                            : Tags.of(made.type(), resolver),
                                    made));
            root.clear();
            tagged.stream().sorted(Tagged.ORDER).forEach(it -> root.add(it.value()));
        }
        var additions = new ArrayList<Addition>();
        if (context.additions() != null) {
            for (var addition : context.additions().addition()) {
                switch (addition) {
                    case AdditionGroupContext group -> {
                        var members = new ArrayList<Component>();
                        for (var component : group.componentList().component())
                            members.addAll(component(component, scope));
                        additions.add(
                                new Addition.Group(
                                        group.NUMBER() == null
                                                ? null
                                                : Integer.valueOf(group.NUMBER().getText()),
                                        List.copyOf(members)));
                    }
                    case AdditionComponentContext single ->
                            component(single.component(), scope)
                                    .forEach(it -> additions.add(new Addition.Single(it)));
                    default -> throw new IllegalStateException(addition.getText());
                }
            }
        }
        duplicates(root, additions, context, scope);
        return new SequenceType(
                List.copyOf(root),
                context.extensionMarker() != null || implied,
                List.copyOf(additions));
    }

    private void duplicates(
            List<Component> root,
            List<Addition> additions,
            ComponentsContext context,
            Scope scope) {
        var all = new ArrayList<>(root);
        for (var addition : additions) {
            switch (addition) {
                case Addition.Single(var component) -> all.add(component);
                case Addition.Group(_, var components) -> all.addAll(components);
            }
        }
        var names = new HashSet<String>();
        for (var component : all)
            if (!names.add(component.name()))
                resolver.problems.report(
                        scope.source().position(context),
                        "component '" + component.name() + "' stands twice in this SEQUENCE.");
    }

    private List<Component> component(ComponentContext context, Scope scope) {
        if (context instanceof ComponentsOfContext of) {
            if (resolver.bare(resolver.types.type(of.type(), scope))
                    instanceof SequenceType sequence) return sequence.root();
            resolver.problems.report(
                    scope.source().position(context), "COMPONENTS OF needs a SEQUENCE or SET.");
            return List.of();
        }
        var named = (NamedComponentContext) context;
        var type = resolver.types.type(named.type(), scope);
        Presence presence = new Presence.Mandatory();
        if (named.OPTIONAL() != null) presence = new Presence.Optional();
        if (named.DEFAULT() != null) {
            var value = resolver.values.value(named.value(), type, scope);
            presence = value == null ? new Presence.Optional() : new Presence.Default(value);
        }
        return List.of(
                new Component(
                        named.VALUE_NAME().getText(), type, presence, table(named.type(), scope)));
    }

    /// The table constraint on a component whose type is a class field.
    private @Nullable TableConstraint table(TypeContext context, Scope scope) {
        return context.untagged() instanceof ClassFieldTypeContext field
                ? table(field, context.constraint(), scope)
                : null;
    }

    @Nullable TableConstraint table(
            ClassFieldTypeContext field, List<ConstraintContext> laid, Scope scope) {
        var objectClass =
                resolver.classes.named(
                        field.TYPE_NAME(), scope.source(), scope.source().position(field));
        if (objectClass == null) return null;
        var table =
                resolver.constraints.table(laid, objectClass, field.fieldName().getText(), scope);
        if (table != null)
            for (var selector : table.selectors()) checkSelector(selector, field, scope);
        return table;
    }

    /// A selector names a component of a SEQUENCE around it (X.682 §10.7).
    private void checkSelector(List<String> path, ClassFieldTypeContext field, Scope scope) {
        var first = path.getFirst();
        if (enclosing.isEmpty() || enclosing.stream().anyMatch(it -> it.contains(first))) return;
        resolver.problems.report(
                scope.source().position(field),
                "'@"
                        + String.join(".", path)
                        + "' names no component here. There are "
                        + String.join(", ", enclosing.getLast())
                        + ".");
    }

    ChoiceType choice(AlternativesContext context, Scope scope) {
        var root = new ArrayList<Tagged<Alternative>>();
        boolean tagged = Tags.anyIn(context);
        if (context.alternativeList() != null) {
            for (var it : context.alternativeList().alternative()) {
                root.add(new Tagged<>(Tags.UNKNOWN, alternative(it, scope)));
            }
            if (!scope.source().automaticTags || tagged) {
                for (int i = 0; i < root.size(); i++)
                    root.set(
                            i,
                            new Tagged<>(
                                    Tags.of(
                                            context.alternativeList().alternative(i).type(),
                                            scope,
                                            resolver),
                                    root.get(i).value()));
                root.sort(Tagged.ORDER);
            }
        }
        var additions = new ArrayList<Alternative>();
        if (context.alternativeAdditions() != null) {
            for (var addition : context.alternativeAdditions().alternativeAddition()) {
                if (addition.alternative() != null)
                    additions.add(alternative(addition.alternative(), scope));
                else
                    for (var it : addition.alternativeList().alternative())
                        additions.add(alternative(it, scope));
            }
        }
        var names = new HashSet<String>();
        for (var it : root) duplicate(it.value().name(), names, context, scope);
        for (var it : additions) duplicate(it.name(), names, context, scope);
        return new ChoiceType(
                root.stream().map(Tagged::value).toList(),
                context.extensionMarker() != null || scope.source().extensibilityImplied,
                List.copyOf(additions));
    }

    private void duplicate(
            String name, Set<String> names, AlternativesContext context, Scope scope) {
        if (!names.add(name))
            resolver.problems.report(
                    scope.source().position(context),
                    "alternative '" + name + "' stands twice in this CHOICE.");
    }

    private Alternative alternative(AlternativeContext context, Scope scope) {
        return new Alternative(
                context.VALUE_NAME().getText(), resolver.types.type(context.type(), scope));
    }

    record Tagged<T>(long tag, T value) {
        static final Comparator<Tagged<?>> ORDER = Comparator.comparingLong(Tagged::tag);
    }
}
