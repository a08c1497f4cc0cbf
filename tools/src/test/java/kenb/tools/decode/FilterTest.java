package kenb.tools.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import kenb.stack.capture.CapturedPdu.Message;
import kenb.stack.capture.CapturedPdu.Origin;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

@Tag("R-01")
class FilterTest {
    private static final long START = Instant.parse("2026-01-31T10:00:00Z").getEpochSecond();

    /// Two UEs of one eNB; the first is released and its id given anew.
    private static final List<SeenMessage> RUN =
            List.of(
                    seen(1, "S1AP", "S1SetupRequest", "eNBname=one two"),
                    seen(2, "S1AP", "InitialUEMessage", "eNB-UE-S1AP-ID=1", nas("Attach request")),
                    seen(3, "S1AP", "DownlinkNASTransport", "MME-UE-S1AP-ID=77,eNB-UE-S1AP-ID=1"),
                    seen(4, "S1AP", "InitialUEMessage", "eNB-UE-S1AP-ID=2", nas("Attach request")),
                    seen(
                            5,
                            "S1AP",
                            "UEContextReleaseCommand",
                            "MME-UE-S1AP-ID=77,Cause=nas: detach"),
                    seen(6, "S1AP", "UEContextReleaseComplete", "eNB-UE-S1AP-ID=1"),
                    seen(7, "S1AP", "InitialUEMessage", "eNB-UE-S1AP-ID=1", nas("Detach request")),
                    seen(8, "GTP-U", "G-PDU", "TEID=0x00000001"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "protocol=gtp-u | 8",
                "protocol=NAS | 2 4 7",
                "protocol=NAS-EPS message~detach | 7",
                "message=InitialUEMessage and not packet=4 | 2 7",
                "procedure~release or packet<=1 | 1 5 6",
                "(packet>2 and packet<5) or Cause~DETACH | 3 4 5",
                "not (protocol=S1AP) | 8",
                "protocol!=S1AP | 8",
                "message!~UE and protocol=S1AP | 3",
                "ue=77 | 3 5 6",
                "ue=2 | 4",
                "ue=77 and not message~Release | 3",
                "time<+2 | 1 2",
                "time>=10:00:06 | 7 8",
                "time=2026-01-31T10:00:02Z | 3",
                "eNBname=\"one two\" | 1",
                "source~10.0.0.1 packet<3 | 1 2",
                "node=10.0.0.9:36412 packet=5 | 5",
                "MME-UE-S1AP-ID>70 | 3 5"
            })
    void anExpressionChoosesMessages(String expression, String packets) {
        var filter = Filter.of(expression);
        assertThat(
                        RUN.stream()
                                .filter(filter::test)
                                .map(it -> "" + it.origin().packet())
                                .collect(Collectors.joining(" ")))
                .isEqualTo(packets);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "S1AP",
                "protocol=",
                "packet=x",
                "time<soon",
                "time~1",
                "(packet=1",
                "packet=1)",
                "packet=1 and",
                "ue<3",
                "not",
                "= 3",
                "message='x' %"
            })
    void aWrongExpressionSaysWhatIsWrong(String expression) {
        assertThatThrownBy(() -> Filter.of(expression))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("filter \"" + expression + "\": ");
    }

    @Test
    void everythingPassesWhereNothingIsAsked() {
        assertThat(RUN).allMatch(Filter.ALL::test);
    }

    private static Decoded nas(String name) {
        return new Decoded("NAS-EPS", name, List.of(), Content.of(name, Map.of()), List.of());
    }

    private static SeenMessage seen(
            long packet, String protocol, String name, String details, Decoded... inside) {
        var origin =
                new Origin(
                        packet,
                        (START + packet - 1) * 1_000_000_000,
                        new InetSocketAddress("10.0.0.1", 40000),
                        new InetSocketAddress("10.0.0.9", 36412),
                        null,
                        List.of());
        var fields =
                List.of(details.split(",")).stream()
                        .map(it -> new Detail(it.split("=")[0], it.split("=")[1]))
                        .toList();
        return new SeenMessage(
                new Message(origin, 0, 18, false, new byte[0]),
                "10.0.0.1:40000",
                "10.0.0.9:36412",
                protocol,
                new byte[0],
                new Decoded(protocol, name, fields, Content.of(name, Map.of()), List.of(inside)),
                null);
    }
}
