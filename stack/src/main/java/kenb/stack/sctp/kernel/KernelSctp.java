package kenb.stack.sctp.kernel;

import com.sun.nio.sctp.SctpChannel;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/// Whether this machine's kernel and libraries do SCTP.
public final class KernelSctp {

    /// Why not, and what to do about it.
    ///
    /// @param reason what the system or the Java runtime said
    public record Lack(String reason, String remedy) {}

    private KernelSctp() {}

    /// What is missing, or null where kernel SCTP works. Opens and closes a socket to find out.
    public static @Nullable Lack lack() {
        try {
            SctpChannel.open().close();
            return null;
        } catch (UnsupportedOperationException e) {
            // The JDK throws this for a kernel without SCTP as well, with the errno's text.
            boolean kernel = String.valueOf(e.getMessage()).contains("rotocol not supported");
            return kernel ? noModule(e) : lack(e, noLibrary());
        } catch (IOException e) {
            return noModule(e);
        } catch (LinkageError e) {
            return lack(e, "take a Java runtime with the module jdk.sctp");
        }
    }

    /// The same as a sentence, with the way out.
    public static @Nullable String missing() {
        Lack lack = lack();
        return lack == null
                ? null
                : "kernel SCTP is not available ("
                        + lack.reason()
                        + "): "
                        + lack.remedy()
                        + "; or choose the carrier udp, which needs neither";
    }

    private static String noLibrary() {
        return System.getProperty("os.name", "").equals("Linux")
                ? "apt install libsctp1, or the package that has libsctp.so.1 here"
                : "Java has SCTP on Linux only";
    }

    private static Lack noModule(Exception cause) {
        return lack(
                cause,
                "modprobe sctp, where the kernel has the module (in the package linux-modules-extra on some systems)");
    }

    private static Lack lack(Throwable cause, String remedy) {
        return new Lack(String.valueOf(cause.getMessage()), remedy);
    }
}
