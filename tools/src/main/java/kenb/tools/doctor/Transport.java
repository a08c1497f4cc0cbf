package kenb.tools.doctor;

import com.sun.nio.sctp.SctpChannel;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;

/// Which carriers for SCTP there are, and whether the addresses and ports of a run are free.
final class Transport {
    private static final int SCTP_OVER_UDP = 9899;
    private static final int GTP_U = 2152;

    private Transport() {}

    static List<Finding> examine() {
        return List.of(
                kernelSctp(),
                loopback(),
                port("SCTP over UDP", SCTP_OVER_UDP),
                port("GTP-U", GTP_U));
    }

    private static Finding kernelSctp() {
        var name = "kernel SCTP";
        try (var _ = SctpChannel.open()) {
            return Finding.found(name, "usable: carriers kernel and udp");
        } catch (IOException | UnsupportedOperationException | LinkageError problem) {
            var reason = String.valueOf(problem.getMessage());
            var advice =
                    reason.contains("libsctp")
                            ? "the udp carrier is used; for the kernel's: apt install libsctp1"
                            : "the udp carrier is used; for the kernel's, where it has the module: sudo modprobe sctp";
            return Finding.lacking(name, reason, advice);
        }
    }

    private static Finding loopback() {
        var name = "loopback addresses";
        var refused = new ArrayList<String>();
        for (var address : List.of("127.0.0.1", "127.0.83.2", "127.83.1.254")) {
            try (var channel = DatagramChannel.open()) {
                channel.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
            } catch (IOException _) {
                refused.add(address);
            }
        }
        if (refused.isEmpty()) return Finding.found(name, "all of 127.0.0.0/8");
        if (refused.contains("127.0.0.1")) {
            return Finding.broken(
                    name, "127.0.0.1 can't be bound", "bring up the loopback interface");
        }
        return Finding.lacking(
                name,
                "127.0.0.1 only",
                "nodes share it and take other ports; for one address a node: "
                        + "sudo ifconfig lo0 alias 127.0.83.1 (and so on; macOS)");
    }

    /// Nodes bind addresses of their own, so a port is only taken where somebody bound it on all of them.
    private static Finding port(String use, int port) {
        var name = "UDP port " + port;
        try (var channel = DatagramChannel.open()) {
            channel.bind(new InetSocketAddress(InetAddress.getByName("127.0.83.1"), port));
            return Finding.found(name, "free (" + use + ")");
        } catch (java.net.BindException problem) {
            var reason = String.valueOf(problem.getMessage());
            if (reason.contains("assign")) {
                return Finding.lacking(name, "not tried on 127.0.83.1 (" + use + ")", "see above");
            }
            return Finding.lacking(
                    name,
                    "taken (" + use + ")",
                    "a run takes another port; to see by whom: ss -ulpn 'sport = :" + port + "'");
        } catch (IOException problem) {
            return Finding.broken(name, String.valueOf(problem.getMessage()), "UDP must be usable");
        }
    }
}
