package kenb.codec.per;

import org.jspecify.annotations.Nullable;

/// The names that a specification gives to the numbers of a type, such as `id-Cause` for 5.
public interface ConstantNames {
    /// The name of a number; null where it has none.
    @Nullable String nameOf(int value);
}
