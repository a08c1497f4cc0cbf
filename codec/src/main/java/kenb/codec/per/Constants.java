package kenb.codec.per;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Where the numbers of a component have their names.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Constants {
    /// A class with a constructor without arguments.
    Class<? extends ConstantNames> value();
}
