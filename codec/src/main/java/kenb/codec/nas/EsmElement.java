package kenb.codec.nas;

import static kenb.codec.nas.EsmMessageType.ACTIVATE_DEDICATED_BEARER_ACCEPT;
import static kenb.codec.nas.EsmMessageType.ACTIVATE_DEDICATED_BEARER_REJECT;
import static kenb.codec.nas.EsmMessageType.ACTIVATE_DEDICATED_BEARER_REQUEST;
import static kenb.codec.nas.EsmMessageType.ACTIVATE_DEFAULT_BEARER_ACCEPT;
import static kenb.codec.nas.EsmMessageType.ACTIVATE_DEFAULT_BEARER_REJECT;
import static kenb.codec.nas.EsmMessageType.ACTIVATE_DEFAULT_BEARER_REQUEST;
import static kenb.codec.nas.EsmMessageType.BEARER_RESOURCE_ALLOCATION_REJECT;
import static kenb.codec.nas.EsmMessageType.BEARER_RESOURCE_ALLOCATION_REQUEST;
import static kenb.codec.nas.EsmMessageType.BEARER_RESOURCE_MODIFICATION_REJECT;
import static kenb.codec.nas.EsmMessageType.BEARER_RESOURCE_MODIFICATION_REQUEST;
import static kenb.codec.nas.EsmMessageType.DEACTIVATE_BEARER_ACCEPT;
import static kenb.codec.nas.EsmMessageType.DEACTIVATE_BEARER_REQUEST;
import static kenb.codec.nas.EsmMessageType.ESM_DATA_TRANSPORT;
import static kenb.codec.nas.EsmMessageType.ESM_INFORMATION_RESPONSE;
import static kenb.codec.nas.EsmMessageType.MODIFY_BEARER_ACCEPT;
import static kenb.codec.nas.EsmMessageType.MODIFY_BEARER_REJECT;
import static kenb.codec.nas.EsmMessageType.MODIFY_BEARER_REQUEST;
import static kenb.codec.nas.EsmMessageType.PDN_CONNECTIVITY_REJECT;
import static kenb.codec.nas.EsmMessageType.PDN_CONNECTIVITY_REQUEST;
import static kenb.codec.nas.EsmMessageType.PDN_DISCONNECT_REJECT;
import static kenb.codec.nas.EsmMessageType.PDN_DISCONNECT_REQUEST;
import static kenb.codec.nas.EsmMessageType.REMOTE_UE_REPORT;

