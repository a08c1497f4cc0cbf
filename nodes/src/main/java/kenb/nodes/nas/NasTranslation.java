package kenb.nodes.nas;

import kenb.codec.nas.EmmElement;
import kenb.codec.nas.EmmMessage;
import kenb.codec.nas.EpsMobileIdentity;
import kenb.codec.nas.EsmMessage;
import kenb.codec.nas.NasCodec;
import kenb.codec.nas.NasElements;
import kenb.codec.per.DecodeException;
import kenb.codec.per.Octets;
import kenb.nodes.Gummei;
import kenb.nodes.SecurityCapabilities;
import kenb.nodes.Tai;
import kenb.nodes.nas.NasMessage.Guti;

import org.jspecify.annotations.Nullable;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// {@link NasMessage} ↔ {@link EmmMessage}.
final class NasTranslation {
    private static final int EPS_ATTACH = 1;
    private static final int EPS_DETACH = 1;
    private static final int EPS_ONLY = 1;
    private static final int INITIAL_REQUEST = 1;
    private static final int IPV4 = 1;
    private static final int T3412_54_MINUTES = 0x49;

    private NasTranslation() {}

    static EmmMessage toEmm(NasMessage message) {
        return switch (message) {
            case NasMessage.AttachRequest(int ksi, Guti guti, var capabilities, int transaction) ->
                    new EmmMessage.AttachRequest(
                            ksi,
                            EPS_ATTACH,
                            identity(guti),
                            Octets.of(
                                    (byte) capabilities.nasEncryption(),
                                    (byte) capabilities.nasIntegrity()),
                            NasCodec.encode(
                                    new EsmMessage.PdnConnectivityRequest(
                                            0, transaction, IPV4, INITIAL_REQUEST)));
            case NasMessage.AttachAccept accept ->
                    new EmmMessage.AttachAccept(
                            EPS_ONLY,
                            T3412_54_MINUTES,
                            taiList(accept.tai()),
                            NasCodec.encode(bearerRequest(accept)),
                            NasElements.of(EmmElement.GUTI.of(identity(accept.guti()).value())));
            case NasMessage.AttachComplete(int bearer) ->
                    new EmmMessage.AttachComplete(
                            NasCodec.encode(new EsmMessage.ActivateDefaultBearerAccept(bearer, 0)));
            case NasMessage.AttachReject(int cause) -> new EmmMessage.AttachReject(cause);
            case NasMessage.DetachRequest(int ksi, Guti guti, boolean switchOff) ->
                    new EmmMessage.DetachRequest(ksi, switchOff, EPS_DETACH, identity(guti));
            case NasMessage.DetachAccept() -> new EmmMessage.DetachAccept();
            case NasMessage.Other(String name) ->
                    throw new IllegalArgumentException(name + " is never sent");
        };
    }

    static NasMessage fromEmm(EmmMessage message) {
        return switch (message) {
            case EmmMessage.AttachRequest m
                    when m.identity() instanceof EpsMobileIdentity.Guti guti
                            && m.ueNetworkCapability().length() >= 2
                            && NasCodec.decodeEsm(m.esm())
                                    instanceof EsmMessage.PdnConnectivityRequest request ->
                    new NasMessage.AttachRequest(
                            m.nasKsi(),
                            guti(guti),
                            SecurityCapabilities.ofNasOctets(
                                    m.ueNetworkCapability().at(0), m.ueNetworkCapability().at(1)),
                            request.transaction());
            case EmmMessage.AttachAccept m
                    when guti(m) instanceof EpsMobileIdentity.Guti guti
                            && m.taiList().length() >= 6
                            && NasCodec.decodeEsm(m.esm())
                                    instanceof EsmMessage.ActivateDefaultBearerRequest bearer ->
                    new NasMessage.AttachAccept(
                            guti(guti),
                            tai(m.taiList()),
                            bearer.epsBearer(),
                            bearer.transaction(),
                            bearer.qos().length() == 0 ? 0 : bearer.qos().at(0),
                            apn(bearer.apn()),
                            address(bearer.pdnAddress()));
            case EmmMessage.AttachComplete m
                    when NasCodec.decodeEsm(m.esm())
                            instanceof EsmMessage.ActivateDefaultBearerAccept accept ->
                    new NasMessage.AttachComplete(accept.epsBearer());
            case EmmMessage.AttachReject m -> new NasMessage.AttachReject(m.cause());
            case EmmMessage.DetachRequest m
                    when m.identity() instanceof EpsMobileIdentity.Guti guti ->
                    new NasMessage.DetachRequest(m.nasKsi(), guti(guti), m.switchOff());
            case EmmMessage.DetachAccept _ -> new NasMessage.DetachAccept();
            default -> new NasMessage.Other(message.getClass().getSimpleName());
        };
    }

    private static EsmMessage bearerRequest(NasMessage.AttachAccept accept) {
        byte[] address = accept.ueAddress().getAddress();
        return new EsmMessage.ActivateDefaultBearerRequest(
                accept.epsBearer(),
                accept.transaction(),
                Octets.of((byte) accept.qci()),
                apn(accept.apn()),
                Octets.of((byte) IPV4, address[0], address[1], address[2], address[3]));
    }

    private static @Nullable EpsMobileIdentity guti(EmmMessage.AttachAccept accept) {
        Octets value = accept.elements().get(EmmElement.GUTI);
        return value == null ? null : EpsMobileIdentity.of(value);
    }

    private static EpsMobileIdentity identity(Guti guti) {
        Gummei gummei = guti.gummei();
        return new EpsMobileIdentity.Guti(
                gummei.plmn(), gummei.group(), gummei.code(), guti.mTmsi());
    }

    private static Guti guti(EpsMobileIdentity.Guti guti) {
        return new Guti(new Gummei(guti.plmn(), guti.mmeGroup(), guti.mmeCode()), guti.mTmsi());
    }

    /// One TAI: type 0 with one element ‖ PLMN ‖ TAC (TS 24.301 §9.9.3.33).
    private static Octets taiList(Tai tai) {
        byte[] plmn = tai.plmn().toByteArray();
        return Octets.of(
                (byte) 0, plmn[0], plmn[1], plmn[2], (byte) (tai.code() >> 8), (byte) tai.code());
    }

    private static Tai tai(Octets list) {
        Octets plmn = Octets.of(Arrays.copyOfRange(list.toByteArray(), 1, 4));
        return new Tai(plmn, list.at(4) << 8 | list.at(5));
    }

    private static Octets apn(String apn) {
        var out = new java.io.ByteArrayOutputStream();
        for (String label : apn.split("\\.")) {
            out.write(label.length());
            out.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
        }
        return Octets.of(out.toByteArray());
    }

    private static String apn(Octets labels) {
        var apn = new StringBuilder();
        for (int i = 0; i < labels.length(); i += labels.at(i) + 1) {
            int end = Math.min(labels.length(), i + 1 + labels.at(i));
            byte[] label = Arrays.copyOfRange(labels.toByteArray(), i + 1, end);
            apn.append(apn.isEmpty() ? "" : ".")
                    .append(new String(label, StandardCharsets.US_ASCII));
        }
        return apn.toString();
    }

    private static Inet4Address address(Octets value) {
        if (value.length() < 5 || (value.at(0) & 7) != IPV4) {
            throw new DecodeException(0, "a PDN address of type IPv4 expected").at("PDN address");
        }
        try {
            return (Inet4Address)
                    InetAddress.getByAddress(Arrays.copyOfRange(value.toByteArray(), 1, 5));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
