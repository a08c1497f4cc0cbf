package kenb.nodes;

/// An E-RAB as messages between nodes describe it.
///
/// @param id 0 to 15; in this lab the EPS bearer identity too
/// @param qci quality class (TS 23.203 table 6.1.7)
/// @param tunnel the end that the message offers or asks to send to; which one is the message's business
public record Erab(int id, int qci, Tunnel tunnel) {}
