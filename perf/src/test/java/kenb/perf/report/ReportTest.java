package kenb.perf.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import javax.xml.parsers.DocumentBuilderFactory;

@Tag("C-07")
class ReportTest {
    private static final BenchReport REPORT =
            new BenchReport(
                    "codecs",
                    Map.of("Machine", "<one> & \"another\""),
                    "Peer",
                    List.of(
                            new BenchRow(
                                    "a message",
                                    "decode",
                                    measurement(100, 2),
                                    measurement(1250, 2),
                                    6.0,
                                    Map.of("octets", 91)),
                            new BenchRow(
                                    "a message", "lazy", measurement(20, 1), null, null, Map.of()),
                            new BenchRow(
                                    "other", "decode", measurement(40, 1), null, null, Map.of())),
                    List.of("A note."));

    private static Measurement measurement(double nanos, double wallFactor) {
        return new Measurement(
                Samples.of(nanos * 2, nanos * 0.9, nanos),
                Samples.of(nanos * wallFactor),
                Samples.of(616.01));
    }

    private static BenchRow throughput(String panel, String provider, int octets, double gbits) {
        return new BenchRow(
                panel + octets,
                provider,
                measurement(10, 1),
                null,
                null,
                Map.of(
                        "panel", panel,
                        "provider", provider,
                        "octets", octets,
                        "gbitPerSecond", gbits,
                        "peerGbitPerSecond", 2 * gbits));
    }

    @Test
    void throughputHasAPanelForEachCaseAndALineForEachProvider() throws Exception {
        var report =
                new BenchReport(
                        "ciphers",
                        Map.of(),
                        "Peer 1.3",
                        List.of(
                                throughput("AES, both", "java", 64, 3.5),
                                throughput("AES, both", "java", 1400, 28),
                                throughput("AES, both", "bouncy", 1400, 0.9),
                                throughput("ZUC, both", "java", 1400, 7)),
                        List.of());
        assertThat(ThroughputChart.suits(REPORT)).isFalse();
        assertThat(ThroughputChart.suits(report)).isTrue();
        var svg =
                DocumentBuilderFactory.newDefaultInstance()
                        .newDocumentBuilder()
                        .parse(
                                new ByteArrayInputStream(
                                        ThroughputChart.of(report)
                                                .getBytes(StandardCharsets.UTF_8)));
        assertThat(svg.getElementsByTagName("g").getLength()).isEqualTo(2);
        assertThat(svg.getElementsByTagName("polyline").getLength()).isEqualTo(3 + 2);
        assertThat(svg.getElementsByTagName("title").item(0).getTextContent())
                .isEqualTo("java, 64 octets: 3.50 Gbit/s");
    }

    @Test
    void samplesAreTheirMiddleAndTheirEnds() {
        assertThat(Samples.of(3, 1, 2)).isEqualTo(new Samples(1, 2, 3));
        assertThat(Samples.of(4, 1, 2, 3)).isEqualTo(new Samples(1, 2.5, 4));
    }

    @Test
    void theTableNamesEachGroupOnceAndComparesMedians() {
        assertThat(TextTable.of(REPORT))
                .isEqualTo(
                        """
                        codecs

                        Machine  <one> & "another"

                                  ns/op  least  most  B/op   Peer ns/op  least   most  times as fast  aim
                        a message
                          decode    100     90   200   616        1,250  1,125  2,500           12.5    6
                          lazy       20     18    40   616
                        other
                          decode     40     36    80   616

                        A note.
                        """);
    }

    @Test
    void aBusyMachineShowsInTheShareOfTheProcessor() {
        assertThat(REPORT.processorShare()).isEqualTo(1);
        assertThat(
                        new BenchReport(
                                        "",
                                        Map.of(),
                                        null,
                                        List.of(REPORT.rows().getFirst()),
                                        List.of())
                                .processorShare())
                .isEqualTo(0.5);
    }

    @Test
    void jsonHoldsEveryFigure() {
        var json = JsonMapper.shared().readTree(ReportJson.of(REPORT));
        var row = json.get("rows").get(0);
        assertThat(row.get("here").get("cpuNanos").get("median").asDouble()).isEqualTo(100);
        assertThat(row.get("peer").get("wallNanos").get("most").asDouble()).isEqualTo(2500);
        assertThat(row.get("ratio").asDouble()).isEqualTo(12.5);
        assertThat(row.get("octets").asInt()).isEqualTo(91);
        assertThat(json.get("rows").get(1).has("peer")).isFalse();
    }

    @Test
    void thePictureIsXmlWithABarForEachFigure() throws Exception {
        var svg =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(
                                new ByteArrayInputStream(
                                        BarChart.of(REPORT).getBytes(StandardCharsets.UTF_8)));
        var bars = svg.getElementsByTagName("rect");
        // The background, two of the legend, four figures.
        assertThat(bars.getLength()).isEqualTo(7);
        assertThat(svg.getDocumentElement().getTextContent())
                .contains("100 ns  (12.5 ×)", "1,250 ns", "<one> & \"another\"", "A note.");
    }
}
