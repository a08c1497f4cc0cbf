package kenb.codec.gtpc;

import kenb.codec.per.Octets;

/// An information element as it stands on the wire, TS 29.274 §8.2: type(1) ‖ length(2) ‖ spare(4) ‖ instance(4) ‖ value. One of type 254
/// has its real type in the first two octets of the value.
///
/// @param type 0 to 255
/// @param instance 4 bits: tells elements of one type in one message apart
/// @param spare 4 bits, sent as 0
/// @param value at most 65535 octets
public record GtpcIe(int type, int instance, int spare, Octets value) {
    public GtpcIe(int type, int instance, Octets value) {
        this(type, instance, 0, value);
    }
}
