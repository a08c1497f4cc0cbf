package kenb.tools;

import kenb.stack.net.EventLoops;
import kenb.stack.sctp.Carriers;
import kenb.stack.sctp.SctpSettings;
import kenb.stack.sctp.kernel.KernelSctp;
import kenb.tools.sctp.Carrying;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;

/// What `kenb sctp` runs over, and the addresses it is given.
final class SctpCarrierOptions {
    @Option(
            names = "--carrier",
            paramLabel = "NAME",
            defaultValue = "auto",
            description = {
                "kernel: SCTP over IP, by the kernel; udp: SCTP over UDP (RFC 6951), needs nothing;",
                "auto: the kernel's where it is there and no UDP port is given. Default: ${DEFAULT-VALUE}."
            })
    private String name;

    @Option(
            names = "--udp-port",
            paramLabel = "PORT",
            description = "UDP port of the server, that is of the peer or this one. Default: 9899.")
    private @Nullable Integer serverPort;

    @Option(
            names = "--local-udp-port",
            paramLabel = "PORT",
            description =
                    "UDP port of this client, for peers that don't learn it from its packets. Default: a free one.")
    private @Nullable Integer clientPort;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            description = "Local address of a client. Default: the one on the way to the peer.")
    private @Nullable String bind;

    @SuppressWarnings("NullAway.Init")
    SctpCarrierOptions() {}

    @Option(
            names = "--multihome",
            split = ",",
            paramLabel = "ADDRESS",
            description =
                    "Further local addresses, so that the association has more than one path.")
    private List<String> further = List.of();

    Carrying forClient(CommandSpec spec, SctpSettings.Builder settings) {
        int server = serverPort == null ? SctpSettings.ENCAPSULATION_PORT : serverPort;
        return choose(spec, settings, clientPort == null ? 0 : clientPort, server);
    }

    Carrying forServer(CommandSpec spec, SctpSettings.Builder settings) {
        int server = serverPort == null ? SctpSettings.ENCAPSULATION_PORT : serverPort;
        return choose(spec, settings, server, SctpSettings.ENCAPSULATION_PORT);
    }

    private Carrying choose(
            CommandSpec spec, SctpSettings.Builder settings, int localPort, int remotePort) {
        boolean ports = serverPort != null || clientPort != null;
        String missing = KernelSctp.missing();
        if (!List.of("kernel", "udp", "auto").contains(name))
            throw new ParameterException(
                    spec.commandLine(), "no carrier " + name + ": kernel, udp, auto");
        if (name.equals("kernel") && ports)
            throw new ParameterException(
                    spec.commandLine(),
                    "the kernel's UDP ports are its own: sysctl net.sctp.udp_port and net.sctp.encap_port, or --carrier udp");
        if (name.equals("kernel") && missing != null)
            throw new CommandFailure(Exit.ENVIRONMENT, missing);
        boolean kernel = name.equals("kernel") || name.equals("auto") && !ports && missing == null;
        settings.furtherLocalAddresses(further.stream().map(SctpCarrierOptions::address).toList());
        if (!kernel) settings.encapsulationPorts(localPort, remotePort);
        var group =
                kernel ? EventLoops.nio(1, "kenb-sctp") : EventLoops.forDatagrams(1, "kenb-sctp");
        try {
            var carrier = Carriers.of(kernel ? "kernel" : "udp", group, settings.build());
            return new Carrying(carrier, group, why(kernel, ports));
        } catch (IllegalArgumentException e) {
            group.shutdownGracefully();
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private String why(boolean kernel, boolean ports) {
        if (!name.equals("auto")) return "as told";
        if (kernel) return "the kernel has SCTP";
        return ports ? "a UDP port is given" : "no kernel SCTP here";
    }

    /// The peer of HOST:PORT; an IPv6 address stands in brackets.
    static InetSocketAddress peer(CommandSpec spec, String text) {
        int colon = text.lastIndexOf(':');
        if (colon <= 0)
            throw new ParameterException(
                    spec.commandLine(), "'" + text + "' is no HOST:PORT, such as 127.0.0.1:36412");
        return at(spec, text.substring(0, colon), text.substring(colon + 1), text);
    }

    /// Where to listen, of PORT or ADDRESS:PORT.
    static InetSocketAddress here(CommandSpec spec, String text) {
        int colon = text.lastIndexOf(':');
        return colon < 0
                ? at(spec, "0.0.0.0", text, text)
                : at(spec, text.substring(0, colon), text.substring(colon + 1), text);
    }

    private static InetSocketAddress at(CommandSpec spec, String host, String port, String whole) {
        int number;
        try {
            number = Integer.parseInt(port);
        } catch (NumberFormatException _) {
            number = -1;
        }
        if (number < 1 || number > 65535)
            throw new ParameterException(
                    spec.commandLine(), "'" + whole + "': the port is a number from 1 to 65535");
        try {
            String bare =
                    host.startsWith("[") && host.endsWith("]")
                            ? host.substring(1, host.length() - 1)
                            : host;
            return new InetSocketAddress(InetAddress.getByName(bare), number);
        } catch (UnknownHostException _) {
            throw new CommandFailure(Exit.ENVIRONMENT, "unknown host " + host);
        }
    }

    /// Where to connect from.
    InetSocketAddress local(CommandSpec spec, InetSocketAddress peer) {
        if (bind != null) return new InetSocketAddress(address(bind), 0);
        try (var socket = new DatagramSocket()) {
            socket.connect(peer);
            return new InetSocketAddress(socket.getLocalAddress(), 0);
        } catch (IOException | java.io.UncheckedIOException e) {
            throw new CommandFailure(
                    Exit.ENVIRONMENT,
                    "no way to " + peer.getAddress().getHostAddress() + ": " + e.getMessage(),
                    e);
        }
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException _) {
            throw new CommandFailure(Exit.ENVIRONMENT, "unknown address " + text);
        }
    }
}
