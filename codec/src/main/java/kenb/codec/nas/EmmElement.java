package kenb.codec.nas;

import static kenb.codec.nas.EmmMessageType.ATTACH_ACCEPT;
import static kenb.codec.nas.EmmMessageType.ATTACH_REJECT;
import static kenb.codec.nas.EmmMessageType.ATTACH_REQUEST;
import static kenb.codec.nas.EmmMessageType.AUTHENTICATION_FAILURE;
import static kenb.codec.nas.EmmMessageType.CONTROL_PLANE_SERVICE_REQUEST;
import static kenb.codec.nas.EmmMessageType.CS_SERVICE_NOTIFICATION;
import static kenb.codec.nas.EmmMessageType.DETACH_REQUEST;
import static kenb.codec.nas.EmmMessageType.DOWNLINK_GENERIC_NAS_TRANSPORT;
import static kenb.codec.nas.EmmMessageType.EMM_INFORMATION;
import static kenb.codec.nas.EmmMessageType.EXTENDED_SERVICE_REQUEST;
import static kenb.codec.nas.EmmMessageType.GUTI_REALLOCATION_COMMAND;
import static kenb.codec.nas.EmmMessageType.SECURITY_MODE_COMMAND;
import static kenb.codec.nas.EmmMessageType.SECURITY_MODE_COMPLETE;
import static kenb.codec.nas.EmmMessageType.SERVICE_ACCEPT;
import static kenb.codec.nas.EmmMessageType.SERVICE_REJECT;
import static kenb.codec.nas.EmmMessageType.TRACKING_AREA_UPDATE_ACCEPT;
import static kenb.codec.nas.EmmMessageType.TRACKING_AREA_UPDATE_REJECT;
import static kenb.codec.nas.EmmMessageType.TRACKING_AREA_UPDATE_REQUEST;
import static kenb.codec.nas.EmmMessageType.UPLINK_GENERIC_NAS_TRANSPORT;

