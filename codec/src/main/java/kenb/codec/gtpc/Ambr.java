package kenb.codec.gtpc;

import kenb.codec.tlv.FieldReader;
import kenb.codec.tlv.FieldWriter;

/// Aggregate maximum bit rate, TS 29.274 §8.7, in kbit/s, 32 bits unsigned.
public record Ambr(long uplink, long downlink) {
    static Ambr read(FieldReader in) {
        return new Ambr(in.wide("uplink", 4), in.wide("downlink", 4));
    }

    void write(FieldWriter out) {
        out.wide(uplink, 4).wide(downlink, 4);
    }
}
