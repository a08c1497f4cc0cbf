package kenb.tools.doctor;

import kenb.stack.sctp.kernel.KernelSctp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Which carriers for SCTP there are, and whether the addresses and ports of a run are free.
final class Transport {
    private static final int SCTP_OVER_UDP = 9899;
    private static final int GTP_U = 2152;
    private static final Path SYSCTLS = Path.of("/proc/sys/net/sctp");

    private Transport() {}

    static List<Finding> examine() {
        return List.of(
                carrier(),
                kernelSctp(),
                kernelOverUdp(),
                loopback(),
                port("SCTP over UDP", SCTP_OVER_UDP),
                port("GTP-U", GTP_U));
    }

    /// What `--carrier auto` would take, and why.
    private static Finding carrier() {
        return Finding.found(
                "SCTP carrier",
                KernelSctp.lack() == null
                        ? "auto takes kernel: the kernel has SCTP; udp works as well"
                        : "auto takes udp: there is no kernel SCTP, and udp needs nothing");
    }

    private static Finding kernelSctp() {
        var name = "kernel SCTP";
        var lack = KernelSctp.lack();
        return lack == null
                ? Finding.found(name, "usable")
                : Finding.lacking(name, lack.reason(), "for the carrier kernel: " + lack.remedy());
    }

    /// RFC 6951 by the kernel: both ports are sysctls, 0 is off.
    private static Finding kernelOverUdp() {
        var name = "kernel SCTP over UDP";
        var how =
                "for RFC 6951 by the carrier kernel (Linux 5.11 or newer): "
                        + "sudo sysctl net.sctp.udp_port=9899 net.sctp.encap_port=9899";
        int here = sysctl("udp_port");
        int there = sysctl("encap_port");
        if (here < 0) return Finding.lacking(name, "no sysctl net.sctp.udp_port", how);
        return here == 0
                ? Finding.lacking(name, "off", how)
                : Finding.found(
                        name,
                        "at UDP port %d; %s"
                                .formatted(
                                        here,
                                        there == 0
                                                ? "answers those that come by UDP, connects by IP"
                                                : "connects to UDP port " + there));
    }

    /// -1 where there is none.
    private static int sysctl(String name) {
        try {
            return Integer.parseInt(Files.readString(SYSCTLS.resolve(name)).strip());
        } catch (IOException | NumberFormatException _) {
            return -1;
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
