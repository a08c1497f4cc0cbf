package kenb.codec.gtpc;

import kenb.codec.per.Octets;
import kenb.codec.tlv.FieldReader;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Information elements of GTPv2-C, TS 29.274 table 8.1-1. Those whose value is [Octets] are kept as they are.
public final class GtpcIeTypes {
    /// Digits, at most 15.
    public static final GtpcIeType<String> IMSI =
            new GtpcIeType<>(1, "IMSI", Tbcd::read, Tbcd::write);

    public static final GtpcIeType<Cause> CAUSE =
            new GtpcIeType<>(2, "Cause", Cause::read, Cause::write);

    /// Restart counter.
    public static final GtpcIeType<Integer> RECOVERY =
            new GtpcIeType<>(
                    3,
                    "Recovery (Restart Counter)",
                    in -> in.octet("value"),
                    (value, out) -> out.octet(value));

    public static final GtpcIeType<Octets> STN_SR =
            new GtpcIeType<>(51, "STN-SR", FieldReader::rest, (value, out) -> out.octets(value));

    /// Labels joined by dots.
    public static final GtpcIeType<String> APN =
            new GtpcIeType<>(71, "Access Point Name (APN)", Labels::read, Labels::write);

    public static final GtpcIeType<Ambr> AMBR =
            new GtpcIeType<>(72, "Aggregate Maximum Bit Rate (AMBR)", Ambr::read, Ambr::write);

    /// EPS bearer identity, 4 bits.
    public static final GtpcIeType<Integer> EBI =
            new GtpcIeType<>(
                    73,
                    "EPS Bearer ID (EBI)",
                    in -> in.octet("value") & 0xf,
                    (value, out) -> out.octet(value));

    /// 4 or 16 octets.
    public static final GtpcIeType<Octets> IP_ADDRESS =
            new GtpcIeType<>(
                    74, "IP Address", FieldReader::rest, (value, out) -> out.octets(value));

    /// IMEI or IMEISV, 15 or 16 digits.
    public static final GtpcIeType<String> MEI =
            new GtpcIeType<>(75, "Mobile Equipment Identity (MEI)", Tbcd::read, Tbcd::write);

    /// Country code first.
    public static final GtpcIeType<String> MSISDN =
            new GtpcIeType<>(76, "MSISDN", Tbcd::read, Tbcd::write);

    /// Flags in the order of figure 8.12-1, the first in bit 8 of the first octet.
    public static final GtpcIeType<Octets> INDICATION =
            new GtpcIeType<>(
                    77, "Indication", FieldReader::rest, (value, out) -> out.octets(value));

    /// TS 24.008 §10.5.6.3 from its octet 3.
    public static final GtpcIeType<Octets> PCO =
            new GtpcIeType<>(
                    78,
                    "Protocol Configuration Options (PCO)",
                    FieldReader::rest,
                    (value, out) -> out.octets(value));

    /// PDN type and address.
    public static final GtpcIeType<TypedOctets> PAA =
            new GtpcIeType<>(
                    79, "PDN Address Allocation (PAA)", TypedOctets::read, TypedOctets::write);

    public static final GtpcIeType<BearerQos> BEARER_QOS =
            new GtpcIeType<>(
                    80,
                    "Bearer Level Quality of Service (Bearer QoS)",
                    BearerQos::read,
                    BearerQos::write);

    public static final GtpcIeType<Octets> FLOW_QOS =
            new GtpcIeType<>(
                    81,
                    "Flow Quality of Service (Flow QoS)",
                    FieldReader::rest,
                    (value, out) -> out.octets(value));

    /// 1 UTRAN, 2 GERAN, 6 E-UTRAN.
    public static final GtpcIeType<Integer> RAT_TYPE =
            new GtpcIeType<>(
                    82, "RAT Type", in -> in.octet("value"), (value, out) -> out.octet(value));

    /// MCC and MNC, 3 octets.
    public static final GtpcIeType<Octets> SERVING_NETWORK =
            new GtpcIeType<>(
                    83,
                    "Serving Network",
                    in -> in.octets("PLMN", 3),
                    (value, out) -> out.fixed(value, 3));

