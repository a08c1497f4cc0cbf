package kenb.codec.nas;

import kenb.codec.nas.EmmMessage.AttachAccept;
import kenb.codec.nas.EmmMessage.AttachComplete;
import kenb.codec.nas.EmmMessage.AttachReject;
import kenb.codec.nas.EmmMessage.AttachRequest;
import kenb.codec.nas.EmmMessage.DetachAccept;
import kenb.codec.nas.EmmMessage.DetachRequest;
import kenb.codec.nas.EsmMessage.ActivateDefaultBearerAccept;
import kenb.codec.nas.EsmMessage.ActivateDefaultBearerRequest;
import kenb.codec.nas.EsmMessage.PdnConnectivityRequest;
import kenb.codec.per.Octets;

import java.util.Arrays;

/// Plain NAS messages ↔ octets, TS 24.301 §8, §9. All decoders throw {@link kenb.codec.per.DecodeException} and nothing else.
public final class NasCodec {
    private static final int EMM = 7;
    private static final int ESM = 2;
    private static final int SWITCH_OFF = 8;

    private static final int ATTACH_REQUEST = 0x41;
    private static final int ATTACH_ACCEPT = 0x42;
    private static final int ATTACH_COMPLETE = 0x43;
    private static final int ATTACH_REJECT = 0x44;
    private static final int DETACH_REQUEST = 0x45;
    private static final int DETACH_ACCEPT = 0x46;
    private static final int ACTIVATE_DEFAULT_BEARER_REQUEST = 0xc1;
    private static final int ACTIVATE_DEFAULT_BEARER_ACCEPT = 0xc2;
    private static final int PDN_CONNECTIVITY_REQUEST = 0xd0;
    private static final int TAG_GUTI = 0x50;

    private NasCodec() {}

    public static EmmMessage decodeEmm(byte[] octets) {
        var head = new NasReader("message", octets, 0, octets.length);
        int discriminator = head.octet("protocol discriminator");
        if (discriminator != EMM) {
            throw head.wrong(
                    "protocol discriminator",
                    "07 (plain EMM) expected, got %02x".formatted(discriminator));
        }
        int type = head.octet("type");
        return switch (type) {
            case ATTACH_REQUEST ->
                    attachRequest(new NasReader("AttachRequest", octets, 2, octets.length));
            case ATTACH_ACCEPT ->
                    attachAccept(new NasReader("AttachAccept", octets, 2, octets.length));
            case ATTACH_COMPLETE ->
                    new AttachComplete(
                            new NasReader("AttachComplete", octets, 2, octets.length)
                                    .lvE("ESM container"));
            case ATTACH_REJECT ->
                    new AttachReject(
                            new NasReader("AttachReject", octets, 2, octets.length).octet("cause"));
            case DETACH_REQUEST ->
                    detachRequest(new NasReader("DetachRequest", octets, 2, octets.length));
            case DETACH_ACCEPT -> new DetachAccept();
            default ->
                    new EmmMessage.Unknown(
                            type, Octets.of(Arrays.copyOfRange(octets, 2, octets.length)));
        };
    }

    private static AttachRequest attachRequest(NasReader in) {
        int first = in.octet("attach type");
        var identity = EpsMobileIdentity.decode("AttachRequest.identity", in.lv("identity"));
        return new AttachRequest(
                first >> 4,
                first & 7,
                identity,
                in.lv("UE network capability"),
                in.lvE("ESM container"));
    }

    private static AttachAccept attachAccept(NasReader in) {
        int result = in.octet("attach result") & 7;
        int t3412 = in.octet("T3412");
        Octets taiList = in.lv("TAI list");
        Octets esm = in.lvE("ESM container");
        EpsMobileIdentity guti = null;
        while (in.hasMore()) {
            int tag = in.octet("optional element");
            if (tag == TAG_GUTI) {
                guti = EpsMobileIdentity.decode("AttachAccept.GUTI", in.lv("GUTI"));
            } else {
                int fixed = fixedOctetsInAttachAccept(tag);
                if (fixed > 0) {
                    in.octets("optional " + Integer.toHexString(tag), fixed);
                } else {
                    in.skip(tag);
                }
            }
        }
        return new AttachAccept(result, t3412, taiList, esm, guti);
    }

