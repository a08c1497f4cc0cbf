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
import kenb.codec.tlv.FieldWriter;

/// EPS mobility management messages to octets, TS 24.301 §8.2.
final class EmmWriter {
    private static final int SWITCH_OFF = 8;

    private EmmWriter() {}

    /// Type and mandatory fields.
    static void write(EmmMessage message, FieldWriter out) {
        switch (message) {
            case AttachRequest m ->
                    out.octet(EmmMessageType.ATTACH_REQUEST.number())
                            .octet(m.nasKsi() << 4 | m.attachType())
                            .lv(m.identity().value())
                            .lv(m.ueNetworkCapability())
                            .lvE(m.esm());
            case AttachAccept m ->
                    out.octet(EmmMessageType.ATTACH_ACCEPT.number())
                            .octet(m.attachResult())
                            .octet(m.t3412())
                            .lv(m.taiList())
                            .lvE(m.esm());
            case AttachComplete m ->
                    out.octet(EmmMessageType.ATTACH_COMPLETE.number()).lvE(m.esm());
            case AttachReject m ->
                    out.octet(EmmMessageType.ATTACH_REJECT.number()).octet(m.cause());
            case DetachRequest m ->
                    out.octet(EmmMessageType.DETACH_REQUEST.number())
                            .octet(
                                    m.nasKsi() << 4
                                            | (m.switchOff() ? SWITCH_OFF : 0)
                                            | m.detachType())
                            .lv(m.identity().value());
            case NetworkDetachRequest m ->
                    out.octet(EmmMessageType.DETACH_REQUEST.number()).octet(m.detachType());
            case DetachAccept _ -> out.octet(EmmMessageType.DETACH_ACCEPT.number());
            case TrackingAreaUpdateRequest m ->
                    out.octet(EmmMessageType.TRACKING_AREA_UPDATE_REQUEST.number())
                            .octet(m.nasKsi() << 4 | m.updateType())
                            .lv(m.oldGuti().value());
            case TrackingAreaUpdateAccept m ->
                    out.octet(EmmMessageType.TRACKING_AREA_UPDATE_ACCEPT.number())
                            .octet(m.updateResult());
            case TrackingAreaUpdateComplete _ ->
                    out.octet(EmmMessageType.TRACKING_AREA_UPDATE_COMPLETE.number());
            case TrackingAreaUpdateReject m ->
                    out.octet(EmmMessageType.TRACKING_AREA_UPDATE_REJECT.number()).octet(m.cause());
            case ExtendedServiceRequest m ->
                    out.octet(EmmMessageType.EXTENDED_SERVICE_REQUEST.number())
                            .octet(m.nasKsi() << 4 | m.serviceType())
                            .lv(m.mTmsi().value());
            case ControlPlaneServiceRequest m ->
                    out.octet(EmmMessageType.CONTROL_PLANE_SERVICE_REQUEST.number())
                            .octet(m.nasKsi() << 4 | m.serviceType());
            case ServiceReject m ->
                    out.octet(EmmMessageType.SERVICE_REJECT.number()).octet(m.cause());
            case ServiceAccept _ -> out.octet(EmmMessageType.SERVICE_ACCEPT.number());
            case GutiReallocationCommand m ->
                    out.octet(EmmMessageType.GUTI_REALLOCATION_COMMAND.number())
                            .lv(m.guti().value());
            case GutiReallocationComplete _ ->
                    out.octet(EmmMessageType.GUTI_REALLOCATION_COMPLETE.number());
            case AuthenticationRequest m ->
                    out.octet(EmmMessageType.AUTHENTICATION_REQUEST.number())
                            .octet(m.nasKsi())
                            .fixed(m.rand(), 16)
                            .lv(m.autn());
            case AuthenticationResponse m ->
                    out.octet(EmmMessageType.AUTHENTICATION_RESPONSE.number()).lv(m.res());
            case AuthenticationReject _ -> out.octet(EmmMessageType.AUTHENTICATION_REJECT.number());
            case AuthenticationFailure m ->
                    out.octet(EmmMessageType.AUTHENTICATION_FAILURE.number()).octet(m.cause());
            case IdentityRequest m ->
                    out.octet(EmmMessageType.IDENTITY_REQUEST.number()).octet(m.identityType());
            case IdentityResponse m ->
                    out.octet(EmmMessageType.IDENTITY_RESPONSE.number()).lv(m.identity().value());
            case SecurityModeCommand m ->
                    out.octet(EmmMessageType.SECURITY_MODE_COMMAND.number())
                            .octet(m.ciphering() << 4 | m.integrity())
                            .octet(m.nasKsi())
                            .lv(m.replayedCapabilities());
            case SecurityModeComplete _ ->
                    out.octet(EmmMessageType.SECURITY_MODE_COMPLETE.number());
            case SecurityModeReject m ->
                    out.octet(EmmMessageType.SECURITY_MODE_REJECT.number()).octet(m.cause());
            case EmmStatus m -> out.octet(EmmMessageType.EMM_STATUS.number()).octet(m.cause());
            case EmmInformation _ -> out.octet(EmmMessageType.EMM_INFORMATION.number());
            case DownlinkNasTransport m ->
                    out.octet(EmmMessageType.DOWNLINK_NAS_TRANSPORT.number()).lv(m.container());
            case UplinkNasTransport m ->
                    out.octet(EmmMessageType.UPLINK_NAS_TRANSPORT.number()).lv(m.container());
            case CsServiceNotification m ->
                    out.octet(EmmMessageType.CS_SERVICE_NOTIFICATION.number())
                            .octet(m.pagingIdentity());
            case DownlinkGenericNasTransport m ->
                    out.octet(EmmMessageType.DOWNLINK_GENERIC_NAS_TRANSPORT.number())
                            .octet(m.containerType())
                            .lvE(m.container());
            case UplinkGenericNasTransport m ->
                    out.octet(EmmMessageType.UPLINK_GENERIC_NAS_TRANSPORT.number())
                            .octet(m.containerType())
                            .lvE(m.container());
            case EmmMessage.Unknown m -> out.octet(m.type()).octets(m.rest());
        }
    }
}
