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
import kenb.codec.nas.EsmMessage.RemoteUeResponse;

/// EPS session management messages to octets, TS 24.301 §8.3.
final class EsmWriter {
    private EsmWriter() {}

    /// Type and mandatory fields.
    static void write(EsmMessage message, NasWriter out) {
        switch (message) {
            case ActivateDefaultBearerRequest m ->
                    out.type(EsmMessageType.ACTIVATE_DEFAULT_BEARER_REQUEST)
                            .lv(m.qos())
                            .lv(m.apn())
                            .lv(m.pdnAddress());
            case ActivateDefaultBearerAccept _ ->
                    out.type(EsmMessageType.ACTIVATE_DEFAULT_BEARER_ACCEPT);
            case ActivateDefaultBearerReject m ->
                    out.type(EsmMessageType.ACTIVATE_DEFAULT_BEARER_REJECT).octet(m.cause());
            case ActivateDedicatedBearerRequest m ->
                    out.type(EsmMessageType.ACTIVATE_DEDICATED_BEARER_REQUEST)
                            .octet(m.linkedBearer())
                            .lv(m.qos())
                            .lv(m.trafficFlowTemplate());
            case ActivateDedicatedBearerAccept _ ->
                    out.type(EsmMessageType.ACTIVATE_DEDICATED_BEARER_ACCEPT);
            case ActivateDedicatedBearerReject m ->
                    out.type(EsmMessageType.ACTIVATE_DEDICATED_BEARER_REJECT).octet(m.cause());
            case ModifyBearerRequest _ -> out.type(EsmMessageType.MODIFY_BEARER_REQUEST);
            case ModifyBearerAccept _ -> out.type(EsmMessageType.MODIFY_BEARER_ACCEPT);
            case ModifyBearerReject m ->
                    out.type(EsmMessageType.MODIFY_BEARER_REJECT).octet(m.cause());
            case DeactivateBearerRequest m ->
                    out.type(EsmMessageType.DEACTIVATE_BEARER_REQUEST).octet(m.cause());
            case DeactivateBearerAccept _ -> out.type(EsmMessageType.DEACTIVATE_BEARER_ACCEPT);
            case PdnConnectivityRequest m ->
                    out.type(EsmMessageType.PDN_CONNECTIVITY_REQUEST)
                            .octet(m.pdnType() << 4 | m.requestType());
            case PdnConnectivityReject m ->
                    out.type(EsmMessageType.PDN_CONNECTIVITY_REJECT).octet(m.cause());
            case PdnDisconnectRequest m ->
                    out.type(EsmMessageType.PDN_DISCONNECT_REQUEST).octet(m.linkedBearer());
            case PdnDisconnectReject m ->
                    out.type(EsmMessageType.PDN_DISCONNECT_REJECT).octet(m.cause());
            case BearerResourceAllocationRequest m ->
                    out.type(EsmMessageType.BEARER_RESOURCE_ALLOCATION_REQUEST)
                            .octet(m.linkedBearer())
                            .lv(m.trafficFlowAggregate())
                            .lv(m.qos());
            case BearerResourceAllocationReject m ->
                    out.type(EsmMessageType.BEARER_RESOURCE_ALLOCATION_REJECT).octet(m.cause());
            case BearerResourceModificationRequest m ->
                    out.type(EsmMessageType.BEARER_RESOURCE_MODIFICATION_REQUEST)
                            .octet(m.linkedBearer())
                            .lv(m.trafficFlowAggregate());
            case BearerResourceModificationReject m ->
                    out.type(EsmMessageType.BEARER_RESOURCE_MODIFICATION_REJECT).octet(m.cause());
            case EsmInformationRequest _ -> out.type(EsmMessageType.ESM_INFORMATION_REQUEST);
            case EsmInformationResponse _ -> out.type(EsmMessageType.ESM_INFORMATION_RESPONSE);
            case Notification m -> out.type(EsmMessageType.NOTIFICATION).lv(m.indicator());
            case EsmDummyMessage _ -> out.type(EsmMessageType.ESM_DUMMY_MESSAGE);
            case EsmStatus m -> out.type(EsmMessageType.ESM_STATUS).octet(m.cause());
            case RemoteUeReport _ -> out.type(EsmMessageType.REMOTE_UE_REPORT);
            case RemoteUeResponse _ -> out.type(EsmMessageType.REMOTE_UE_RESPONSE);
            case EsmDataTransport m ->
                    out.type(EsmMessageType.ESM_DATA_TRANSPORT).lvE(m.userData());
            case EsmMessage.Unknown m -> out.octet(m.type()).octets(m.rest());
        }
    }
}