    public static final GtpcIeType<Octets> BEARER_TFT =
            new GtpcIeType<>(
                    84,
                    "EPS Bearer Level Traffic Flow Template (Bearer TFT)",
                    FieldReader::rest,
                    (value, out) -> out.octets(value));

    public static final GtpcIeType<Octets> TAD =
            new GtpcIeType<>(
                    85,
                    "Traffic Aggregation Description (TAD)",
                    FieldReader::rest,
                    (value, out) -> out.octets(value));

    public static final GtpcIeType<UserLocation> ULI =
            new GtpcIeType<>(
                    86, "User Location Information (ULI)", UserLocation::read, UserLocation::write);

    public static final GtpcIeType<FTeid> F_TEID =
            new GtpcIeType<>(
                    87,
                    "Fully Qualified Tunnel Endpoint Identifier (F-TEID)",
                    FTeid::read,
                    FTeid::write);

    /// 32 bits.
    public static final GtpcIeType<Long> TMSI =
            new GtpcIeType<>(
                    88, "TMSI", in -> in.wide("value", 4), (value, out) -> out.wide(value, 4));

    /// PLMN(3) ‖ CN id(2).
    public static final GtpcIeType<Octets> GLOBAL_CN_ID =
            new GtpcIeType<>(
                    89, "Global CN-Id", FieldReader::rest, (value, out) -> out.octets(value));

    /// In 50 ms.
    public static final GtpcIeType<Integer> DELAY_VALUE =
            new GtpcIeType<>(
                    92, "Delay Value", in -> in.octet("value"), (value, out) -> out.octet(value));

    /// A group: EBI, F-TEIDs, QoS, cause of one bearer.
    public static final GtpcIeType<GtpcIes> BEARER_CONTEXT =
            new GtpcIeType<>(93, "Bearer Context", GtpcIes::read, GtpcIes::write);

    public static final GtpcIeType<Long> CHARGING_ID =
            new GtpcIeType<>(
                    94,
                    "Charging ID",
                    in -> in.wide("value", 4),
                    (value, out) -> out.wide(value, 4));

    public static final GtpcIeType<Integer> CHARGING_CHARACTERISTICS =
            new GtpcIeType<>(
                    95,
                    "Charging Characteristics",
                    in -> in.number("value", 2),
                    (value, out) -> out.number(value, 2));

    public static final GtpcIeType<Octets> TRACE_INFORMATION =
            new GtpcIeType<>(
                    96, "Trace Information", FieldReader::rest, (value, out) -> out.octets(value));

    public static final GtpcIeType<Integer> BEARER_FLAGS =
            new GtpcIeType<>(
                    97, "Bearer Flags", in -> in.octet("value"), (value, out) -> out.octet(value));

    /// 1 IPv4, 2 IPv6, 3 both.
    public static final GtpcIeType<Integer> PDN_TYPE =
            new GtpcIeType<>(
                    99, "PDN Type", in -> in.octet("value"), (value, out) -> out.octet(value));

    public static final GtpcIeType<Integer> PTI =
            new GtpcIeType<>(
                    100,
                    "Procedure Transaction ID",
                    in -> in.octet("value"),
                    (value, out) -> out.octet(value));

    public static final GtpcIeType<GsmMmContext> GSM_KEY_AND_TRIPLETS =
            new GtpcIeType<>(
                    103,
                    "MM Context (GSM Key and Triplets)",
                    in -> GsmMmContext.read(true, in),
                    GsmMmContext::write);

    public static final GtpcIeType<UmtsMmContext> UMTS_KEY_USED_CIPHER_AND_QUINTUPLETS =
            new GtpcIeType<>(
                    104,
                    "MM Context (UMTS Key, Used Cipher and Quintuplets)",
                    in -> UmtsMmContext.read(UmtsMmContext.Variant.USED_CIPHER_AND_QUINTUPLETS, in),
                    UmtsMmContext::write);

