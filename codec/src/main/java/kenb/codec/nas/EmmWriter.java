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

/// EPS mobility management messages to octets, TS 24.301 §8.2.
final class EmmWriter {
    private static final int SWITCH_OFF = 8;

    private EmmWriter() {}

    /// Type and mandatory fields.
    static void write(EmmMessage message, NasWriter out) {
        switch (message) {
            case AttachRequest m ->
                    out.type(EmmMessageType.ATTACH_REQUEST)
                            .octet(m.nasKsi() << 4 | m.attachType())
                            .lv(m.identity().value())
                            .lv(m.ueNetworkCapability())
                            .lvE(m.esm());
            case AttachAccept m ->
                    out.type(EmmMessageType.ATTACH_ACCEPT)
                            .octet(m.attachResult())
                            .octet(m.t3412())
                            .lv(m.taiList())
                            .lvE(m.esm());
            case AttachComplete m -> out.type(EmmMessageType.ATTACH_COMPLETE).lvE(m.esm());
            case AttachReject m -> out.type(EmmMessageType.ATTACH_REJECT).octet(m.cause());
            case DetachRequest m ->
                    out.type(EmmMessageType.DETACH_REQUEST)
                            .octet(
                                    m.nasKsi() << 4
                                            | (m.switchOff() ? SWITCH_OFF : 0)
                                            | m.detachType())
                            .lv(m.identity().value());
            case NetworkDetachRequest m ->
                    out.type(EmmMessageType.DETACH_REQUEST).octet(m.detachType());
            case DetachAccept _ -> out.type(EmmMessageType.DETACH_ACCEPT);
            case TrackingAreaUpdateRequest m ->
                    out.type(EmmMessageType.TRACKING_AREA_UPDATE_REQUEST)
                            .octet(m.nasKsi() << 4 | m.updateType())
                            .lv(m.oldGuti().value());
            case TrackingAreaUpdateAccept m ->
                    out.type(EmmMessageType.TRACKING_AREA_UPDATE_ACCEPT).octet(m.updateResult());
            case TrackingAreaUpdateComplete _ ->
                    out.type(EmmMessageType.TRACKING_AREA_UPDATE_COMPLETE);
            case TrackingAreaUpdateReject m ->
                    out.type(EmmMessageType.TRACKING_AREA_UPDATE_REJECT).octet(m.cause());
            case ExtendedServiceRequest m ->
                    out.type(EmmMessageType.EXTENDED_SERVICE_REQUEST)
                            .octet(m.nasKsi() << 4 | m.serviceType())
                            .lv(m.mTmsi().value());
            case ControlPlaneServiceRequest m ->
                    out.type(EmmMessageType.CONTROL_PLANE_SERVICE_REQUEST)
                            .octet(m.nasKsi() << 4 | m.serviceType());
            case ServiceReject m -> out.type(EmmMessageType.SERVICE_REJECT).octet(m.cause());
            case ServiceAccept _ -> out.type(EmmMessageType.SERVICE_ACCEPT);
            case GutiReallocationCommand m ->
                    out.type(EmmMessageType.GUTI_REALLOCATION_COMMAND).lv(m.guti().value());
            case GutiReallocationComplete _ -> out.type(EmmMessageType.GUTI_REALLOCATION_COMPLETE);
            case AuthenticationRequest m ->
                    out.type(EmmMessageType.AUTHENTICATION_REQUEST)
                            .octet(m.nasKsi())
                            .fixed(m.rand(), 16)
                            .lv(m.autn());
            case AuthenticationResponse m ->
                    out.type(EmmMessageType.AUTHENTICATION_RESPONSE).lv(m.res());
            case AuthenticationReject _ -> out.type(EmmMessageType.AUTHENTICATION_REJECT);
            case AuthenticationFailure m ->
                    out.type(EmmMessageType.AUTHENTICATION_FAILURE).octet(m.cause());
            case IdentityRequest m ->
                    out.type(EmmMessageType.IDENTITY_REQUEST).octet(m.identityType());
            case IdentityResponse m ->
                    out.type(EmmMessageType.IDENTITY_RESPONSE).lv(m.identity().value());
            case SecurityModeCommand m ->
                    out.type(EmmMessageType.SECURITY_MODE_COMMAND)
                            .octet(m.ciphering() << 4 | m.integrity())
                            .octet(m.nasKsi())
                            .lv(m.replayedCapabilities());
            case SecurityModeComplete _ -> out.type(EmmMessageType.SECURITY_MODE_COMPLETE);
            case SecurityModeReject m ->
                    out.type(EmmMessageType.SECURITY_MODE_REJECT).octet(m.cause());
            case EmmStatus m -> out.type(EmmMessageType.EMM_STATUS).octet(m.cause());
            case EmmInformation _ -> out.type(EmmMessageType.EMM_INFORMATION);
            case DownlinkNasTransport m ->
                    out.type(EmmMessageType.DOWNLINK_NAS_TRANSPORT).lv(m.container());
            case UplinkNasTransport m ->
                    out.type(EmmMessageType.UPLINK_NAS_TRANSPORT).lv(m.container());
            case CsServiceNotification m ->
                    out.type(EmmMessageType.CS_SERVICE_NOTIFICATION).octet(m.pagingIdentity());
            case DownlinkGenericNasTransport m ->
                    out.type(EmmMessageType.DOWNLINK_GENERIC_NAS_TRANSPORT)
                            .octet(m.containerType())
                            .lvE(m.container());
            case UplinkGenericNasTransport m ->
                    out.type(EmmMessageType.UPLINK_GENERIC_NAS_TRANSPORT)
                            .octet(m.containerType())
                            .lvE(m.container());
            case EmmMessage.Unknown m -> out.octet(m.type()).octets(m.rest());
        }
    }
}