import org.jspecify.annotations.Nullable;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Optional elements of EPS session management messages, TS 24.301 §8.3: identifier, octets of a value without length (else 0), messages.
public enum EsmElement implements NasElementKind {
    PROTOCOL_CONFIGURATION_OPTIONS(
            0x27,
            0,
            "Protocol configuration options",
            ACTIVATE_DEFAULT_BEARER_REQUEST,
            ACTIVATE_DEFAULT_BEARER_ACCEPT,
            ACTIVATE_DEFAULT_BEARER_REJECT,
            ACTIVATE_DEDICATED_BEARER_REQUEST,
            ACTIVATE_DEDICATED_BEARER_ACCEPT,
            ACTIVATE_DEDICATED_BEARER_REJECT,
            MODIFY_BEARER_REQUEST,
            MODIFY_BEARER_ACCEPT,
            MODIFY_BEARER_REJECT,
            DEACTIVATE_BEARER_REQUEST,
            DEACTIVATE_BEARER_ACCEPT,
            PDN_CONNECTIVITY_REQUEST,
            PDN_CONNECTIVITY_REJECT,
            PDN_DISCONNECT_REQUEST,
            PDN_DISCONNECT_REJECT,
            BEARER_RESOURCE_ALLOCATION_REQUEST,
            BEARER_RESOURCE_ALLOCATION_REJECT,
            BEARER_RESOURCE_MODIFICATION_REQUEST,
            BEARER_RESOURCE_MODIFICATION_REJECT,
            ESM_INFORMATION_RESPONSE),
    EXTENDED_PROTOCOL_CONFIGURATION_OPTIONS(
            0x7b,
            0,
            "Extended protocol configuration options",
            ACTIVATE_DEFAULT_BEARER_REQUEST,
            ACTIVATE_DEFAULT_BEARER_ACCEPT,
            ACTIVATE_DEFAULT_BEARER_REJECT,
            ACTIVATE_DEDICATED_BEARER_REQUEST,
            ACTIVATE_DEDICATED_BEARER_ACCEPT,
            ACTIVATE_DEDICATED_BEARER_REJECT,
            MODIFY_BEARER_REQUEST,
            MODIFY_BEARER_ACCEPT,
            MODIFY_BEARER_REJECT,
            DEACTIVATE_BEARER_REQUEST,
            DEACTIVATE_BEARER_ACCEPT,
            PDN_CONNECTIVITY_REQUEST,
            PDN_CONNECTIVITY_REJECT,
            PDN_DISCONNECT_REQUEST,
            PDN_DISCONNECT_REJECT,
            BEARER_RESOURCE_ALLOCATION_REQUEST,
            BEARER_RESOURCE_ALLOCATION_REJECT,
            BEARER_RESOURCE_MODIFICATION_REQUEST,
            BEARER_RESOURCE_MODIFICATION_REJECT,
            ESM_INFORMATION_RESPONSE),
    ACCESS_POINT_NAME(
            0x28, 0, "Access point name", PDN_CONNECTIVITY_REQUEST, ESM_INFORMATION_RESPONSE),
    ESM_INFORMATION_TRANSFER_FLAG(
            0xd0, 0, "ESM information transfer flag", PDN_CONNECTIVITY_REQUEST),
    DEVICE_PROPERTIES(
            0xc0,
            0,
            "Device properties",
            PDN_CONNECTIVITY_REQUEST,
            BEARER_RESOURCE_ALLOCATION_REQUEST,
            BEARER_RESOURCE_MODIFICATION_REQUEST),
    NBIFOM_CONTAINER(
            0x33,
            0,
            "NBIFOM container",
            ACTIVATE_DEFAULT_BEARER_REQUEST,
            ACTIVATE_DEDICATED_BEARER_REQUEST,
            ACTIVATE_DEDICATED_BEARER_ACCEPT,
            ACTIVATE_DEDICATED_BEARER_REJECT,
            MODIFY_BEARER_REQUEST,
            MODIFY_BEARER_ACCEPT,
            MODIFY_BEARER_REJECT,
            DEACTIVATE_BEARER_REQUEST,
            PDN_CONNECTIVITY_REQUEST,
            PDN_CONNECTIVITY_REJECT,
            BEARER_RESOURCE_ALLOCATION_REQUEST,
            BEARER_RESOURCE_ALLOCATION_REJECT,
            BEARER_RESOURCE_MODIFICATION_REQUEST,
            BEARER_RESOURCE_MODIFICATION_REJECT),
    HEADER_COMPRESSION(
            0x66,
            0,
            "Header compression configuration",
            ACTIVATE_DEFAULT_BEARER_REQUEST,
            MODIFY_BEARER_REQUEST,
            PDN_CONNECTIVITY_REQUEST,
            BEARER_RESOURCE_MODIFICATION_REQUEST),
    TRANSACTION_IDENTIFIER(
            0x5d,
            0,
            "Transaction identifier",
            ACTIVATE_DEFAULT_BEARER_REQUEST,
            ACTIVATE_DEDICATED_BEARER_REQUEST),
    NEGOTIATED_QOS(
            0x30,
            0,
            "Negotiated QoS",
            ACTIVATE_DEFAULT_BEARER_REQUEST,
            ACTIVATE_DEDICATED_BEARER_REQUEST),
    NEW_QOS(0x30, 0, "New QoS", MODIFY_BEARER_REQUEST),
    NEGOTIATED_LLC_SAPI(
            0x32,
            1,
            "Negotiated LLC SAPI",
            ACTIVATE_DEFAULT_BEARER_REQUEST,
            ACTIVATE_DEDICATED_BEARER_REQUEST,
            MODIFY_BEARER_REQUEST),
    RADIO_PRIORITY(
            0x80,
            0,
            "Radio priority",
            ACTIVATE_DEFAULT_BEARER_REQUEST,
            ACTIVATE_DEDICATED_BEARER_REQUEST,
            MODIFY_BEARER_REQUEST),
    PACKET_FLOW_IDENTIFIER(
            0x34,
            0,
            "Packet flow identifier",
            ACTIVATE_DEFAULT_BEARER_REQUEST,
            ACTIVATE_DEDICATED_BEARER_REQUEST,
            MODIFY_BEARER_REQUEST),
    APN_AMBR(0x5e, 0, "APN-AMBR", ACTIVATE_DEFAULT_BEARER_REQUEST, MODIFY_BEARER_REQUEST),
    EXTENDED_APN_AMBR(
            0x5f, 0, "Extended APN-AMBR", ACTIVATE_DEFAULT_BEARER_REQUEST, MODIFY_BEARER_REQUEST),
    ESM_CAUSE(
            0x58,
            1,
            "ESM cause",
            ACTIVATE_DEFAULT_BEARER_REQUEST,
            BEARER_RESOURCE_MODIFICATION_REQUEST),
    CONNECTIVITY_TYPE(0xb0, 0, "Connectivity type", ACTIVATE_DEFAULT_BEARER_REQUEST),
    WLAN_OFFLOAD(
            0xc0,
            0,
            "WLAN offload indication",
            ACTIVATE_DEFAULT_BEARER_REQUEST,
            ACTIVATE_DEDICATED_BEARER_REQUEST,
            MODIFY_BEARER_REQUEST,
            DEACTIVATE_BEARER_REQUEST),
    CONTROL_PLANE_ONLY(0x90, 0, "Control plane only indication", ACTIVATE_DEFAULT_BEARER_REQUEST),
    SERVING_PLMN_RATE_CONTROL(
            0x6e, 0, "Serving PLMN rate control", ACTIVATE_DEFAULT_BEARER_REQUEST),
    EPS_QOS(0x5b, 0, "EPS QoS", MODIFY_BEARER_REQUEST, BEARER_RESOURCE_MODIFICATION_REQUEST),
    EXTENDED_EPS_QOS(
            0x5c,
            0,
            "Extended EPS QoS",
            ACTIVATE_DEDICATED_BEARER_REQUEST,
            MODIFY_BEARER_REQUEST,
            BEARER_RESOURCE_ALLOCATION_REQUEST,
            BEARER_RESOURCE_MODIFICATION_REQUEST),
    TRAFFIC_FLOW_TEMPLATE(0x36, 0, "Traffic flow template", MODIFY_BEARER_REQUEST),
    BACK_OFF_TIMER(
            0x37,
            0,
            "Back-off timer value",
            DEACTIVATE_BEARER_REQUEST,
            PDN_CONNECTIVITY_REJECT,
            BEARER_RESOURCE_ALLOCATION_REJECT,
            BEARER_RESOURCE_MODIFICATION_REJECT),
    RE_ATTEMPT_INDICATOR(
            0x6b,
            0,
            "Re-attempt indicator",
            PDN_CONNECTIVITY_REJECT,
            BEARER_RESOURCE_ALLOCATION_REJECT,
            BEARER_RESOURCE_MODIFICATION_REJECT),
    REMOTE_UES_CONNECTED(0x79, 0, "Remote UE context connected", REMOTE_UE_REPORT),
    REMOTE_UES_DISCONNECTED(0x7a, 0, "Remote UE context disconnected", REMOTE_UE_REPORT),
    PROSE_KEY_MANAGEMENT_ADDRESS(
            0x6f, 0, "ProSe Key Management Function address", REMOTE_UE_REPORT),
    RELEASE_ASSISTANCE(0xf0, 0, "Release assistance indication", ESM_DATA_TRANSPORT);

