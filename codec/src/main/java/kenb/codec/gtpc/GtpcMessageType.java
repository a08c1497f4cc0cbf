package kenb.codec.gtpc;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Message types of GTPv2-C, TS 29.274 table 6.1-1, with the elements of instance 0 that every such message has (§7).
public enum GtpcMessageType {
    ECHO_REQUEST(1, "Echo Request", GtpcIeTypes.RECOVERY),
    ECHO_RESPONSE(2, "Echo Response", GtpcIeTypes.RECOVERY),
    VERSION_NOT_SUPPORTED_INDICATION(3, "Version Not Supported Indication"),
    CREATE_SESSION_REQUEST(
            32,
            "Create Session Request",
            GtpcIeTypes.RAT_TYPE,
            GtpcIeTypes.F_TEID,
            GtpcIeTypes.APN,
            GtpcIeTypes.BEARER_CONTEXT),
    CREATE_SESSION_RESPONSE(33, "Create Session Response", GtpcIeTypes.CAUSE),
    MODIFY_BEARER_REQUEST(34, "Modify Bearer Request"),
    MODIFY_BEARER_RESPONSE(35, "Modify Bearer Response", GtpcIeTypes.CAUSE),
    DELETE_SESSION_REQUEST(36, "Delete Session Request"),
    DELETE_SESSION_RESPONSE(37, "Delete Session Response", GtpcIeTypes.CAUSE),
    CHANGE_NOTIFICATION_REQUEST(38, "Change Notification Request"),
    CHANGE_NOTIFICATION_RESPONSE(39, "Change Notification Response", GtpcIeTypes.CAUSE),
    REMOTE_UE_REPORT_NOTIFICATION(40, "Remote UE Report Notification"),
    REMOTE_UE_REPORT_ACKNOWLEDGE(41, "Remote UE Report Acknowledge", GtpcIeTypes.CAUSE),
    MODIFY_BEARER_COMMAND(64, "Modify Bearer Command"),
    MODIFY_BEARER_FAILURE_INDICATION(65, "Modify Bearer Failure Indication", GtpcIeTypes.CAUSE),
    DELETE_BEARER_COMMAND(66, "Delete Bearer Command"),
    DELETE_BEARER_FAILURE_INDICATION(67, "Delete Bearer Failure Indication", GtpcIeTypes.CAUSE),
    BEARER_RESOURCE_COMMAND(68, "Bearer Resource Command"),
    BEARER_RESOURCE_FAILURE_INDICATION(69, "Bearer Resource Failure Indication", GtpcIeTypes.CAUSE),
    DOWNLINK_DATA_NOTIFICATION_FAILURE_INDICATION(
            70, "Downlink Data Notification Failure Indication", GtpcIeTypes.CAUSE),
    TRACE_SESSION_ACTIVATION(71, "Trace Session Activation"),
    TRACE_SESSION_DEACTIVATION(72, "Trace Session Deactivation"),
    STOP_PAGING_INDICATION(73, "Stop Paging Indication"),
    CREATE_BEARER_REQUEST(95, "Create Bearer Request"),
    CREATE_BEARER_RESPONSE(96, "Create Bearer Response", GtpcIeTypes.CAUSE),
    UPDATE_BEARER_REQUEST(97, "Update Bearer Request"),
    UPDATE_BEARER_RESPONSE(98, "Update Bearer Response", GtpcIeTypes.CAUSE),
    DELETE_BEARER_REQUEST(99, "Delete Bearer Request"),
    DELETE_BEARER_RESPONSE(100, "Delete Bearer Response", GtpcIeTypes.CAUSE),
    DELETE_PDN_CONNECTION_SET_REQUEST(101, "Delete PDN Connection Set Request"),
    DELETE_PDN_CONNECTION_SET_RESPONSE(
            102, "Delete PDN Connection Set Response", GtpcIeTypes.CAUSE),
    PGW_DOWNLINK_TRIGGERING_NOTIFICATION(103, "PGW Downlink Triggering Notification"),
    PGW_DOWNLINK_TRIGGERING_ACKNOWLEDGE(
            104, "PGW Downlink Triggering Acknowledge", GtpcIeTypes.CAUSE),
    IDENTIFICATION_REQUEST(128, "Identification Request"),
    IDENTIFICATION_RESPONSE(129, "Identification Response", GtpcIeTypes.CAUSE),
    CONTEXT_REQUEST(130, "Context Request"),
    CONTEXT_RESPONSE(131, "Context Response", GtpcIeTypes.CAUSE),
    CONTEXT_ACKNOWLEDGE(132, "Context Acknowledge", GtpcIeTypes.CAUSE),
    FORWARD_RELOCATION_REQUEST(
            133, "Forward Relocation Request", GtpcIeTypes.F_TEID, GtpcIeTypes.MM_CONTEXT),
    FORWARD_RELOCATION_RESPONSE(134, "Forward Relocation Response", GtpcIeTypes.CAUSE),
    FORWARD_RELOCATION_COMPLETE_NOTIFICATION(135, "Forward Relocation Complete Notification"),
    FORWARD_RELOCATION_COMPLETE_ACKNOWLEDGE(
            136, "Forward Relocation Complete Acknowledge", GtpcIeTypes.CAUSE),
    FORWARD_ACCESS_CONTEXT_NOTIFICATION(137, "Forward Access Context Notification"),
    FORWARD_ACCESS_CONTEXT_ACKNOWLEDGE(
            138, "Forward Access Context Acknowledge", GtpcIeTypes.CAUSE),
    RELOCATION_CANCEL_REQUEST(139, "Relocation Cancel Request"),
    RELOCATION_CANCEL_RESPONSE(140, "Relocation Cancel Response", GtpcIeTypes.CAUSE),
    CONFIGURATION_TRANSFER_TUNNEL(141, "Configuration Transfer Tunnel"),
    DETACH_NOTIFICATION(149, "Detach Notification"),
    DETACH_ACKNOWLEDGE(150, "Detach Acknowledge", GtpcIeTypes.CAUSE),
    CS_PAGING_INDICATION(151, "CS Paging Indication"),
    RAN_INFORMATION_RELAY(152, "RAN Information Relay"),
    ALERT_MME_NOTIFICATION(153, "Alert MME Notification"),
    ALERT_MME_ACKNOWLEDGE(154, "Alert MME Acknowledge", GtpcIeTypes.CAUSE),
    UE_ACTIVITY_NOTIFICATION(155, "UE Activity Notification"),
    UE_ACTIVITY_ACKNOWLEDGE(156, "UE Activity Acknowledge", GtpcIeTypes.CAUSE),
    ISR_STATUS_INDICATION(157, "ISR Status Indication"),
    UE_REGISTRATION_QUERY_REQUEST(158, "UE Registration Query Request"),
    UE_REGISTRATION_QUERY_RESPONSE(159, "UE Registration Query Response", GtpcIeTypes.CAUSE),
    CREATE_FORWARDING_TUNNEL_REQUEST(160, "Create Forwarding Tunnel Request"),
    CREATE_FORWARDING_TUNNEL_RESPONSE(161, "Create Forwarding Tunnel Response", GtpcIeTypes.CAUSE),
    SUSPEND_NOTIFICATION(162, "Suspend Notification"),
    SUSPEND_ACKNOWLEDGE(163, "Suspend Acknowledge", GtpcIeTypes.CAUSE),
    RESUME_NOTIFICATION(164, "Resume Notification"),
    RESUME_ACKNOWLEDGE(165, "Resume Acknowledge", GtpcIeTypes.CAUSE),
    CREATE_INDIRECT_DATA_FORWARDING_TUNNEL_REQUEST(
            166, "Create Indirect Data Forwarding Tunnel Request", GtpcIeTypes.BEARER_CONTEXT),
    CREATE_INDIRECT_DATA_FORWARDING_TUNNEL_RESPONSE(
            167, "Create Indirect Data Forwarding Tunnel Response", GtpcIeTypes.CAUSE),
    DELETE_INDIRECT_DATA_FORWARDING_TUNNEL_REQUEST(
            168, "Delete Indirect Data Forwarding Tunnel Request"),
    DELETE_INDIRECT_DATA_FORWARDING_TUNNEL_RESPONSE(
            169, "Delete Indirect Data Forwarding Tunnel Response", GtpcIeTypes.CAUSE),
    RELEASE_ACCESS_BEARERS_REQUEST(170, "Release Access Bearers Request"),
    RELEASE_ACCESS_BEARERS_RESPONSE(171, "Release Access Bearers Response", GtpcIeTypes.CAUSE),
    DOWNLINK_DATA_NOTIFICATION(176, "Downlink Data Notification"),
    DOWNLINK_DATA_NOTIFICATION_ACKNOWLEDGE(
            177, "Downlink Data Notification Acknowledge", GtpcIeTypes.CAUSE),
    PGW_RESTART_NOTIFICATION(179, "PGW Restart Notification"),
    PGW_RESTART_NOTIFICATION_ACKNOWLEDGE(
            180, "PGW Restart Notification Acknowledge", GtpcIeTypes.CAUSE),
    UPDATE_PDN_CONNECTION_SET_REQUEST(200, "Update PDN Connection Set Request"),
    UPDATE_PDN_CONNECTION_SET_RESPONSE(
            201, "Update PDN Connection Set Response", GtpcIeTypes.CAUSE),
    MODIFY_ACCESS_BEARERS_REQUEST(211, "Modify Access Bearers Request"),
    MODIFY_ACCESS_BEARERS_RESPONSE(212, "Modify Access Bearers Response", GtpcIeTypes.CAUSE);

