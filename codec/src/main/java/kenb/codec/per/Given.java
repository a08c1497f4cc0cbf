package kenb.codec.per;

/// Object sets that a parameterised type is given where it is used, by the order of its parameters.
public sealed interface Given {
    non-sealed interface First extends Given {}

    non-sealed interface Second extends Given {}

    non-sealed interface Third extends Given {}

    non-sealed interface Fourth extends Given {}
}