    public static final GtpcIeType<GsmMmContext> GSM_KEY_USED_CIPHER_AND_QUINTUPLETS =
            new GtpcIeType<>(
                    105,
                    "MM Context (GSM Key, Used Cipher and Quintuplets)",
                    in -> GsmMmContext.read(false, in),
                    GsmMmContext::write);

    public static final GtpcIeType<UmtsMmContext> UMTS_KEY_AND_QUINTUPLETS =
            new GtpcIeType<>(
                    106,
                    "MM Context (UMTS Key and Quintuplets)",
                    in -> UmtsMmContext.read(UmtsMmContext.Variant.QUINTUPLETS, in),
                    UmtsMmContext::write);

    /// K_ASME and all that goes with it, from MME to MME.
    public static final GtpcIeType<EpsMmContext> MM_CONTEXT =
            new GtpcIeType<>(
                    107,
                    "MM Context (EPS Security Context, Quadruplets and Quintuplets)",
                    EpsMmContext::read,
                    EpsMmContext::write);

    public static final GtpcIeType<UmtsMmContext> UMTS_KEY_QUADRUPLETS_AND_QUINTUPLETS =
            new GtpcIeType<>(
                    108,
                    "MM Context (UMTS Key, Quadruplets and Quintuplets)",
                    in -> UmtsMmContext.read(UmtsMmContext.Variant.QUADRUPLETS_AND_QUINTUPLETS, in),
                    UmtsMmContext::write);

    /// A group: APN, address, linked bearer, PGW, bearer contexts of one PDN connection.
    public static final GtpcIeType<GtpcIes> PDN_CONNECTION =
            new GtpcIeType<>(109, "PDN Connection", GtpcIes::read, GtpcIes::write);

    /// NSAPI(1) ‖ GTP-U sequence numbers down(2), up(2) ‖ N-PDU numbers send(2), receive(2).
    public static final GtpcIeType<Octets> PDU_NUMBERS =
            new GtpcIeType<>(
                    110, "PDU Numbers", FieldReader::rest, (value, out) -> out.octets(value));

    public static final GtpcIeType<Long> P_TMSI =
            new GtpcIeType<>(
                    111, "P-TMSI", in -> in.wide("value", 4), (value, out) -> out.wide(value, 4));

    /// 3 octets.
    public static final GtpcIeType<Octets> P_TMSI_SIGNATURE =
            new GtpcIeType<>(
                    112, "P-TMSI Signature", FieldReader::rest, (value, out) -> out.octets(value));

    public static final GtpcIeType<Integer> HOP_COUNTER =
            new GtpcIeType<>(
                    113, "Hop Counter", in -> in.octet("value"), (value, out) -> out.octet(value));

    /// Time zone(1) ‖ daylight saving(1).
    public static final GtpcIeType<Octets> UE_TIME_ZONE =
            new GtpcIeType<>(
                    114, "UE Time Zone", FieldReader::rest, (value, out) -> out.octets(value));

    public static final GtpcIeType<Octets> TRACE_REFERENCE =
            new GtpcIeType<>(
                    115, "Trace Reference", FieldReader::rest, (value, out) -> out.octets(value));

    /// ATTACH REQUEST or TRACKING AREA UPDATE REQUEST of the UE, whole.
    public static final GtpcIeType<TypedOctets> COMPLETE_REQUEST_MESSAGE =
            new GtpcIeType<>(
                    116, "Complete Request Message", TypedOctets::read, TypedOctets::write);

    public static final GtpcIeType<Guti> GUTI =
            new GtpcIeType<>(117, "GUTI", Guti::read, Guti::write);

    /// A container of the access network, by its type.
    public static final GtpcIeType<TypedOctets> F_CONTAINER =
            new GtpcIeType<>(118, "F-Container", TypedOctets::read, TypedOctets::write);

    /// A cause of S1AP or RANAP, by its type.
    public static final GtpcIeType<TypedOctets> F_CAUSE =
            new GtpcIeType<>(119, "F-Cause", TypedOctets::read, TypedOctets::write);

