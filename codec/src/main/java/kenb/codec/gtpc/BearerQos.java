package kenb.codec.gtpc;

import kenb.codec.tlv.FieldReader;
import kenb.codec.tlv.FieldWriter;

/// Bearer level QoS, TS 29.274 §8.15; bit rates in kbit/s, 40 bits each.
///
/// @param priority spare(1) ‖ PCI(1) ‖ priority level(4) ‖ spare(1) ‖ PVI(1): allocation and retention
/// @param qci 1 to 9 are standardised
public record BearerQos(
        int priority,
        int qci,
        long maximumUplink,
        long maximumDownlink,
        long guaranteedUplink,
        long guaranteedDownlink) {

    /// A bearer without guaranteed bit rate.
    public static BearerQos nonGbr(int priority, int qci) {
        return new BearerQos(priority, qci, 0, 0, 0, 0);
    }

    static BearerQos read(FieldReader in) {
        return new BearerQos(
                in.octet("priority"),
                in.octet("QCI"),
                in.wide("MBR uplink", 5),
                in.wide("MBR downlink", 5),
                in.wide("GBR uplink", 5),
                in.wide("GBR downlink", 5));
    }

    void write(FieldWriter out) {
        out.octet(priority)
                .octet(qci)
                .wide(maximumUplink, 5)
                .wide(maximumDownlink, 5)
                .wide(guaranteedUplink, 5)
                .wide(guaranteedDownlink, 5);
    }
}
