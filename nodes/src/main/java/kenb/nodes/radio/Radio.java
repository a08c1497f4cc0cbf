package kenb.nodes.radio;

import kenb.stack.cipher.CipherEngine;
import kenb.stack.pdcp.SecurityContext;

/// What all legs of a node share.
///
/// @param engine of the node's thread
public record Radio(CipherEngine engine, PdcpCounters counters, Observer observer) {

    /// Hears of each set of keys that a leg comes to use.
    @FunctionalInterface
    public interface Observer {
        Observer NONE = (_, _) -> {};

        void secured(Leg leg, SecurityContext security);
    }
}