    /// 3 octets.
    public static final GtpcIeType<Octets> PLMN_ID =
            new GtpcIeType<>(
                    120,
                    "PLMN ID",
                    in -> in.octets("PLMN", 3),
                    (value, out) -> out.fixed(value, 3));

    public static final GtpcIeType<TypedOctets> TARGET_IDENTIFICATION =
            new GtpcIeType<>(121, "Target Identification", TypedOctets::read, TypedOctets::write);

    public static final GtpcIeType<Octets> PACKET_FLOW_ID =
            new GtpcIeType<>(
                    123, "Packet Flow ID", FieldReader::rest, (value, out) -> out.octets(value));

    /// NSAPI(1) ‖ GTP-U sequence numbers down(2), up(2) ‖ PDCP sequence numbers down(2), up(2).
    public static final GtpcIeType<Octets> RAB_CONTEXT =
            new GtpcIeType<>(
                    124, "RAB Context", FieldReader::rest, (value, out) -> out.octets(value));

    public static final GtpcIeType<Octets> SOURCE_RNC_PDCP_CONTEXT =
            new GtpcIeType<>(
                    125,
                    "Source RNC PDCP Context Info",
                    FieldReader::rest,
                    (value, out) -> out.octets(value));

    public static final GtpcIeType<Integer> UDP_SOURCE_PORT =
            new GtpcIeType<>(
                    126,
                    "UDP Source Port Number",
                    in -> in.number("value", 2),
                    (value, out) -> out.number(value, 2));

    public static final GtpcIeType<Integer> APN_RESTRICTION =
            new GtpcIeType<>(
                    127,
                    "APN Restriction",
                    in -> in.octet("value"),
                    (value, out) -> out.octet(value));

    public static final GtpcIeType<Integer> SELECTION_MODE =
            new GtpcIeType<>(
                    128,
                    "Selection Mode",
                    in -> in.octet("value"),
                    (value, out) -> out.octet(value));

    public static final GtpcIeType<Octets> SOURCE_IDENTIFICATION =
            new GtpcIeType<>(
                    129,
                    "Source Identification",
                    FieldReader::rest,
                    (value, out) -> out.octets(value));

    public static final GtpcIeType<Integer> CHANGE_REPORTING_ACTION =
            new GtpcIeType<>(
                    131,
                    "Change Reporting Action",
                    in -> in.octet("value"),
                    (value, out) -> out.octet(value));

    public static final GtpcIeType<Octets> FQ_CSID =
            new GtpcIeType<>(
                    132,
                    "Fully Qualified PDN Connection Set Identifier (FQ-CSID)",
                    FieldReader::rest,
                    (value, out) -> out.octets(value));

    public static final GtpcIeType<Octets> CHANNEL_NEEDED =
            new GtpcIeType<>(
                    133, "Channel needed", FieldReader::rest, (value, out) -> out.octets(value));

    public static final GtpcIeType<Octets> EMLPP_PRIORITY =
            new GtpcIeType<>(
                    134, "eMLPP Priority", FieldReader::rest, (value, out) -> out.octets(value));

    /// 0 MME, 1 SGSN.
    public static final GtpcIeType<Integer> NODE_TYPE =
            new GtpcIeType<>(
                    135, "Node Type", in -> in.octet("value"), (value, out) -> out.octet(value));

    /// Labels joined by dots.
    public static final GtpcIeType<String> FQDN =
            new GtpcIeType<>(
                    136, "Fully Qualified Domain Name (FQDN)", Labels::read, Labels::write);

    public static final GtpcIeType<Octets> TRANSACTION_IDENTIFIER =
            new GtpcIeType<>(
                    137,
                    "Transaction Identifier (TI)",
                    FieldReader::rest,
                    (value, out) -> out.octets(value));

    public static final GtpcIeType<Integer> RFSP_INDEX =
            new GtpcIeType<>(
                    144,
                    "RFSP Index",
                    in -> in.number("value", 2),
                    (value, out) -> out.number(value, 2));

