package kenb.codec.per;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// An open type whose content an object set tells.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface OpenBy {
    /// The class of the set, or one of {@link Given}.
    Class<?> set();

    /// The type field, as {@link ObjectSet} numbers them.
    int field();

    /// The record component with the key.
    String key();
}
