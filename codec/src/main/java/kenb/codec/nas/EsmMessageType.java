package kenb.codec.nas;

import org.jspecify.annotations.Nullable;

/// Message types of EPS session management, TS 24.301 table 9.8.2.
public enum EsmMessageType {
    ACTIVATE_DEFAULT_BEARER_REQUEST(0xc1, "Activate default EPS bearer context request"),
    ACTIVATE_DEFAULT_BEARER_ACCEPT(0xc2, "Activate default EPS bearer context accept"),
    ACTIVATE_DEFAULT_BEARER_REJECT(0xc3, "Activate default EPS bearer context reject"),
    ACTIVATE_DEDICATED_BEARER_REQUEST(0xc5, "Activate dedicated EPS bearer context request"),
    ACTIVATE_DEDICATED_BEARER_ACCEPT(0xc6, "Activate dedicated EPS bearer context accept"),
    ACTIVATE_DEDICATED_BEARER_REJECT(0xc7, "Activate dedicated EPS bearer context reject"),
    MODIFY_BEARER_REQUEST(0xc9, "Modify EPS bearer context request"),
    MODIFY_BEARER_ACCEPT(0xca, "Modify EPS bearer context accept"),
    MODIFY_BEARER_REJECT(0xcb, "Modify EPS bearer context reject"),
    DEACTIVATE_BEARER_REQUEST(0xcd, "Deactivate EPS bearer context request"),
    DEACTIVATE_BEARER_ACCEPT(0xce, "Deactivate EPS bearer context accept"),
    PDN_CONNECTIVITY_REQUEST(0xd0, "PDN connectivity request"),
    PDN_CONNECTIVITY_REJECT(0xd1, "PDN connectivity reject"),
    PDN_DISCONNECT_REQUEST(0xd2, "PDN disconnect request"),
    PDN_DISCONNECT_REJECT(0xd3, "PDN disconnect reject"),
    BEARER_RESOURCE_ALLOCATION_REQUEST(0xd4, "Bearer resource allocation request"),
    BEARER_RESOURCE_ALLOCATION_REJECT(0xd5, "Bearer resource allocation reject"),
    BEARER_RESOURCE_MODIFICATION_REQUEST(0xd6, "Bearer resource modification request"),
    BEARER_RESOURCE_MODIFICATION_REJECT(0xd7, "Bearer resource modification reject"),
    ESM_INFORMATION_REQUEST(0xd9, "ESM information request"),
    ESM_INFORMATION_RESPONSE(0xda, "ESM information response"),
    NOTIFICATION(0xdb, "Notification"),
    ESM_DUMMY_MESSAGE(0xdc, "ESM dummy message"),
    ESM_STATUS(0xe8, "ESM status"),
    REMOTE_UE_REPORT(0xe9, "Remote UE report"),
    REMOTE_UE_REPORT_RESPONSE(0xea, "Remote UE report response"),
    ESM_DATA_TRANSPORT(0xeb, "ESM data transport");

    private static final @Nullable EsmMessageType[] BY_NUMBER = new EsmMessageType[256];

    static {
        for (EsmMessageType type : values()) BY_NUMBER[type.number] = type;
    }

    private final int number;
    private final String specName;

    EsmMessageType(int number, String specName) {
        this.number = number;
        this.specName = specName;
    }

    /// The octet on the wire.
    public int number() {
        return number;
    }

    /// As the specification writes it, such as `Activate default EPS bearer context request`.
    public String specName() {
        return specName;
    }

    /// @param number 0 to 255
    /// @return null for a type that no message here has
    public static @Nullable EsmMessageType of(int number) {
        return BY_NUMBER[number];
    }
}
