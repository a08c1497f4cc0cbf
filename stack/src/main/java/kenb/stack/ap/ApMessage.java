package kenb.stack.ap;

/// A PDU on its way out, with what decides its stream.
///
/// @param ue any number that stays the same for one UE, or {@link #NON_UE}
public record ApMessage<P>(long ue, P pdu) {
    public static final long NON_UE = -1;

    /// Stream 0 is for non-UE-associated signalling; a UE keeps to one of the others, so that its messages stay in order
    /// and a lost packet of one UE holds up few others (TS 36.412 §7, TS 36.422 §7). With one stream all share it.
    int stream(int outStreams) {
        return ue == NON_UE || outStreams < 2
                ? 0
                : 1 + (int) Math.floorMod(ue, (long) outStreams - 1);
    }
}
