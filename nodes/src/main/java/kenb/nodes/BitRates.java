package kenb.nodes;

/// A UE's aggregate maximum bit rates, bits per second (TS 36.413 §9.2.1.20).
public record BitRates(long downlink, long uplink) {}
