package kenb.codec.per;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The types of a generated package that can be a PDU, each `ASN.1 name=Java class`.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PACKAGE)
public @interface Definitions {
    String[] value();

    /// Whether the package is for aligned PER.
    boolean aligned();
}
