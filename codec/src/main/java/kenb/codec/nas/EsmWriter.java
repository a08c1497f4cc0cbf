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
import kenb.codec.tlv.FieldWriter;

/// EPS session management messages to octets, TS 24.301 §8.3.
final class EsmWriter {
    private EsmWriter() {}

    /// Type and mandatory fields.
    static void write(EsmMessage message, FieldWriter out) {
        switch (message) {
            case ActivateDefaultBearerRequest m ->
                    out.octet(EsmMessageType.ACTIVATE_DEFAULT_BEARER_REQUEST.number())
                            .lv(m.qos())
                            .lv(m.apn())
                            .lv(m.pdnAddress());
            case ActivateDefaultBearerAccept _ ->
                    out.octet(EsmMessageType.ACTIVATE_DEFAULT_BEARER_ACCEPT.number());
            case ActivateDefaultBearerReject m ->
                    out.octet(EsmMessageType.ACTIVATE_DEFAULT_BEARER_REJECT.number())
                            .octet(m.cause());
            case ActivateDedicatedBearerRequest m ->
                    out.octet(EsmMessageType.ACTIVATE_DEDICATED_BEARER_REQUEST.number())
                            .octet(m.linkedBearer())
                            .lv(m.qos())
                            .lv(m.trafficFlowTemplate());
            case ActivateDedicatedBearerAccept _ ->
                    out.octet(EsmMessageType.ACTIVATE_DEDICATED_BEARER_ACCEPT.number());
            case ActivateDedicatedBearerReject m ->
                    out.octet(EsmMessageType.ACTIVATE_DEDICATED_BEARER_REJECT.number())
                            .octet(m.cause());
            case ModifyBearerRequest _ -> out.octet(EsmMessageType.MODIFY_BEARER_REQUEST.number());
            case ModifyBearerAccept _ -> out.octet(EsmMessageType.MODIFY_BEARER_ACCEPT.number());
            case ModifyBearerReject m ->
                    out.octet(EsmMessageType.MODIFY_BEARER_REJECT.number()).octet(m.cause());
            case DeactivateBearerRequest m ->
                    out.octet(EsmMessageType.DEACTIVATE_BEARER_REQUEST.number()).octet(m.cause());
            case DeactivateBearerAccept _ ->
                    out.octet(EsmMessageType.DEACTIVATE_BEARER_ACCEPT.number());
            case PdnConnectivityRequest m ->
                    out.octet(EsmMessageType.PDN_CONNECTIVITY_REQUEST.number())
                            .octet(m.pdnType() << 4 | m.requestType());
            case PdnConnectivityReject m ->
                    out.octet(EsmMessageType.PDN_CONNECTIVITY_REJECT.number()).octet(m.cause());
            case PdnDisconnectRequest m ->
                    out.octet(EsmMessageType.PDN_DISCONNECT_REQUEST.number())
                            .octet(m.linkedBearer());
            case PdnDisconnectReject m ->
                    out.octet(EsmMessageType.PDN_DISCONNECT_REJECT.number()).octet(m.cause());
            case BearerResourceAllocationRequest m ->
                    out.octet(EsmMessageType.BEARER_RESOURCE_ALLOCATION_REQUEST.number())
                            .octet(m.linkedBearer())
                            .lv(m.trafficFlowAggregate())
                            .lv(m.qos());
            case BearerResourceAllocationReject m ->
                    out.octet(EsmMessageType.BEARER_RESOURCE_ALLOCATION_REJECT.number())
                            .octet(m.cause());
            case BearerResourceModificationRequest m ->
                    out.octet(EsmMessageType.BEARER_RESOURCE_MODIFICATION_REQUEST.number())
                            .octet(m.linkedBearer())
                            .lv(m.trafficFlowAggregate());
            case BearerResourceModificationReject m ->
                    out.octet(EsmMessageType.BEARER_RESOURCE_MODIFICATION_REJECT.number())
                            .octet(m.cause());
            case EsmInformationRequest _ ->
                    out.octet(EsmMessageType.ESM_INFORMATION_REQUEST.number());
            case EsmInformationResponse _ ->
                    out.octet(EsmMessageType.ESM_INFORMATION_RESPONSE.number());
            case Notification m ->
                    out.octet(EsmMessageType.NOTIFICATION.number()).lv(m.indicator());
            case EsmDummyMessage _ -> out.octet(EsmMessageType.ESM_DUMMY_MESSAGE.number());
            case EsmStatus m -> out.octet(EsmMessageType.ESM_STATUS.number()).octet(m.cause());
            case RemoteUeReport _ -> out.octet(EsmMessageType.REMOTE_UE_REPORT.number());
            case RemoteUeReportResponse _ ->
                    out.octet(EsmMessageType.REMOTE_UE_REPORT_RESPONSE.number());
            case EsmDataTransport m ->
                    out.octet(EsmMessageType.ESM_DATA_TRANSPORT.number()).lvE(m.userData());
            case EsmMessage.Unknown m -> out.octet(m.type()).octets(m.rest());
        }
    }
}
