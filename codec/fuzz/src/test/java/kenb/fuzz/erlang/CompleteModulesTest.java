package kenb.fuzz.erlang;

import static org.assertj.core.api.Assertions.assertThat;

import kenb.asn1.resolve.Resolver;
import kenb.codec.per.DecodeException;
import kenb.fuzz.Protocol;
import kenb.fuzz.Wanted;
import kenb.fuzz.erlang.ErlangCodec.ErlangException;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/// Random values of the complete published modules, written by Erlang: our subsets read them all, whatever they leave out,
/// and give the same octets back.
@Tag("long")
@Tag("F-02")
@Tag("W-03")
@Tag("W-04")
@Tag("interop")
@EnabledIf("kenb.fuzz.erlang.DifferentialTest#wanted")
@EnabledIfSystemProperty(named = "kenb.shared", matches = ".+")
class CompleteModulesTest {
    private static final int SHOWN = 12;

    static List<Protocol> protocols() {
        return Protocol.ALL.stream().filter(it -> Wanted.is(it.name())).toList();
    }

    @ParameterizedTest
    @MethodSource("protocols")
    void whatErlangWritesFromTheCompleteModulesComesBack(Protocol protocol, @TempDir Path work)
            throws Exception {
        long seed = Wanted.seed();
        var folder = latest(protocol);
        var types = protocol.top();
        var name = "complete_" + protocol.name().replace('-', '_');
        var modules = Resolver.resolve(List.of(folder));
        var failures = new ArrayList<String>();
        long start = System.nanoTime();
        try (var erlang = ErlangCodec.build(name, types.getFirst().aligned(), folder, work)) {
            System.out.printf(
                    "%s fuzz.seed=%d, Erlang's codec built in %d s%n",
                    folder.getFileName(), seed, (System.nanoTime() - start) / 1_000_000_000);
            for (var type : types) {
                var definition = DifferentialTest.definition(modules, type.name());
                var values =
                        new RandomValues(
                                new SplittableRandom(seed ^ type.name().hashCode()),
                                protocol.types().keySet());
                int count = Integer.getInteger("fuzz.values", 100) * Messages.in(definition);
                int refused = 0;
                int bad = 0;
                for (int i = 0; i < count; i++) {
                    byte[] theirs;
                    try {
                        theirs = erlang.encode(type.name(), values.of(definition).term());
                    } catch (ErlangException e) {
                        refused++;
                        continue;
                    }
                    var hex = HexFormat.of().formatHex(theirs);
                    try {
                        var again = HexFormat.of().formatHex(type.encode(type.decode(theirs)));
                        if (again.equals(hex)) continue;
                        failures.add(type + " " + hex + "\nwe write " + again);
                    } catch (DecodeException e) {
                        failures.add(type + " " + hex + "\n" + e.getMessage());
                    }
                    bad++;
                }
                System.out.printf(
                        "%-40s %d values, %d not encoded by Erlang, %d failures%n",
                        type, count, refused, bad);
                if (refused > count / 20) failures.add(type + ": Erlang refuses " + refused);
            }
        }
        assertThat(failures.stream().limit(SHOWN).toList())
                .as("%d failures, fuzz.seed=%d", failures.size(), seed)
                .isEmpty();
    }

    private static Path latest(Protocol protocol) throws IOException {
        var reference = Path.of(System.getProperty("kenb.shared", ""), "asn1-reference");
        try (var folders = Files.list(reference)) {
            return folders.filter(
                            it -> it.getFileName().toString().matches(protocol.name() + "-[0-9.]+"))
                    .sorted()
                    .toList()
                    .getLast();
        }
    }
}
