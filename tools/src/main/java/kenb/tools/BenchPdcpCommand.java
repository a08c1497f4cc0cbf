package kenb.tools;

import kenb.perf.PdcpBench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.time.ZonedDateTime;
import java.util.concurrent.Callable;

/// `kenb bench pdcp`: what a PDU costs in PDCP.
@Command(
        name = "pdcp",
        description = "Measure what a PDU costs in PDCP, by its length. Takes five minutes or so.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class BenchPdcpCommand implements Callable<Integer> {
    @Mixin private BenchOutput output = new BenchOutput();
    @Mixin private Verbosity verbosity = new Verbosity();
    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init")
    BenchPdcpCommand() {}

    @Override
    public Integer call() throws IOException {
        var bench = new PdcpBench(output.jmh(), output.progress(spec));
        output.write(bench.run(ZonedDateTime.now()), spec);
        return Exit.PASSED;
    }
}
