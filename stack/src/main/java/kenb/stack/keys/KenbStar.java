package kenb.stack.keys;

/// A K_eNB* and the NCC that tells the UE how to derive it too, for one target cell.
///
/// @param ncc 0 to 7
/// @param vertical derived from a fresh NH, not from the K_eNB in use
public record KenbStar(Key key, int ncc, boolean vertical) {}
