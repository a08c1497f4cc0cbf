package kenb.codec.nas;

import kenb.codec.nas.EmmMessage.AttachAccept;
import kenb.codec.nas.EmmMessage.AttachComplete;
import kenb.codec.nas.EmmMessage.AttachReject;
import kenb.codec.nas.EmmMessage.AttachRequest;
import kenb.codec.nas.EmmMessage.AuthenticationFailure;
import kenb.codec.nas.EmmMessage.AuthenticationReject;
import kenb.codec.nas.EmmMessage.AuthenticationRequest;
import kenb.codec.nas.EmmMessage.AuthenticationResponse;
import kenb.codec.nas.EmmMessage.ControlPlaneServiceRequest;
import kenb.codec.nas.EmmMessage.CsServiceNotification;
import kenb.codec.nas.EmmMessage.DetachAccept;
import kenb.codec.nas.EmmMessage.DetachRequest;
import kenb.codec.nas.EmmMessage.DownlinkGenericNasTransport;
import kenb.codec.nas.EmmMessage.DownlinkNasTransport;
import kenb.codec.nas.EmmMessage.EmmInformation;
import kenb.codec.nas.EmmMessage.EmmStatus;
import kenb.codec.nas.EmmMessage.ExtendedServiceRequest;
import kenb.codec.nas.EmmMessage.GutiReallocationCommand;
import kenb.codec.nas.EmmMessage.GutiReallocationComplete;
import kenb.codec.nas.EmmMessage.IdentityRequest;
import kenb.codec.nas.EmmMessage.IdentityResponse;
import kenb.codec.nas.EmmMessage.NetworkDetachRequest;
import kenb.codec.nas.EmmMessage.SecurityModeCommand;
import kenb.codec.nas.EmmMessage.SecurityModeComplete;
import kenb.codec.nas.EmmMessage.SecurityModeReject;
import kenb.codec.nas.EmmMessage.ServiceAccept;
import kenb.codec.nas.EmmMessage.ServiceReject;
import kenb.codec.nas.EmmMessage.TrackingAreaUpdateAccept;
import kenb.codec.nas.EmmMessage.TrackingAreaUpdateComplete;
import kenb.codec.nas.EmmMessage.TrackingAreaUpdateReject;
import kenb.codec.nas.EmmMessage.TrackingAreaUpdateRequest;
import kenb.codec.nas.EmmMessage.UplinkGenericNasTransport;
import kenb.codec.nas.EmmMessage.UplinkNasTransport;
import kenb.codec.tlv.FieldReader;

/// Octets to EPS mobility management messages, TS 24.301 §8.2.
final class EmmReader {
    private static final int LONGEST_IDENTITY_OCTETS = 15;
    private static final int SWITCH_OFF = 8;

    private EmmReader() {}

