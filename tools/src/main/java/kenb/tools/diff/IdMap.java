package kenb.tools.diff;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Ids that nodes choose freely and that so differ between two runs of the same.
final class IdMap {
    private static final Pattern ID =
            Pattern.compile(
                    "(?i).*UE-(S1AP|X2AP|NGAP)-ID.*|.*UEXnAPID|.*TEID|.*transportLayerAddress|m-?TMSI|.*TMSI|C-RNTI|newUE-Identity|(source|target)UE-Identity|crnti|randomValue|.*GTP-Tunnel.*|uEaddress|.*StreamID|transaction");

    /// What differs from run to run and says nothing: keys, challenges, authentication codes, random parts.
    private static final Pattern FRESH =
            Pattern.compile(
                    "(?i)SecurityKey|SeNBSecurityKey|SgNBSecurityKey|nextHop(Parameter|NH)|key-eNodeB-star|key-NG-RAN-Star|MAC|sequence number|rand|autn|res|.*shortMAC-?I|.*TransparentContainer|payload|octets");

    private final TreeMap<String, String> shown = new TreeMap<>();

    static boolean isFresh(String field) {
        return FRESH.matcher(field).matches();
    }

    static boolean isId(String field) {
        return ID.matcher(field).matches();
    }

    /// Notes that an id on the one side is this one on the other.
    void pair(String field, String left, String right) {
        if (!left.equals(right)) shown.putIfAbsent(field + ' ' + left, right);
    }

    /// `MME-UE-S1AP-ID 1 → 5`, first meeting of each.
    Map<String, String> pairs() {
        return shown;
    }
}