    public static final GtpcIeType<Octets> USER_CSG_INFORMATION =
            new GtpcIeType<>(
                    145,
                    "User CSG Information (UCI)",
                    FieldReader::rest,
                    (value, out) -> out.octets(value));

    public static final GtpcIeType<Octets> CSG_INFORMATION_REPORTING_ACTION =
            new GtpcIeType<>(
                    146,
                    "CSG Information Reporting Action",
                    FieldReader::rest,
                    (value, out) -> out.octets(value));

    public static final GtpcIeType<Octets> CSG_ID =
            new GtpcIeType<>(147, "CSG ID", FieldReader::rest, (value, out) -> out.octets(value));

    public static final GtpcIeType<Integer> CSG_MEMBERSHIP_INDICATION =
            new GtpcIeType<>(
                    148,
                    "CSG Membership Indication (CMI)",
                    in -> in.octet("value"),
                    (value, out) -> out.octet(value));

    public static final GtpcIeType<Integer> SERVICE_INDICATOR =
            new GtpcIeType<>(
                    149,
                    "Service indicator",
                    in -> in.octet("value"),
                    (value, out) -> out.octet(value));

    public static final GtpcIeType<Integer> DETACH_TYPE =
            new GtpcIeType<>(
                    150, "Detach Type", in -> in.octet("value"), (value, out) -> out.octet(value));

    public static final GtpcIeType<Octets> LOCAL_DISTINGUISHED_NAME =
            new GtpcIeType<>(
                    151,
                    "Local Distinguished Name (LDN)",
                    FieldReader::rest,
                    (value, out) -> out.octets(value));

    public static final GtpcIeType<Octets> NODE_FEATURES =
            new GtpcIeType<>(
                    152, "Node Features", FieldReader::rest, (value, out) -> out.octets(value));

    public static final GtpcIeType<Octets> THROTTLING =
            new GtpcIeType<>(
                    154, "Throttling", FieldReader::rest, (value, out) -> out.octets(value));

    public static final GtpcIeType<Integer> ARP =
            new GtpcIeType<>(
                    155,
                    "Allocation/Retention Priority (ARP)",
                    in -> in.octet("value"),
                    (value, out) -> out.octet(value));

    public static final GtpcIeType<Integer> EPC_TIMER =
            new GtpcIeType<>(
                    156, "EPC Timer", in -> in.octet("value"), (value, out) -> out.octet(value));

    public static final GtpcIeType<Integer> SIGNALLING_PRIORITY =
            new GtpcIeType<>(
                    157,
                    "Signalling Priority Indication",
                    in -> in.octet("value"),
                    (value, out) -> out.octet(value));

    public static final GtpcIeType<Octets> ADDITIONAL_MM_CONTEXT =
            new GtpcIeType<>(
                    159,
                    "Additional MM context for SRVCC",
                    FieldReader::rest,
                    (value, out) -> out.octets(value));

    public static final GtpcIeType<Octets> ADDITIONAL_FLAGS_SRVCC =
            new GtpcIeType<>(
                    160,
                    "Additional flags for SRVCC",
                    FieldReader::rest,
                    (value, out) -> out.octets(value));

    public static final GtpcIeType<Octets> MDT_CONFIGURATION =
            new GtpcIeType<>(
                    162, "MDT Configuration", FieldReader::rest, (value, out) -> out.octets(value));

    public static final GtpcIeType<Octets> APCO =
            new GtpcIeType<>(
                    163,
                    "Additional Protocol Configuration Options (APCO)",
                    FieldReader::rest,
                    (value, out) -> out.octets(value));

    public static final GtpcIeType<Octets> CHANGE_TO_REPORT_FLAGS =
            new GtpcIeType<>(
                    167,
                    "Change to Report Flags",
                    FieldReader::rest,
                    (value, out) -> out.octets(value));

    public static final GtpcIeType<Octets> HENB_INFORMATION_REPORTING =
            new GtpcIeType<>(
                    165,
                    "H(e)NB Information Reporting",
                    FieldReader::rest,
                    (value, out) -> out.octets(value));