    static EmmMessage read(EmmMessageType type, FieldReader in) {
        return switch (type) {
            case ATTACH_REQUEST -> {
                int first = in.octet("attach type");
                yield new AttachRequest(
                        first >> 4,
                        first & 0xf,
                        EpsMobileIdentity.of(in.lv("identity")),
                        in.lv("UE network capability"),
                        in.lvE("ESM message container"),
                        elements(in, type));
            }
            case ATTACH_ACCEPT ->
                    new AttachAccept(
                            in.octet("attach result"),
                            in.octet("T3412"),
                            in.lv("TAI list"),
                            in.lvE("ESM message container"),
                            elements(in, type));
            case ATTACH_COMPLETE ->
                    new AttachComplete(in.lvE("ESM message container"), elements(in, type));
            case ATTACH_REJECT -> new AttachReject(in.octet("cause"), elements(in, type));
            case DETACH_REQUEST ->
                    !startsWithIdentity(in)
                            ? new NetworkDetachRequest(in.octet("detach type"), elements(in, type))
                            : detachRequest(in, type);
            case DETACH_ACCEPT -> new DetachAccept(elements(in, type));
            case TRACKING_AREA_UPDATE_REQUEST -> {
                int first = in.octet("update type");
                yield new TrackingAreaUpdateRequest(
                        first >> 4,
                        first & 0xf,
                        EpsMobileIdentity.of(in.lv("old GUTI")),
                        elements(in, type));
            }
            case TRACKING_AREA_UPDATE_ACCEPT ->
                    new TrackingAreaUpdateAccept(in.octet("update result"), elements(in, type));
            case TRACKING_AREA_UPDATE_COMPLETE ->
                    new TrackingAreaUpdateComplete(elements(in, type));
            case TRACKING_AREA_UPDATE_REJECT ->
                    new TrackingAreaUpdateReject(in.octet("cause"), elements(in, type));
            case EXTENDED_SERVICE_REQUEST -> {
                int first = in.octet("service type");
                yield new ExtendedServiceRequest(
                        first >> 4,
                        first & 0xf,
                        MobileIdentity.of(in.lv("M-TMSI")),
                        elements(in, type));
            }
            case CONTROL_PLANE_SERVICE_REQUEST -> {
                int first = in.octet("service type");
                yield new ControlPlaneServiceRequest(first >> 4, first & 0xf, elements(in, type));
            }
            case SERVICE_REJECT -> new ServiceReject(in.octet("cause"), elements(in, type));
            case SERVICE_ACCEPT -> new ServiceAccept(elements(in, type));
            case GUTI_REALLOCATION_COMMAND ->
                    new GutiReallocationCommand(
                            EpsMobileIdentity.of(in.lv("GUTI")), elements(in, type));
            case GUTI_REALLOCATION_COMPLETE -> new GutiReallocationComplete(elements(in, type));
            case AUTHENTICATION_REQUEST ->
                    new AuthenticationRequest(
                            in.octet("NAS key set identifier"),
                            in.octets("RAND", 16),
                            in.lv("AUTN"),
                            elements(in, type));
            case AUTHENTICATION_RESPONSE ->
                    new AuthenticationResponse(in.lv("RES"), elements(in, type));
            case AUTHENTICATION_REJECT -> new AuthenticationReject(elements(in, type));
            case AUTHENTICATION_FAILURE ->
                    new AuthenticationFailure(in.octet("cause"), elements(in, type));
            case IDENTITY_REQUEST ->
                    new IdentityRequest(in.octet("identity type"), elements(in, type));
            case IDENTITY_RESPONSE ->
                    new IdentityResponse(MobileIdentity.of(in.lv("identity")), elements(in, type));
            case SECURITY_MODE_COMMAND -> {
                int first = in.octet("integrity");
                yield new SecurityModeCommand(
                        first >> 4,
                        first & 0xf,
                        in.octet("NAS key set identifier"),
                        in.lv("replayed UE security capabilities"),
                        elements(in, type));
            }
            case SECURITY_MODE_COMPLETE -> new SecurityModeComplete(elements(in, type));
            case SECURITY_MODE_REJECT ->
                    new SecurityModeReject(in.octet("cause"), elements(in, type));
            case EMM_STATUS -> new EmmStatus(in.octet("cause"), elements(in, type));
            case EMM_INFORMATION -> new EmmInformation(elements(in, type));
            case DOWNLINK_NAS_TRANSPORT ->
                    new DownlinkNasTransport(in.lv("container"), elements(in, type));
            case UPLINK_NAS_TRANSPORT ->
                    new UplinkNasTransport(in.lv("container"), elements(in, type));
            case CS_SERVICE_NOTIFICATION ->
                    new CsServiceNotification(in.octet("paging identity"), elements(in, type));
            case DOWNLINK_GENERIC_NAS_TRANSPORT ->
                    new DownlinkGenericNasTransport(
                            in.octet("container type"), in.lvE("container"), elements(in, type));
            case UPLINK_GENERIC_NAS_TRANSPORT ->
                    new UplinkGenericNasTransport(
                            in.octet("container type"), in.lvE("container"), elements(in, type));
        };
    }

    /// A DETACH REQUEST of the UE has an identity after the first octet, one of the network optional elements or nothing.
    private static boolean startsWithIdentity(FieldReader in) {
        int length = in.peek(1);
        return length > 0 && length <= LONGEST_IDENTITY_OCTETS && length <= in.remaining() - 2;
    }

    private static DetachRequest detachRequest(FieldReader in, EmmMessageType type) {
        int first = in.octet("detach type");
        return new DetachRequest(
                first >> 4,
                (first & SWITCH_OFF) != 0,
                first & 7,
                EpsMobileIdentity.of(in.lv("identity")),
                elements(in, type));
    }

    private static NasElements elements(FieldReader in, EmmMessageType type) {
        return NasElements.read(in, iei -> EmmElement.fixedOctets(type, iei));
    }
}
