package kenb.tools.decode;

import java.util.List;

/// A PDU that was understood.
///
/// @param protocol of the innermost message shown: what PDCP carries is RRC
/// @param name as the specification calls the message
/// @param details the telling fields, for one line
public record Decoded(String protocol, String name, List<Detail> details, Tree tree) {}