    public static final GtpcIeType<Octets> PRESENCE_REPORTING_AREA_ACTION =
            new GtpcIeType<>(
                    177,
                    "Presence Reporting Area Action",
                    FieldReader::rest,
                    (value, out) -> out.octets(value));

    public static final GtpcIeType<Octets> ULI_TIMESTAMP =
            new GtpcIeType<>(
                    170, "ULI Timestamp", FieldReader::rest, (value, out) -> out.octets(value));

    public static final GtpcIeType<Octets> EPCO =
            new GtpcIeType<>(
                    197,
                    "Extended Protocol Configuration Options (ePCO)",
                    FieldReader::rest,
                    (value, out) -> out.octets(value));

    public static final GtpcIeType<Octets> SCEF_PDN_CONNECTION =
            new GtpcIeType<>(
                    195,
                    "SCEF PDN Connection",
                    FieldReader::rest,
                    (value, out) -> out.octets(value));

    public static final GtpcIeType<Octets> HEADER_COMPRESSION =
            new GtpcIeType<>(
                    196,
                    "Header Compression Configuration",
                    FieldReader::rest,
                    (value, out) -> out.octets(value));

    public static final GtpcIeType<Octets> SERVING_PLMN_RATE_CONTROL =
            new GtpcIeType<>(
                    198,
                    "Serving PLMN Rate Control",
                    FieldReader::rest,
                    (value, out) -> out.octets(value));

    public static final GtpcIeType<Octets> COUNTER =
            new GtpcIeType<>(199, "Counter", FieldReader::rest, (value, out) -> out.octets(value));

    public static final GtpcIeType<Octets> MONITORING_EVENT =
            new GtpcIeType<>(
                    189,
                    "Monitoring Event Information",
                    FieldReader::rest,
                    (value, out) -> out.octets(value));

    public static final GtpcIeType<Octets> MAPPED_UE_USAGE_TYPE =
            new GtpcIeType<>(
                    200,
                    "Mapped UE Usage Type",
                    FieldReader::rest,
                    (value, out) -> out.octets(value));

    public static final GtpcIeType<Integer> UP_FUNCTION_SELECTION =
            new GtpcIeType<>(
                    202,
                    "UP Function Selection Indication Flags",
                    in -> in.octet("value"),
                    (value, out) -> out.octet(value));

    public static final GtpcIeType<Octets> MAXIMUM_PACKET_LOSS_RATE =
            new GtpcIeType<>(
                    203,
                    "Maximum Packet Loss Rate",
                    FieldReader::rest,
                    (value, out) -> out.octets(value));

    public static final GtpcIeType<Octets> APN_RATE_CONTROL_STATUS =
            new GtpcIeType<>(
                    204,
                    "APN Rate Control Status",
                    FieldReader::rest,
                    (value, out) -> out.octets(value));

    public static final GtpcIeType<PrivateExtension> PRIVATE_EXTENSION =
            new GtpcIeType<>(
                    255, "Private Extension", PrivateExtension::read, PrivateExtension::write);

