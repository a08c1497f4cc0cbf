package kenb.nodes;

import kenb.codec.per.Octets;

/// Globally unique MME identity: PLMN, group (16 bits), code (8 bits) (TS 23.003 §2.8.1).
public record Gummei(Octets plmn, int group, int code) {}
