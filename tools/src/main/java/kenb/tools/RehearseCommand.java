package kenb.tools;

import picocli.CommandLine.Command;

import java.util.concurrent.Callable;

/// Loads what the common commands load, so that the launcher can keep it in a start-up archive.
@Command(name = "rehearse", hidden = true, description = "For the launcher.")
final class RehearseCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        Kenb.run("--help");
        Kenb.run("doctor", "--json", "--no-timing");
        return Exit.PASSED;
    }
}
