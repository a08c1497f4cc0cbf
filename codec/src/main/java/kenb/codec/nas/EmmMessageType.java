package kenb.codec.nas;

import org.jspecify.annotations.Nullable;

/// Message types of EPS mobility management, TS 24.301 table 9.8.1.
public enum EmmMessageType {
    ATTACH_REQUEST(0x41, "Attach request"),
    ATTACH_ACCEPT(0x42, "Attach accept"),
    ATTACH_COMPLETE(0x43, "Attach complete"),
    ATTACH_REJECT(0x44, "Attach reject"),
    DETACH_REQUEST(0x45, "Detach request"),
    DETACH_ACCEPT(0x46, "Detach accept"),
    TRACKING_AREA_UPDATE_REQUEST(0x48, "Tracking area update request"),
    TRACKING_AREA_UPDATE_ACCEPT(0x49, "Tracking area update accept"),
    TRACKING_AREA_UPDATE_COMPLETE(0x4a, "Tracking area update complete"),
    TRACKING_AREA_UPDATE_REJECT(0x4b, "Tracking area update reject"),
    EXTENDED_SERVICE_REQUEST(0x4c, "Extended service request"),
    CONTROL_PLANE_SERVICE_REQUEST(0x4d, "Control plane service request"),
    SERVICE_REJECT(0x4e, "Service reject"),
    SERVICE_ACCEPT(0x4f, "Service accept"),
    GUTI_REALLOCATION_COMMAND(0x50, "GUTI reallocation command"),
    GUTI_REALLOCATION_COMPLETE(0x51, "GUTI reallocation complete"),
    AUTHENTICATION_REQUEST(0x52, "Authentication request"),
    AUTHENTICATION_RESPONSE(0x53, "Authentication response"),
    AUTHENTICATION_REJECT(0x54, "Authentication reject"),
    AUTHENTICATION_FAILURE(0x5c, "Authentication failure"),
    IDENTITY_REQUEST(0x55, "Identity request"),
    IDENTITY_RESPONSE(0x56, "Identity response"),
    SECURITY_MODE_COMMAND(0x5d, "Security mode command"),
    SECURITY_MODE_COMPLETE(0x5e, "Security mode complete"),
    SECURITY_MODE_REJECT(0x5f, "Security mode reject"),
    EMM_STATUS(0x60, "EMM status"),
    EMM_INFORMATION(0x61, "EMM information"),
    DOWNLINK_NAS_TRANSPORT(0x62, "Downlink NAS transport"),
    UPLINK_NAS_TRANSPORT(0x63, "Uplink NAS transport"),
    CS_SERVICE_NOTIFICATION(0x64, "CS service notification"),
    DOWNLINK_GENERIC_NAS_TRANSPORT(0x68, "Downlink generic NAS transport"),
    UPLINK_GENERIC_NAS_TRANSPORT(0x69, "Uplink generic NAS transport");

    private static final @Nullable EmmMessageType[] BY_NUMBER = new EmmMessageType[256];

    static {
        for (EmmMessageType type : values()) BY_NUMBER[type.number] = type;
    }

    private final int number;
    private final String specName;

    EmmMessageType(int number, String specName) {
        this.number = number;
        this.specName = specName;
    }

    /// The octet on the wire.
    public int number() {
        return number;
    }

    /// As the specification writes it, such as `Attach request`.
    public String specName() {
        return specName;
    }

    /// @param number 0 to 255
    /// @return null for a type that no message here has
    public static @Nullable EmmMessageType of(int number) {
        return BY_NUMBER[number];
    }
}