    /// Octets of an element of ATTACH ACCEPT that has no length of its own (TS 24.301 table 8.2.1.1): LAI,
    /// T3402, EMM cause, T3423; else 0.
    private static int fixedOctetsInAttachAccept(int tag) {
        return switch (tag) {
            case 0x13 -> 5;
            case 0x17, 0x53, 0x59 -> 1;
            default -> 0;
        };
    }

    private static DetachRequest detachRequest(NasReader in) {
        int first = in.octet("detach type");
        var identity = EpsMobileIdentity.decode("DetachRequest.identity", in.lv("identity"));
        return new DetachRequest(first >> 4, (first & SWITCH_OFF) != 0, first & 7, identity);
    }

    public static Octets encode(EmmMessage message) {
        var out = new NasWriter().octet(EMM);
        switch (message) {
            case AttachRequest m ->
                    out.octet(ATTACH_REQUEST)
                            .octet(m.nasKsi() << 4 | m.attachType())
                            .lv(m.identity().encode())
                            .lv(m.ueNetworkCapability())
                            .lvE(m.esm());
            case AttachAccept m -> {
                out.octet(ATTACH_ACCEPT)
                        .octet(m.attachResult())
                        .octet(m.t3412())
                        .lv(m.taiList())
                        .lvE(m.esm());
                if (m.guti() != null) {
                    out.tlv(TAG_GUTI, m.guti().encode());
                }
            }
            case AttachComplete m -> out.octet(ATTACH_COMPLETE).lvE(m.esm());
            case AttachReject m -> out.octet(ATTACH_REJECT).octet(m.cause());
            case DetachRequest m ->
                    out.octet(DETACH_REQUEST)
                            .octet(
                                    m.nasKsi() << 4
                                            | (m.switchOff() ? SWITCH_OFF : 0)
                                            | m.detachType())
                            .lv(m.identity().encode());
            case DetachAccept _ -> out.octet(DETACH_ACCEPT);
            case EmmMessage.Unknown m -> out.octet(m.type()).octets(m.rest());
        }
        return out.toOctets();
    }

    public static EsmMessage decodeEsm(Octets value) {
        byte[] octets = value.toByteArray();
        var in = new NasReader("ESM message", octets, 0, octets.length);
        int first = in.octet("protocol discriminator");
        if ((first & 0xf) != ESM) {
            throw in.wrong(
                    "protocol discriminator", "2 (ESM) expected, got %x".formatted(first & 0xf));
        }
        int bearer = first >> 4;
        int transaction = in.octet("procedure transaction identity");
        int type = in.octet("type");
        return switch (type) {
            case PDN_CONNECTIVITY_REQUEST -> {
                int types = in.octet("request type");
                yield new PdnConnectivityRequest(transaction, types & 7, types >> 4 & 7);
            }
            case ACTIVATE_DEFAULT_BEARER_REQUEST ->
                    new ActivateDefaultBearerRequest(
                            bearer,
                            transaction,
                            in.lv("EPS QoS"),
                            in.lv("APN"),
                            in.lv("PDN address"));
            case ACTIVATE_DEFAULT_BEARER_ACCEPT -> new ActivateDefaultBearerAccept(bearer);
            default ->
                    new EsmMessage.Unknown(
                            bearer,
                            transaction,
                            type,
                            Octets.of(Arrays.copyOfRange(octets, 3, octets.length)));
        };
    }

    public static Octets encode(EsmMessage message) {
        var out = new NasWriter();
        switch (message) {
            case PdnConnectivityRequest m ->
                    out.octet(ESM)
                            .octet(m.transaction())
                            .octet(PDN_CONNECTIVITY_REQUEST)
                            .octet(m.pdnType() << 4 | m.requestType());
            case ActivateDefaultBearerRequest m ->
                    out.octet(m.epsBearer() << 4 | ESM)
                            .octet(m.transaction())
                            .octet(ACTIVATE_DEFAULT_BEARER_REQUEST)
                            .lv(m.qos())
                            .lv(m.apn())
                            .lv(m.pdnAddress());
            case ActivateDefaultBearerAccept m ->
                    out.octet(m.epsBearer() << 4 | ESM)
                            .octet(0)
                            .octet(ACTIVATE_DEFAULT_BEARER_ACCEPT);
            case EsmMessage.Unknown m ->
                    out.octet(m.epsBearer() << 4 | ESM)
                            .octet(m.transaction())
                            .octet(m.type())
                            .octets(m.rest());
        }
        return out.toOctets();
    }
}
