package kenb.fuzz.erlang;

import static org.assertj.core.api.Assertions.assertThat;

import kenb.asn1.model.ModuleSet;
import kenb.asn1.model.Type;
import kenb.codec.per.PduType;
import kenb.codec.text.PlainValues;
import kenb.fuzz.Protocol;
import kenb.fuzz.Wanted;
import kenb.fuzz.erlang.ErlangCodec.ErlangException;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Random values of every top-level type, of each message in it several: what Erlang writes we read as the value it was and
/// write with the same octets, and what we write from the value Erlang reads as that. `-Dfuzz.values=N` a message.
@Tag("long")
@Tag("F-02")
@Tag("W-01")
@Tag("interop")
@EnabledIf("wanted")
class DifferentialTest {
    private static final int SHOWN = 12;

    /// One of this many values may seem odd: where a constraint has gaps (1..30 | 40), Erlang takes a number in a gap for one
    /// beyond the extension marker, we for one within the range (X.691 §13.1).
    private static final int ODD = 200;

    /// With kenb.interop=required a missing Erlang fails these tests.
    static boolean wanted() {
        return "required".equals(System.getProperty("kenb.interop"))
                || Files.exists(Path.of(ErlangCodec.ERLANG));
    }

    static List<Protocol> protocols() {
        return Protocol.ALL.stream().filter(it -> Wanted.is(it.name())).toList();
    }

    @ParameterizedTest
    @MethodSource("protocols")
    void erlangAndWeReadAndWriteTheSame(Protocol protocol, @TempDir Path work) throws Exception {
        long seed = Wanted.seed();
        var types = protocol.top();
        boolean aligned = types.getFirst().aligned();
        var name = "kenb_" + protocol.name().replace('-', '_');
        long start = System.nanoTime();
        try (var erlang = ErlangCodec.build(name, aligned, protocol.folder(), work)) {
            System.out.printf(
                    "%s fuzz.seed=%d, Erlang's codec built in %d s%n",
                    protocol, seed, (System.nanoTime() - start) / 1_000_000_000);
            var modules = protocol.modules();
            var comparison = new Comparison(protocol.types(), erlang, new AtomicInteger());
            var failures = new ArrayList<String>();
            for (var type : types) {
                var random = new SplittableRandom(seed ^ type.name().hashCode());
                var tally =
                        new Run(type, definition(modules, type.name()), comparison, failures)
                                .go(random);
                System.out.printf("%-40s %s%n", type, tally);
            }
            assertThat(failures.stream().limit(SHOWN).toList())
                    .as("%d failures, fuzz.seed=%d", failures.size(), seed)
                    .isEmpty();
        }
    }

    static Type definition(ModuleSet modules, String name) {
        return modules.modules().stream()
                .flatMap(it -> it.types().stream())
                .filter(it -> it.name().equals(name))
                .map(it -> (Type) new Type.Reference(it))
                .findFirst()
                .orElseThrow();
    }

    /// All values of one type.
    private record Run(
            PduType type, Type definition, Comparison comparison, List<String> failures) {

        String go(SplittableRandom random) {
            var values = new RandomValues(random, comparison.types().keySet());
            int count = Integer.getInteger("fuzz.values", 100) * Messages.in(definition);
            long octets = 0;
            comparison.odd().set(0);
            int refused = 0;
            var refusals = new TreeMap<String, Integer>();
            for (int i = 0; i < count; i++) {
                var sample = values.of(definition);
                byte[] theirs;
                try {
                    theirs = comparison.erlang().encode(type.name(), sample.term());
                } catch (ErlangException e) {
                    refused++;
                    refusals.merge(shortened(e.toString()), 1, Integer::sum);
                    continue;
                }
                octets += theirs.length;
                var failure = failure(sample, theirs);
                if (failure != null)
                    failures.add(type + " " + HexFormat.of().formatHex(theirs) + "\n" + failure);
            }
            refusals.forEach(
                    (what, times) -> System.out.println("  Erlang refuses " + times + ": " + what));
            if (comparison.odd().get() > count / ODD)
                failures.add(type + ": " + comparison.odd() + " values seem not canonical");
            if (refused > count / 20) failures.add(type + ": Erlang refuses " + refused);
            return count + " values, " + octets + " octets, " + refused + " not encoded by Erlang";
        }

        static String shortened(String text) {
            return text.length() <= 300 ? text : text.substring(0, 300) + "…";
        }

        private @org.jspecify.annotations.Nullable String failure(Sample sample, byte[] theirs) {
            try {
                var value = type.decode(theirs);
                var difference =
                        comparison.plain(type.name(), sample.plain(), PlainValues.of(value));
                if (difference != null) return "we read " + difference;
                var again = HexFormat.of().formatHex(type.encode(value));
                if (!again.equals(HexFormat.of().formatHex(theirs))) return "we write " + again;
                var ours =
                        type.encode(
                                PlainValues.read(type.type(), comparison.toRead(sample.plain())));
                difference =
                        comparison.term(
                                type.name(),
                                sample.term(),
                                comparison.erlang().decode(type.name(), ours));
                if (difference != null)
                    return "Erlang reads of ours "
                            + HexFormat.of().formatHex(ours)
                            + "\n"
                            + difference;
                return null;
            } catch (RuntimeException e) {
                return e.toString();
            }
        }
    }
}