    private static final List<GtpcIeType<?>> ALL =
            List.of(
                    IMSI,
                    CAUSE,
                    RECOVERY,
                    STN_SR,
                    APN,
                    AMBR,
                    EBI,
                    IP_ADDRESS,
                    MEI,
                    MSISDN,
                    INDICATION,
                    PCO,
                    PAA,
                    BEARER_QOS,
                    FLOW_QOS,
                    RAT_TYPE,
                    SERVING_NETWORK,
                    BEARER_TFT,
                    TAD,
                    ULI,
                    F_TEID,
                    TMSI,
                    GLOBAL_CN_ID,
                    DELAY_VALUE,
                    BEARER_CONTEXT,
                    CHARGING_ID,
                    CHARGING_CHARACTERISTICS,
                    TRACE_INFORMATION,
                    BEARER_FLAGS,
                    PDN_TYPE,
                    PTI,
                    GSM_KEY_AND_TRIPLETS,
                    UMTS_KEY_USED_CIPHER_AND_QUINTUPLETS,
                    GSM_KEY_USED_CIPHER_AND_QUINTUPLETS,
                    UMTS_KEY_AND_QUINTUPLETS,
                    MM_CONTEXT,
                    UMTS_KEY_QUADRUPLETS_AND_QUINTUPLETS,
                    PDN_CONNECTION,
                    PDU_NUMBERS,
                    P_TMSI,
                    P_TMSI_SIGNATURE,
                    HOP_COUNTER,
                    UE_TIME_ZONE,
                    TRACE_REFERENCE,
                    COMPLETE_REQUEST_MESSAGE,
                    GUTI,
                    F_CONTAINER,
                    F_CAUSE,
                    PLMN_ID,
                    TARGET_IDENTIFICATION,
                    PACKET_FLOW_ID,
                    RAB_CONTEXT,
                    SOURCE_RNC_PDCP_CONTEXT,
                    UDP_SOURCE_PORT,
                    APN_RESTRICTION,
                    SELECTION_MODE,
                    SOURCE_IDENTIFICATION,
                    CHANGE_REPORTING_ACTION,
                    FQ_CSID,
                    CHANNEL_NEEDED,
                    EMLPP_PRIORITY,
                    NODE_TYPE,
                    FQDN,
                    TRANSACTION_IDENTIFIER,
                    RFSP_INDEX,
                    USER_CSG_INFORMATION,
                    CSG_INFORMATION_REPORTING_ACTION,
                    CSG_ID,
                    CSG_MEMBERSHIP_INDICATION,
                    SERVICE_INDICATOR,
                    DETACH_TYPE,
                    LOCAL_DISTINGUISHED_NAME,
                    NODE_FEATURES,
                    THROTTLING,
                    ARP,
                    EPC_TIMER,
                    SIGNALLING_PRIORITY,
                    ADDITIONAL_MM_CONTEXT,
                    ADDITIONAL_FLAGS_SRVCC,
                    MDT_CONFIGURATION,
                    APCO,
                    CHANGE_TO_REPORT_FLAGS,
                    HENB_INFORMATION_REPORTING,
                    PRESENCE_REPORTING_AREA_ACTION,
                    ULI_TIMESTAMP,
                    EPCO,
                    SCEF_PDN_CONNECTION,
                    HEADER_COMPRESSION,
                    SERVING_PLMN_RATE_CONTROL,
                    COUNTER,
                    MONITORING_EVENT,
                    MAPPED_UE_USAGE_TYPE,
                    UP_FUNCTION_SELECTION,
                    MAXIMUM_PACKET_LOSS_RATE,
                    APN_RATE_CONTROL_STATUS,
                    PRIVATE_EXTENSION);

    private static final @Nullable GtpcIeType<?>[] BY_NUMBER = new GtpcIeType<?>[256];

    static {
        for (GtpcIeType<?> type : ALL) BY_NUMBER[type.number()] = type;
    }

    private static final int FIRST_MM_CONTEXT = 103;
    private static final int LAST_MM_CONTEXT = 108;

    private GtpcIeTypes() {}

    /// All that are known.
    public static List<GtpcIeType<?>> all() {
        return ALL;
    }

    /// @param number 0 to 255
    /// @return null for a type that is not known here
    public static @Nullable GtpcIeType<?> of(int number) {
        return BY_NUMBER[number];
    }

    /// The name of an element type, or `element` and its number.
    public static String nameOf(int number) {
        GtpcIeType<?> type = of(number);
        return type == null ? "element " + number : type.specName();
    }

    /// Whether there is an MM context of any of the six kinds.
    public static boolean hasMmContext(GtpcIes ies) {
        return ies.list().stream()
                .anyMatch(ie -> ie.type() >= FIRST_MM_CONTEXT && ie.type() <= LAST_MM_CONTEXT);
    }

    static boolean isGroup(GtpcIeType<?> type) {
        return type == BEARER_CONTEXT || type == PDN_CONNECTION;
    }
}