    private static final @Nullable EsmElement[][] BY_MESSAGE =
            new EsmElement[EsmMessageType.values().length][256];

    static {
        for (EsmElement element : values()) {
            for (EsmMessageType message : element.messages) {
                BY_MESSAGE[message.ordinal()][element.iei] = element;
            }
        }
    }

    private final int iei;
    private final int fixedOctets;
    private final String specName;
    private final Set<EsmMessageType> messages;

    EsmElement(int iei, int fixedOctets, String specName, EsmMessageType... messages) {
        this.iei = iei;
        this.fixedOctets = fixedOctets;
        this.specName = specName;
        this.messages = EnumSet.copyOf(List.of(messages));
    }

    @Override
    public int iei() {
        return iei;
    }

    @Override
    public String specName() {
        return specName;
    }

    /// The messages it may stand in.
    public Set<EsmMessageType> messages() {
        return Set.copyOf(messages);
    }

    /// @return null where such a message has no such element that is known here
    public static @Nullable EsmElement of(EsmMessageType message, int iei) {
        return BY_MESSAGE[message.ordinal()][iei];
    }

    /// Octets of the value where the message gives it no length, else 0.
    static int fixedOctets(EsmMessageType message, int iei) {
        EsmElement element = of(message, iei);
        return element == null ? 0 : element.fixedOctets;
    }
}
