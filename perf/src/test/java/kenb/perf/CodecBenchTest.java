package kenb.perf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import kenb.perf.report.TextTable;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

@Tag("C-07")
class CodecBenchTest {
    private static final JmhRun SHORTEST = new JmhRun(0, 1, 10, 1);

    @Test
    void theBuiltInMessagesAreWhatACanonicalEncoderWrites() {
        assertThat(BenchMessage.builtIn()).hasSizeGreaterThan(4);
        for (var message : BenchMessage.builtIn()) {
            var type = message.type();
            assertThat(
                            HexFormat.of()
                                    .formatHex(type.encodeCanonical(type.decode(message.octets()))))
                    .as(message.name())
                    .isEqualTo(HexFormat.of().formatHex(message.octets()));
        }
    }

    @Test
    void benchmarksDoWhatTheySay() {
        for (var message : BenchMessage.builtIn()) {
            var benchmark = new CodecBenchmark();
            benchmark.message = message.name();
            benchmark.prepare();
            assertThat(benchmark.decode()).isEqualTo(message.type().decode(message.octets()));
            assertThat(benchmark.decodeDirect()).isEqualTo(benchmark.decode());
            assertThat(benchmark.encode()).isEqualTo(message.octets().length);
            benchmark.release();
            if (!message.inContainers()) continue;
            var lazy = new LazyBenchmark();
            lazy.message = message.name();
            lazy.prepare();
            assertThat(lazy.lazy()).as(message.name()).isInstanceOf(Number.class);
        }
    }

    @Test
    void aRunForksAJvmAndReportsItsFigures() throws Exception {
        var message = BenchMessage.builtIn().getFirst();
        var told = new ArrayList<String>();
        var report =
                new CodecBench(SHORTEST, null, told::add)
                        .run(List.of(message), ZonedDateTime.parse("2026-01-02T03:04:05Z"));
        assertThat(report.rows())
                .extracting(it -> it.what())
                .containsExactly("decode", "decode, direct buffer", "encode", "lazy, one field");
        assertThat(told).hasSize(4);
        assertThat(report.rows())
                .allSatisfy(row -> {
                    assertThat(row.here().cpu().median()).isPositive();
                    assertThat(row.here().wall().median()).isPositive();
                    assertThat(row.here().octets()).isNotNull();
                    assertThat(row.ratio()).isNull();
                });
        assertThat(TextTable.of(report))
                .contains("2026-01-02 03:04 UTC", "s1ap InitialUEMessage, 91 octets");
    }

    @Test
    void aBenchmarkThatFailsSaysWhy() {
        assertThatThrownBy(() ->
                        SHORTEST.measure(
                                CodecBenchmark.class,
                                "decode",
                                Map.of("message", "nobody"),
                                Map.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("CodecBenchmark.decode {message=nobody}");
    }
}
