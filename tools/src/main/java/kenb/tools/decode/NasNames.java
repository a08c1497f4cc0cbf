package kenb.tools.decode;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/// The names of NAS messages by their types (TS 24.301 tables 9.8.1 and 9.8.2, TS 24.501 tables 9.7.1 and 9.7.2).
final class NasNames {
    private static final Map<Integer, String> EMM =
            table(
                    """
                    41 Attach request
                    42 Attach accept
                    43 Attach complete
                    44 Attach reject
                    45 Detach request
                    46 Detach accept
                    48 Tracking area update request
                    49 Tracking area update accept
                    4a Tracking area update complete
                    4b Tracking area update reject
                    4c Extended service request
                    4d Control plane service request
                    4e Service reject
                    4f Service accept
                    50 GUTI reallocation command
                    51 GUTI reallocation complete
                    52 Authentication request
                    53 Authentication response
                    54 Authentication reject
                    55 Identity request
                    56 Identity response
                    5c Authentication failure
                    5d Security mode command
                    5e Security mode complete
                    5f Security mode reject
                    60 EMM status
                    61 EMM information
                    62 Downlink NAS transport
                    63 Uplink NAS transport
                    64 CS service notification
                    68 Downlink generic NAS transport
                    69 Uplink generic NAS transport
                    """);

    private static final Map<Integer, String> ESM =
            table(
                    """
                    c1 Activate default EPS bearer context request
                    c2 Activate default EPS bearer context accept
                    c3 Activate default EPS bearer context reject
                    c5 Activate dedicated EPS bearer context request
                    c6 Activate dedicated EPS bearer context accept
                    c7 Activate dedicated EPS bearer context reject
                    c9 Modify EPS bearer context request
                    ca Modify EPS bearer context accept
                    cb Modify EPS bearer context reject
                    cd Deactivate EPS bearer context request
                    ce Deactivate EPS bearer context accept
                    d0 PDN connectivity request
                    d1 PDN connectivity reject
                    d2 PDN disconnect request
                    d3 PDN disconnect reject
                    d4 Bearer resource allocation request
                    d5 Bearer resource allocation reject
                    d6 Bearer resource modification request
                    d7 Bearer resource modification reject
                    d9 ESM information request
                    da ESM information response
                    db Notification
                    dc ESM dummy message
                    e8 ESM status
                    e9 Remote UE report
                    ea Remote UE report response
                    eb ESM data transport
                    """);

    private static final Map<Integer, String> MM_5G =
            table(
                    """
                    41 Registration request
                    42 Registration accept
                    43 Registration complete
                    44 Registration reject
                    45 Deregistration request (UE originating)
                    46 Deregistration accept (UE originating)
                    47 Deregistration request (UE terminated)
                    48 Deregistration accept (UE terminated)
                    4c Service request
                    4d Service reject
                    4e Service accept
                    4f Control plane service request
                    50 Network slice-specific authentication command
                    51 Network slice-specific authentication complete
                    52 Network slice-specific authentication result
                    54 Configuration update command
                    55 Configuration update complete
                    56 Authentication request
                    57 Authentication response
                    58 Authentication reject
                    59 Authentication failure
                    5a Authentication result
                    5b Identity request
                    5c Identity response
                    5d Security mode command
                    5e Security mode complete
                    5f Security mode reject
                    64 5GMM status
                    65 Notification
                    66 Notification response
                    67 UL NAS transport
                    68 DL NAS transport
                    69 Relay key request
                    6a Relay key accept
                    6b Relay key reject
                    6c Relay authentication request
                    6d Relay authentication response
                    """);

    private static final Map<Integer, String> SM_5G =
            table(
                    """
                    c1 PDU session establishment request
                    c2 PDU session establishment accept
                    c3 PDU session establishment reject
                    c5 PDU session authentication command
                    c6 PDU session authentication complete
                    c7 PDU session authentication result
                    c9 PDU session modification request
                    ca PDU session modification reject
                    cb PDU session modification command
                    cc PDU session modification complete
                    cd PDU session modification command reject
                    d1 PDU session release request
                    d2 PDU session release reject
                    d3 PDU session release command
                    d4 PDU session release complete
                    d6 5GSM status
                    d8 Service-level authentication command
                    d9 Service-level authentication complete
                    """);

    private NasNames() {}

    static @Nullable String emm(int type) {
        return EMM.get(type);
    }

    static @Nullable String esm(int type) {
        return ESM.get(type);
    }

    static @Nullable String mm5g(int type) {
        return MM_5G.get(type);
    }

    static @Nullable String sm5g(int type) {
        return SM_5G.get(type);
    }

    private static Map<Integer, String> table(String lines) {
        var table = new HashMap<Integer, String>();
        lines.lines()
                .forEach(line -> table.put(Integer.parseInt(line, 0, 2, 16), line.substring(3)));
        return Map.copyOf(table);
    }
}
