package kenb.tools.diff;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;

@Tag("R-03")
class CaptureDiffTest {
    @ParameterizedTest
    @CsvSource({
        "abc, abc, a=a b=b c=c",
        "abc, ac, a=a b- c=c",
        "ac, abc, a=a b+ c=c",
        "abcd, axcd, a=a b- x+ c=c d=d",
        "abab, ab, a=a b=b a- b-",
        "ab, cd, a- c+ b- d+",
        "abcdef, abxyef, a=a b=b c- d- x+ y+ e=e f=f"
    })
    void listsAreAlignedWhereTheyMeetAgain(String left, String right, String expected) {
        var one = left.chars().mapToObj(Character::toString).toList();
        var other = right.chars().mapToObj(Character::toString).toList();
        var text = new StringBuilder();
        for (var pair : Alignment.of(one, other, String::equals)) {
            text.append(text.isEmpty() ? "" : " ");
            if (pair.right() < 0) text.append(one.get(pair.left())).append('-');
            else if (pair.left() < 0) text.append(other.get(pair.right())).append('+');
            else text.append(one.get(pair.left())).append('=').append(other.get(pair.right()));
        }
        assertThat(text.toString()).isEqualTo(expected);
    }

    @Test
    void idsAreMappedKeysLeftOutAndAllElseCompared() {
        var ids = new IdMap();
        var comparison = new Comparison(ids, false);
        comparison.compare("", "", message(1, "eps", "aa"), message(7, "nas", "bb"));
        assertThat(comparison.differences())
                .containsExactly(
                        new Comparison.Difference(
                                "protocolIEs.Cause.value.radioNetwork", "eps", "nas"));
        assertThat(ids.pairs()).containsExactly(Map.entry("MME-UE-S1AP-ID 1", "7"));
    }

    @Test
    void strictComparesThemToo() {
        var comparison = new Comparison(new IdMap(), true);
        comparison.compare("", "", message(1, "eps", "aa"), message(7, "eps", "bb"));
        assertThat(comparison.differences())
                .extracting(Comparison.Difference::path)
                .containsExactlyInAnyOrder(
                        "protocolIEs.MME-UE-S1AP-ID.value", "protocolIEs.SecurityKey.value");
    }

    @Test
    void anElementThatOneSideLacksIsADifference() {
        var comparison = new Comparison(new IdMap(), false);
        comparison.compare(
                "", "", Map.of("a", 1, "list", List.of(1, 2)), Map.of("a", 1, "list", List.of(1)));
        assertThat(comparison.differences())
                .containsExactly(new Comparison.Difference("list[1]", "2", ""));
    }

    private static Map<String, Object> message(int id, String cause, String key) {
        return Map.of(
                "protocolIEs",
                List.of(
                        ie("id-MME-UE-S1AP-ID (0)", id),
                        ie("id-Cause (2)", Map.of("radioNetwork", cause)),
                        ie("id-SecurityKey (73)", key)));
    }

    private static Map<String, Object> ie(String id, Object value) {
        return Map.of("id", id, "value", value);
    }
}
