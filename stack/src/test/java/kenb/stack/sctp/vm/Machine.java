package kenb.stack.sctp.vm;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A machine with a kernel that does SCTP, on hosts whose kernel doesn't: qemu, in software alone, over the host's files.
final class Machine {
    private static final int SECONDS = 590;

    private final Path sources;
    private final Path image;

    /// @param sources the folder with the scripts
    /// @param image kept from run to run, made where it is not there
    Machine(Path sources, Path image) {
        this.sources = sources;
        this.image = image;
    }

    /// Boots, runs a shell script as root, powers off.
    ///
    /// @param job a folder that the machine sees as /run/job and may write to
    /// @return the script's exit status
    int run(Path job, String script) throws IOException, InterruptedException {
        Files.createDirectories(job);
        Files.deleteIfExists(job.resolve("status"));
        Files.writeString(job.resolve("run"), script);
        Path log = job.resolve("image.log");
        if (execute(log, SECONDS, sources.resolve("image").toString(), image.toString()) != 0) {
            throw new AssertionError("the machine can't be made: " + Files.readString(log).strip());
        }
        Path console = job.resolve("console.log");
        int status;
        try {
            status =
                    execute(
                            console,
                            SECONDS,
                            "qemu-system-x86_64",
                            "-accel",
                            "tcg",
                            "-cpu",
                            "max",
                            "-smp",
                            "2",
                            "-m",
                            "2048",
                            "-nodefaults",
                            "-no-user-config",
                            "-no-reboot",
                            "-display",
                            "none",
                            "-serial",
                            "stdio",
                            "-kernel",
                            image.resolve("vmlinuz").toString(),
                            "-initrd",
                            image.resolve("initrd.gz").toString(),
                            "-append",
                            "console=ttyS0 quiet panic=-1 no_timer_check",
                            "-virtfs",
                            "local,mount_tag=root,path=/,security_model=none,readonly=on,multidevs=remap",
                            "-virtfs",
                            "local,mount_tag=job,security_model=none,path="
                                    + job.toString().replace(",", ",,"));
        } catch (IOException e) {
            throw new AssertionError("apt install qemu-system-x86: " + e.getMessage(), e);
        }
        if (status != 0 || !Files.exists(job.resolve("status"))) {
            throw new AssertionError(
                    "the machine did not do its work, qemu's status is "
                            + status
                            + "; its console:\n"
                            + Files.readString(console));
        }
        return Integer.parseInt(Files.readString(job.resolve("status")).strip());
    }

    private static int execute(Path log, int seconds, String... command)
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(List.of(command))
                        .redirectInput(new File("/dev/null"))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                throw new AssertionError(
                        command[0] + " took more than " + seconds + " s, see " + log);
            }
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }
}
