package kenb.stack.sctp.kernel;

import com.sun.nio.sctp.SctpChannel;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/// Whether this machine's kernel and libraries do SCTP.
public final class KernelSctp {
    private static final String NO_MODULE =
            "the kernel has no SCTP: modprobe sctp (in the package linux-modules-extra on some systems)";

    private KernelSctp() {}

    /// What is missing and what to do about it, or null where kernel SCTP works. Opens and closes a socket to find out.
    public static @Nullable String missing() {
        try {
            SctpChannel.open().close();
            return null;
        } catch (UnsupportedOperationException e) {
            // The JDK throws this for a kernel without SCTP as well, with the errno's text.
            boolean kernel = String.valueOf(e.getMessage()).contains("rotocol not supported");
            return explain(
                    e,
                    kernel
                            ? NO_MODULE
                            : "libsctp.so.1 or the SCTP support of this JDK is not there: apt install libsctp1");
        } catch (IOException e) {
            return explain(e, NO_MODULE);
        } catch (LinkageError e) {
            return explain(e, "this Java runtime lacks the module jdk.sctp");
        }
    }

    private static String explain(Throwable cause, String remedy) {
        return "kernel SCTP is not available ("
                + cause.getMessage()
                + "): "
                + remedy
                + "; or choose the carrier udp, which needs neither";
    }
}
