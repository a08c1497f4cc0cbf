package kenb.codec.per;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// What a Java type does not say about a component, an information object's type or (on the class of
/// a list type) a list's element.
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.TYPE})
public @interface Typed {
    /// The class of its list type.
    Class<?> list() default void.class;

    /// The object sets that its parameters stand for: classes of sets, or those of {@link Given}.
    Class<?>[] sets() default {};
}
