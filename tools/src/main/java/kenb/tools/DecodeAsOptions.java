package kenb.tools;

import kenb.stack.capture.DecodeAs;

import picocli.CommandLine.Option;

import java.util.Map;

/// Options for what a capture does not say about itself.
final class DecodeAsOptions {
    @Option(
            names = "--dlt",
            paramLabel = "TYPE=PROTOCOL",
            split = ",",
            description =
                    "What is in packets of a link type for users, 147 to 162: s1ap, ngap, nas-eps, lte-rrc.dl.dcch …, ip, eth, sctp, udp. 148 to 152 are read as srsRAN writes them.")
    private Map<Integer, String> linkTypes = Map.of();

    @Option(
            names = "--port",
            paramLabel = "PORT=PROTOCOL",
            split = ",",
            description = "What is in UDP datagrams from or to a port: sctp, gtp, s1ap …")
    private Map<Integer, String> ports = Map.of();

    DecodeAs settings() {
        return DecodeAs.USUAL.withLinkTypes(linkTypes).withUdpPorts(ports);
    }
}
