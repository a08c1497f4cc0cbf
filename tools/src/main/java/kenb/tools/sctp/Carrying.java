package kenb.tools.sctp;

import kenb.stack.sctp.SctpCarrier;

/// The carrier chosen, and why.
///
/// @param why in a few words, for people
public record Carrying(SctpCarrier carrier, String why) {}
