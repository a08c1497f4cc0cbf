package kenb.nodes;

import kenb.codec.per.Octets;

/// Tracking area identity: PLMN and code, 16 bits (TS 36.413 §9.2.3.16).
public record Tai(Octets plmn, int code) {}