import org.jspecify.annotations.Nullable;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Optional elements of EPS mobility management messages, TS 24.301 §8.2: identifier, octets of a value without length (else 0), messages.
public enum EmmElement implements NasElementKind {
    OLD_P_TMSI_SIGNATURE(
            0x19, 3, "Old P-TMSI signature", ATTACH_REQUEST, TRACKING_AREA_UPDATE_REQUEST),
    ADDITIONAL_GUTI(0x50, 0, "Additional GUTI", ATTACH_REQUEST, TRACKING_AREA_UPDATE_REQUEST),
    GUTI(0x50, 0, "GUTI", ATTACH_ACCEPT, TRACKING_AREA_UPDATE_ACCEPT),
    LAST_VISITED_TAI(
            0x52, 5, "Last visited registered TAI", ATTACH_REQUEST, TRACKING_AREA_UPDATE_REQUEST),
    DRX_PARAMETER(0x5c, 2, "DRX parameter", ATTACH_REQUEST, TRACKING_AREA_UPDATE_REQUEST),
    MS_NETWORK_CAPABILITY(
            0x31, 0, "MS network capability", ATTACH_REQUEST, TRACKING_AREA_UPDATE_REQUEST),
    OLD_LOCATION_AREA(
            0x13,
            5,
            "Old location area identification",
            ATTACH_REQUEST,
            TRACKING_AREA_UPDATE_REQUEST),
    LOCATION_AREA(
            0x13, 5, "Location area identification", ATTACH_ACCEPT, TRACKING_AREA_UPDATE_ACCEPT),
    TMSI_STATUS(0x90, 0, "TMSI status", ATTACH_REQUEST, TRACKING_AREA_UPDATE_REQUEST),
    MOBILE_STATION_CLASSMARK_2(
            0x11, 0, "Mobile station classmark 2", ATTACH_REQUEST, TRACKING_AREA_UPDATE_REQUEST),
    MOBILE_STATION_CLASSMARK_3(
            0x20, 0, "Mobile station classmark 3", ATTACH_REQUEST, TRACKING_AREA_UPDATE_REQUEST),
    SUPPORTED_CODECS(0x40, 0, "Supported codecs", ATTACH_REQUEST, TRACKING_AREA_UPDATE_REQUEST),
    ADDITIONAL_UPDATE_TYPE(
            0xf0, 0, "Additional update type", ATTACH_REQUEST, TRACKING_AREA_UPDATE_REQUEST),
    ADDITIONAL_UPDATE_RESULT(
            0xf0, 0, "Additional update result", ATTACH_ACCEPT, TRACKING_AREA_UPDATE_ACCEPT),
    VOICE_DOMAIN_PREFERENCE(
            0x5d,
            0,
            "Voice domain preference and UE's usage setting",
            ATTACH_REQUEST,
            TRACKING_AREA_UPDATE_REQUEST),
    DEVICE_PROPERTIES(
            0xd0,
            0,
            "Device properties",
            ATTACH_REQUEST,
            TRACKING_AREA_UPDATE_REQUEST,
            EXTENDED_SERVICE_REQUEST,
            CONTROL_PLANE_SERVICE_REQUEST),
    OLD_GUTI_TYPE(0xe0, 0, "Old GUTI type", ATTACH_REQUEST, TRACKING_AREA_UPDATE_REQUEST),
    MS_NETWORK_FEATURE_SUPPORT(
            0xc0, 0, "MS network feature support", ATTACH_REQUEST, TRACKING_AREA_UPDATE_REQUEST),
    NETWORK_RESOURCE_IDENTIFIER(
            0x10, 0, "TMSI based NRI container", ATTACH_REQUEST, TRACKING_AREA_UPDATE_REQUEST),
    T3324(
            0x6a,
            0,
            "T3324 value",
            ATTACH_REQUEST,
            ATTACH_ACCEPT,
            TRACKING_AREA_UPDATE_REQUEST,
            TRACKING_AREA_UPDATE_ACCEPT),
    T3412_EXTENDED(
            0x5e,
            0,
            "T3412 extended value",
            ATTACH_REQUEST,
            ATTACH_ACCEPT,
            TRACKING_AREA_UPDATE_REQUEST,
            TRACKING_AREA_UPDATE_ACCEPT),
    EXTENDED_DRX(
            0x6e,
            0,
            "Extended DRX parameters",
            ATTACH_REQUEST,
            ATTACH_ACCEPT,
            TRACKING_AREA_UPDATE_REQUEST,
            TRACKING_AREA_UPDATE_ACCEPT),
    UE_ADDITIONAL_SECURITY_CAPABILITY(
            0x6f,
            0,
            "UE additional security capability",
            ATTACH_REQUEST,
            TRACKING_AREA_UPDATE_REQUEST),
    REPLAYED_ADDITIONAL_SECURITY_CAPABILITY(
            0x6f, 0, "Replayed UE additional security capability", SECURITY_MODE_COMMAND),
    UE_STATUS(0x6d, 0, "UE status", ATTACH_REQUEST, TRACKING_AREA_UPDATE_REQUEST),
    ADDITIONAL_INFORMATION_REQUESTED(
            0x17,
            1,
            "Additional information requested",
            ATTACH_REQUEST,
            TRACKING_AREA_UPDATE_REQUEST),
    N1_UE_NETWORK_CAPABILITY(
            0x32, 0, "N1 UE network capability", ATTACH_REQUEST, TRACKING_AREA_UPDATE_REQUEST),
    T3402(0x17, 1, "T3402 value", ATTACH_ACCEPT, TRACKING_AREA_UPDATE_ACCEPT),
    REJECT_T3402(0x16, 0, "T3402 value", ATTACH_REJECT),
    MS_IDENTITY(0x23, 0, "MS identity", ATTACH_ACCEPT, TRACKING_AREA_UPDATE_ACCEPT),
    IMEISV(0x23, 0, "IMEISV", SECURITY_MODE_COMPLETE),
    EMM_CAUSE(0x53, 1, "EMM cause", ATTACH_ACCEPT, TRACKING_AREA_UPDATE_ACCEPT, DETACH_REQUEST),
    T3423(0x59, 1, "T3423 value", ATTACH_ACCEPT, TRACKING_AREA_UPDATE_ACCEPT),
    EQUIVALENT_PLMNS(0x4a, 0, "Equivalent PLMNs", ATTACH_ACCEPT, TRACKING_AREA_UPDATE_ACCEPT),
    EMERGENCY_NUMBERS(0x34, 0, "Emergency number list", ATTACH_ACCEPT, TRACKING_AREA_UPDATE_ACCEPT),
    EPS_NETWORK_FEATURE_SUPPORT(
            0x64, 0, "EPS network feature support", ATTACH_ACCEPT, TRACKING_AREA_UPDATE_ACCEPT),
    DCN_ID(
            0x65,
            0,
            "DCN-ID",
            ATTACH_ACCEPT,
            TRACKING_AREA_UPDATE_ACCEPT,
            GUTI_REALLOCATION_COMMAND),
    SMS_SERVICES_STATUS(0xe0, 0, "SMS services status", ATTACH_ACCEPT, TRACKING_AREA_UPDATE_ACCEPT),
    NON_3GPP_POLICIES(
            0xd0, 0, "Non-3GPP NW provided policies", ATTACH_ACCEPT, TRACKING_AREA_UPDATE_ACCEPT),
    T3448(
            0x6b,
            0,
            "T3448 value",
            ATTACH_ACCEPT,
            TRACKING_AREA_UPDATE_ACCEPT,
            SERVICE_REJECT,
            SERVICE_ACCEPT),
    NETWORK_POLICY(0xc0, 0, "Network policy", ATTACH_ACCEPT, TRACKING_AREA_UPDATE_ACCEPT),
    T3447(0x6c, 0, "T3447 value", ATTACH_ACCEPT, TRACKING_AREA_UPDATE_ACCEPT),
    EXTENDED_EMERGENCY_NUMBERS(
            0x7a, 0, "Extended emergency number list", ATTACH_ACCEPT, TRACKING_AREA_UPDATE_ACCEPT),
    CIPHERING_KEY_DATA(0x7c, 0, "Ciphering key data", ATTACH_ACCEPT, TRACKING_AREA_UPDATE_ACCEPT),
    UE_RADIO_CAPABILITY_ID(
            0x66,
            0,
            "UE radio capability ID",
            ATTACH_ACCEPT,
            TRACKING_AREA_UPDATE_ACCEPT,
            GUTI_REALLOCATION_COMMAND,
            SECURITY_MODE_COMPLETE),
    UE_RADIO_CAPABILITY_ID_DELETION(
            0xb0,
            0,
            "UE radio capability ID deletion indication",
            ATTACH_ACCEPT,
            TRACKING_AREA_UPDATE_ACCEPT,
            GUTI_REALLOCATION_COMMAND),
    ESM_CONTAINER(0x78, 0, "ESM message container", ATTACH_REJECT, CONTROL_PLANE_SERVICE_REQUEST),
    T3346(0x5f, 0, "T3346 value", ATTACH_REJECT, TRACKING_AREA_UPDATE_REJECT, SERVICE_REJECT),
    EXTENDED_EMM_CAUSE(0xa0, 0, "Extended EMM cause", ATTACH_REJECT, TRACKING_AREA_UPDATE_REJECT),
    NON_CURRENT_NATIVE_KSI(
            0xb0, 0, "Non-current native NAS key set identifier", TRACKING_AREA_UPDATE_REQUEST),
    GPRS_CIPHERING_KEY_SEQUENCE_NUMBER(
            0x80, 0, "GPRS ciphering key sequence number", TRACKING_AREA_UPDATE_REQUEST),
    NONCE_UE(0x55, 4, "Nonce UE", TRACKING_AREA_UPDATE_REQUEST),
    UE_NETWORK_CAPABILITY(0x58, 0, "UE network capability", TRACKING_AREA_UPDATE_REQUEST),
    UE_RADIO_CAPABILITY_UPDATE_NEEDED(
            0xa0, 0, "UE radio capability information update needed", TRACKING_AREA_UPDATE_REQUEST),
    EPS_BEARER_CONTEXT_STATUS(
            0x57,
            0,
            "EPS bearer context status",
            TRACKING_AREA_UPDATE_REQUEST,
            TRACKING_AREA_UPDATE_ACCEPT,
            EXTENDED_SERVICE_REQUEST,
            CONTROL_PLANE_SERVICE_REQUEST,
            SERVICE_ACCEPT),
    T3412(0x5a, 1, "T3412 value", TRACKING_AREA_UPDATE_ACCEPT),
    TAI_LIST(0x54, 0, "TAI list", TRACKING_AREA_UPDATE_ACCEPT, GUTI_REALLOCATION_COMMAND),
    HEADER_COMPRESSION_STATUS(
            0x68, 0, "Header compression configuration status", TRACKING_AREA_UPDATE_ACCEPT),
    CSFB_RESPONSE(0xb0, 0, "CSFB response", EXTENDED_SERVICE_REQUEST),
    NAS_MESSAGE_CONTAINER(0x67, 0, "NAS message container", CONTROL_PLANE_SERVICE_REQUEST),
    T3442(0x5b, 1, "T3442 value", SERVICE_REJECT),
    AUTS(0x30, 0, "Authentication failure parameter", AUTHENTICATION_FAILURE),
    IMEISV_REQUEST(0xc0, 0, "IMEISV request", SECURITY_MODE_COMMAND),
    REPLAYED_NONCE_UE(0x55, 4, "Replayed nonce UE", SECURITY_MODE_COMMAND),
    NONCE_MME(0x56, 4, "Nonce MME", SECURITY_MODE_COMMAND),
    HASH_MME(0x4f, 0, "HashMME", SECURITY_MODE_COMMAND),
    UE_RADIO_CAPABILITY_ID_REQUEST(
            0xd0, 0, "UE radio capability ID request", SECURITY_MODE_COMMAND),
    REPLAYED_NAS_MESSAGE(0x79, 0, "Replayed NAS message container", SECURITY_MODE_COMPLETE),
    FULL_NETWORK_NAME(0x43, 0, "Full name for network", EMM_INFORMATION),
    SHORT_NETWORK_NAME(0x45, 0, "Short name for network", EMM_INFORMATION),
    LOCAL_TIME_ZONE(0x46, 1, "Local time zone", EMM_INFORMATION),
    UNIVERSAL_TIME(0x47, 7, "Universal time and local time zone", EMM_INFORMATION),
    DAYLIGHT_SAVING_TIME(0x49, 0, "Network daylight saving time", EMM_INFORMATION),
    CLI(0x60, 0, "CLI", CS_SERVICE_NOTIFICATION),
    SS_CODE(0x61, 1, "SS Code", CS_SERVICE_NOTIFICATION),
    LCS_INDICATOR(0x62, 1, "LCS indicator", CS_SERVICE_NOTIFICATION),
    LCS_CLIENT_IDENTITY(0x63, 0, "LCS client identity", CS_SERVICE_NOTIFICATION),
    ADDITIONAL_INFORMATION(
            0x65,
            0,
            "Additional information",
            DOWNLINK_GENERIC_NAS_TRANSPORT,
            UPLINK_GENERIC_NAS_TRANSPORT);

    private static final @Nullable EmmElement[][] BY_MESSAGE =
            new EmmElement[EmmMessageType.values().length][256];

    static {
        for (EmmElement element : values()) {
            for (EmmMessageType message : element.messages) {
                BY_MESSAGE[message.ordinal()][element.iei] = element;
            }
        }
    }

    private final int iei;
    private final int fixedOctets;
    private final String specName;
    private final Set<EmmMessageType> messages;

    EmmElement(int iei, int fixedOctets, String specName, EmmMessageType... messages) {
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
    public Set<EmmMessageType> messages() {
        return Set.copyOf(messages);
    }

    /// @return null where such a message has no such element that is known here
    public static @Nullable EmmElement of(EmmMessageType message, int iei) {
        return BY_MESSAGE[message.ordinal()][iei];
    }

    /// Octets of the value where the message gives it no length, else 0.
    static int fixedOctets(EmmMessageType message, int iei) {
        EmmElement element = of(message, iei);
        return element == null ? 0 : element.fixedOctets;
    }
}
