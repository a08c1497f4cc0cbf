package kenb.nodes;

/// A running timer of a node, e.g. `T304` of UE 7. Starting it again restarts it.
///
/// @param name as the specification names it
/// @param owner the context it belongs to (an id the node looks up), {@link #NODE} for the node itself
public record Timer(String name, long owner) {
    public static final long NODE = -1;
}
