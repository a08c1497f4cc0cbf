package kenb.codec.gtpc;

import kenb.codec.per.Octets;
import kenb.codec.tlv.FieldReader;
import kenb.codec.tlv.FieldWriter;

import org.jspecify.annotations.Nullable;

/// What every MM context says of the UE besides keys, TS 29.274 §8.38.
///
/// @param drx DRX parameter, 2 octets
/// @param subscribed UE-AMBR as subscribed
/// @param used UE-AMBR in use
/// @param ueNetworkCapability value of TS 24.301 §9.9.3.34; may be empty, as the next two
/// @param msNetworkCapability value of TS 24.008 §10.5.5.12
/// @param mei digits as in [GtpcIeTypes#MEI]
public record MmCapabilities(
        @Nullable Octets drx,
        @Nullable Ambr subscribed,
        @Nullable Ambr used,
        Octets ueNetworkCapability,
        Octets msNetworkCapability,
        Octets mei) {
    static final int DRX = 0x08;
    static final int USED_AMBR = 0x02;

    public static MmCapabilities of(Octets ueNetworkCapability) {
        return new MmCapabilities(
                null, null, null, ueNetworkCapability, Octets.EMPTY, Octets.EMPTY);
    }

    static @Nullable Octets readDrx(FieldReader in, int first) {
        return (first & DRX) == 0 ? null : in.octets("DRX parameter", 2);
    }

    static MmCapabilities read(
            FieldReader in, @Nullable Octets drx, boolean subscribed, boolean used) {
        return new MmCapabilities(
                drx,
                subscribed ? Ambr.read(in) : null,
                used ? Ambr.read(in) : null,
                in.lv("UE network capability"),
                in.lv("MS network capability"),
                in.lv("MEI"));
    }

    void writeDrx(FieldWriter out) {
        if (drx != null) out.fixed(drx, 2);
    }

    void write(FieldWriter out) {
        if (subscribed != null) subscribed.write(out);
        if (used != null) used.write(out);
        out.lv(ueNetworkCapability).lv(msNetworkCapability).lv(mei);
    }

    int drxFlag() {
        return drx == null ? 0 : DRX;
    }

    int usedFlag() {
        return used == null ? 0 : USED_AMBR;
    }
}
