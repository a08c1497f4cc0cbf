package kenb.stack.keys;

/// Where a node has a key from.
public sealed interface KeyOrigin {
    /// Put there by the lab's configuration, or the outcome of an authentication outside of it.
    record Provisioned() implements KeyOrigin {}

    /// Arrived in a message.
    ///
    /// @param from the node that sent it
    record Received(String from) implements KeyOrigin {}

    /// The outcome of an authentication that both sides computed.
    ///
    /// @param by such as AKA
    record Agreed(String by) implements KeyOrigin {}

    record Derived(Derivation derivation) implements KeyOrigin {}
}
