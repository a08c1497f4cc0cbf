package kenb.codec.nas;

import kenb.codec.nas.EsmMessage.ActivateDedicatedBearerAccept;
import kenb.codec.nas.EsmMessage.ActivateDedicatedBearerReject;
import kenb.codec.nas.EsmMessage.ActivateDedicatedBearerRequest;
import kenb.codec.nas.EsmMessage.ActivateDefaultBearerAccept;
import kenb.codec.nas.EsmMessage.ActivateDefaultBearerReject;
import kenb.codec.nas.EsmMessage.ActivateDefaultBearerRequest;
import kenb.codec.nas.EsmMessage.BearerResourceAllocationReject;
import kenb.codec.nas.EsmMessage.BearerResourceAllocationRequest;
import kenb.codec.nas.EsmMessage.BearerResourceModificationReject;
import kenb.codec.nas.EsmMessage.BearerResourceModificationRequest;
import kenb.codec.nas.EsmMessage.DeactivateBearerAccept;
import kenb.codec.nas.EsmMessage.DeactivateBearerRequest;
import kenb.codec.nas.EsmMessage.EsmDataTransport;
import kenb.codec.nas.EsmMessage.EsmDummyMessage;
import kenb.codec.nas.EsmMessage.EsmInformationRequest;
import kenb.codec.nas.EsmMessage.EsmInformationResponse;
import kenb.codec.nas.EsmMessage.EsmStatus;
import kenb.codec.nas.EsmMessage.ModifyBearerAccept;
import kenb.codec.nas.EsmMessage.ModifyBearerReject;
import kenb.codec.nas.EsmMessage.ModifyBearerRequest;
import kenb.codec.nas.EsmMessage.Notification;
import kenb.codec.nas.EsmMessage.PdnConnectivityReject;
import kenb.codec.nas.EsmMessage.PdnConnectivityRequest;
import kenb.codec.nas.EsmMessage.PdnDisconnectReject;
import kenb.codec.nas.EsmMessage.PdnDisconnectRequest;
import kenb.codec.nas.EsmMessage.RemoteUeReport;
import kenb.codec.nas.EsmMessage.RemoteUeReportResponse;
import kenb.codec.tlv.FieldReader;

/// Octets to EPS session management messages, TS 24.301 §8.3.
final class EsmReader {
    private EsmReader() {}

    static EsmMessage read(int bearer, int transaction, EsmMessageType type, FieldReader in) {
        return switch (type) {
            case ACTIVATE_DEFAULT_BEARER_REQUEST ->
                    new ActivateDefaultBearerRequest(
                            bearer,
                            transaction,
                            in.lv("EPS QoS"),
                            in.lv("APN"),
                            in.lv("PDN address"),
                            elements(in, type));
            case ACTIVATE_DEFAULT_BEARER_ACCEPT ->
                    new ActivateDefaultBearerAccept(bearer, transaction, elements(in, type));
            case ACTIVATE_DEFAULT_BEARER_REJECT ->
                    new ActivateDefaultBearerReject(
                            bearer, transaction, in.octet("cause"), elements(in, type));
            case ACTIVATE_DEDICATED_BEARER_REQUEST ->
                    new ActivateDedicatedBearerRequest(
                            bearer,
                            transaction,
                            in.octet("linked bearer"),
                            in.lv("EPS QoS"),
                            in.lv("traffic flow template"),
                            elements(in, type));
            case ACTIVATE_DEDICATED_BEARER_ACCEPT ->
                    new ActivateDedicatedBearerAccept(bearer, transaction, elements(in, type));
            case ACTIVATE_DEDICATED_BEARER_REJECT ->
                    new ActivateDedicatedBearerReject(
                            bearer, transaction, in.octet("cause"), elements(in, type));
            case MODIFY_BEARER_REQUEST ->
                    new ModifyBearerRequest(bearer, transaction, elements(in, type));
            case MODIFY_BEARER_ACCEPT ->
                    new ModifyBearerAccept(bearer, transaction, elements(in, type));
            case MODIFY_BEARER_REJECT ->
                    new ModifyBearerReject(
                            bearer, transaction, in.octet("cause"), elements(in, type));
            case DEACTIVATE_BEARER_REQUEST ->
                    new DeactivateBearerRequest(
                            bearer, transaction, in.octet("cause"), elements(in, type));
            case DEACTIVATE_BEARER_ACCEPT ->
                    new DeactivateBearerAccept(bearer, transaction, elements(in, type));
            case PDN_CONNECTIVITY_REQUEST -> {
                int first = in.octet("request type");
                yield new PdnConnectivityRequest(
                        bearer, transaction, first >> 4, first & 0xf, elements(in, type));
            }
            case PDN_CONNECTIVITY_REJECT ->
                    new PdnConnectivityReject(
                            bearer, transaction, in.octet("cause"), elements(in, type));
            case PDN_DISCONNECT_REQUEST ->
                    new PdnDisconnectRequest(
                            bearer, transaction, in.octet("linked bearer"), elements(in, type));
            case PDN_DISCONNECT_REJECT ->
                    new PdnDisconnectReject(
                            bearer, transaction, in.octet("cause"), elements(in, type));
            case BEARER_RESOURCE_ALLOCATION_REQUEST ->
                    new BearerResourceAllocationRequest(
                            bearer,
                            transaction,
                            in.octet("linked bearer"),
                            in.lv("traffic flow aggregate"),
                            in.lv("EPS QoS"),
                            elements(in, type));
            case BEARER_RESOURCE_ALLOCATION_REJECT ->
                    new BearerResourceAllocationReject(
                            bearer, transaction, in.octet("cause"), elements(in, type));
            case BEARER_RESOURCE_MODIFICATION_REQUEST ->
                    new BearerResourceModificationRequest(
                            bearer,
                            transaction,
                            in.octet("linked bearer"),
                            in.lv("traffic flow aggregate"),
                            elements(in, type));
            case BEARER_RESOURCE_MODIFICATION_REJECT ->
                    new BearerResourceModificationReject(
                            bearer, transaction, in.octet("cause"), elements(in, type));
            case ESM_INFORMATION_REQUEST ->
                    new EsmInformationRequest(bearer, transaction, elements(in, type));
            case ESM_INFORMATION_RESPONSE ->
                    new EsmInformationResponse(bearer, transaction, elements(in, type));
            case NOTIFICATION ->
                    new Notification(bearer, transaction, in.lv("indicator"), elements(in, type));
            case ESM_DUMMY_MESSAGE -> new EsmDummyMessage(bearer, transaction, elements(in, type));
            case ESM_STATUS ->
                    new EsmStatus(bearer, transaction, in.octet("cause"), elements(in, type));
            case REMOTE_UE_REPORT -> new RemoteUeReport(bearer, transaction, elements(in, type));
            case REMOTE_UE_REPORT_RESPONSE ->
                    new RemoteUeReportResponse(bearer, transaction, elements(in, type));
            case ESM_DATA_TRANSPORT ->
                    new EsmDataTransport(
                            bearer, transaction, in.lvE("user data"), elements(in, type));
        };
    }

    private static NasElements elements(FieldReader in, EsmMessageType type) {
        return NasElements.read(in, iei -> EsmElement.fixedOctets(type, iei));
    }
}
