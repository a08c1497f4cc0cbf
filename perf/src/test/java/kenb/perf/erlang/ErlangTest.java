package kenb.perf.erlang;

import static org.assertj.core.api.Assertions.assertThat;

import kenb.perf.BenchMessage;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

@Tag("C-07")
class ErlangTest {
    /// With kenb.interop=required a missing Erlang fails the test.
    static boolean wanted() {
        return "required".equals(System.getProperty("kenb.interop"))
                || Files.exists(Path.of("/usr/bin/erl"));
    }

    @Test
    void figuresAreReadFromWhatItPrints() {
        var figures =
                Erlang.figures(
                        """
                        a octets same
                        a decode 10.0 30.0
                        a decode 12.0 20.0
                        a decode 11.0 10.0
                        a encode 5.5 6.5
                        b refused {badmatch,{error,asn1}}
                        c octets other
                        """);
        assertThat(figures).containsOnlyKeys("a", "b", "c");
        var a = Objects.requireNonNull(figures.get("a"));
        assertThat(Objects.requireNonNull(a.decode()).cpu().median()).isEqualTo(11);
        assertThat(Objects.requireNonNull(a.decode()).wall().most()).isEqualTo(30);
        assertThat(Objects.requireNonNull(a.encode()).cpu().least()).isEqualTo(5.5);
        var b = Objects.requireNonNull(figures.get("b"));
        assertThat(b.decode()).isNull();
        assertThat(b.remark()).isEqualTo("refuses it: {badmatch,{error,asn1}}");
        assertThat(Objects.requireNonNull(figures.get("c")).remark())
                .isEqualTo("writes other octets");
    }

    @Test
    @Tag("long")
    @Tag("interop")
    @EnabledIf("wanted")
    void erlangWritesEachBuiltInMessageAsWeDo(@TempDir Path cache) throws Exception {
        var erlang = Objects.requireNonNull(Erlang.find(cache));
        for (var message : BenchMessage.builtIn()) {
            var told = new ArrayList<String>();
            erlang.build(message.protocol(), message.type().aligned(), told::add);
            erlang.build(message.protocol(), message.type().aligned(), told::add);
            assertThat(told).hasSizeLessThan(2);
            var figures =
                    Objects.requireNonNull(
                            erlang.measure(message.protocol(), List.of(message), 1, 20)
                                    .get(message.name()));
            assertThat(figures.remark()).as(message.name()).isEmpty();
            assertThat(Objects.requireNonNull(figures.encode()).cpu().median()).isPositive();
        }
    }
}
