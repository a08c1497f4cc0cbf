package kenb.tools;

import picocli.CommandLine.Option;

/// Options that every command has.
public final class Verbosity {
    @Option(
            names = "--verbose",
            description = "Say more on stderr; show where in the code a failure arose.")
    boolean verbose;

    public boolean verbose() {
        return verbose;
    }
}