    private static final @Nullable GtpcMessageType[] BY_NUMBER = new GtpcMessageType[256];

    static {
        for (GtpcMessageType type : values()) BY_NUMBER[type.number] = type;
    }

    private final int number;
    private final String specName;
    private final List<GtpcIeType<?>> mandatory;

    GtpcMessageType(int number, String specName, GtpcIeType<?>... mandatory) {
        this.number = number;
        this.specName = specName;
        this.mandatory = List.of(mandatory);
    }

    /// The octet on the wire.
    public int number() {
        return number;
    }

    /// As the specification writes it, such as `Forward Relocation Request`.
    public String specName() {
        return specName;
    }

    /// Elements of instance 0 without which the message is refused (§7.7.4).
    public List<GtpcIeType<?>> mandatory() {
        return mandatory;
    }

    /// Whether the header has a TEID when this node sends it (§5.5); a message is read by its own T flag.
    public boolean hasTeid() {
        return switch (this) {
            case ECHO_REQUEST,
                    ECHO_RESPONSE,
                    VERSION_NOT_SUPPORTED_INDICATION,
                    DELETE_PDN_CONNECTION_SET_REQUEST,
                    DELETE_PDN_CONNECTION_SET_RESPONSE,
                    RAN_INFORMATION_RELAY,
                    PGW_RESTART_NOTIFICATION,
                    PGW_RESTART_NOTIFICATION_ACKNOWLEDGE,
                    UPDATE_PDN_CONNECTION_SET_REQUEST,
                    UPDATE_PDN_CONNECTION_SET_RESPONSE ->
                    false;
            default -> true;
        };
    }

    /// Whether it answers another message: a response, an acknowledge, a failure indication, `Version Not Supported Indication`.
    public boolean isTriggered() {
        return this == VERSION_NOT_SUPPORTED_INDICATION
                || specName.endsWith("Response")
                || specName.endsWith("Acknowledge")
                || this == MODIFY_BEARER_FAILURE_INDICATION
                || this == DELETE_BEARER_FAILURE_INDICATION
                || this == BEARER_RESOURCE_FAILURE_INDICATION;
    }

    /// @param number 0 to 255
    /// @return null for a number that table 6.1-1 gives to nothing known here
    public static @Nullable GtpcMessageType of(int number) {
        return BY_NUMBER[number];
    }

    /// The name of a message type, or `message` and its number.
    public static String nameOf(int number) {
        GtpcMessageType type = of(number);
        return type == null ? "message " + number : type.specName;
    }
}
