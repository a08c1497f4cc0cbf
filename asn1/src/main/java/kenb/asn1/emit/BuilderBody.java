package kenb.asn1.emit;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// The builder of a record with components that may be absent.
final class BuilderBody {
    record Field(String java, Use use, boolean nullable, @Nullable String byDefault) {}

    String write(List<Field> fields, boolean extensible, String name) {
        var text = new StringBuilder();
        text.append("public static Builder builder() {\n    return new Builder();\n}\n\n");
        text.append("/// Sets components one by one; what may be absent may be left out.\n");
        text.append("public static final class Builder {\n");
        for (var field : fields) {
            var type = SequenceBody.nullableType(field.use().boxed());
            text.append(
                    field.byDefault() == null
                            ? "    private %s %s;\n".formatted(type, field.java())
                            : "    private %s %s = %s;\n"
                                    .formatted(
                                            field.use().java(), field.java(), field.byDefault()));
        }
        if (extensible) text.append("    private Extensions extensions = Extensions.NONE;\n");
        for (var field : fields) {
            var type =
                    field.nullable()
                            ? SequenceBody.nullableType(field.use().boxed())
                            : field.use().java();
            text.append(
                    """

                        public Builder %1$s(%2$s value) {
                            %1$s = value;
                            return this;
                        }
                    """
                            .formatted(field.java(), type));
        }
        if (extensible)
            text.append(
                    """

                        public Builder extensions(Extensions value) {
                            extensions = value;
                            return this;
                        }
                    """);
        var arguments = new ArrayList<String>();
        for (var field : fields)
            arguments.add(
                    field.nullable() || field.byDefault() != null
                            ? field.java()
                            : "Objects.requireNonNull(%s, %s)"
                                    .formatted(field.java(), Names.quoted(field.java())));
        if (extensible) arguments.add("extensions");
        text.append(
                "\n    public %s build() {\n        return new %1$s(%s);\n    }\n}\n"
                        .formatted(name, String.join(", ", arguments)));
        return text.toString();
    }
}
