package kenb.nodes.lab;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Addresses for the nodes of one lab: hosts of a /24 in 127.0.0.0/8 that nobody uses, so that every node has the
/// standard ports and several labs run side by side.
public final class AddressPlan {
    private static final int ATTEMPTS = 200;

    private final Map<String, InetAddress> byNode = new LinkedHashMap<>();

    private AddressPlan() {}

    /// Finds a free subnet by binding `ports` of each address and letting go again.
    ///
    /// @throws IOException when none can be found, with the last reason
    public static AddressPlan probe(List<String> nodes, int[] ports, RandomGenerator random)
            throws IOException {
        SocketException last = new SocketException("no attempt");
        for (int i = 0; i < ATTEMPTS; i++) {
            int subnet = random.nextInt(1, 255) << 8 | random.nextInt(0, 256);
            var plan = new AddressPlan();
            int host = 1;
            for (String node : nodes) {
                byte[] address = {127, (byte) (subnet >> 8), (byte) subnet, (byte) host++};
                plan.byNode.put(node, InetAddress.getByAddress(address));
            }
            try {
                plan.tryPorts(ports);
                return plan;
            } catch (SocketException e) {
                last = e;
            }
        }
        throw new IOException(
                "no free subnet in 127.0.0.0/8 with UDP ports "
                        + Arrays.toString(ports)
                        + " ("
                        + last.getMessage()
                        + "); this lab needs a loopback interface that accepts all of 127.0.0.0/8",
                last);
    }

    private void tryPorts(int[] ports) throws SocketException {
        List<DatagramSocket> bound = new ArrayList<>();
        try {
            for (InetAddress address : byNode.values()) {
                for (int port : ports) {
                    bound.add(new DatagramSocket(new InetSocketAddress(address, port)));
                }
            }
        } finally {
            bound.forEach(DatagramSocket::close);
        }
    }

    /// @throws IllegalArgumentException for a node that the plan was not made for
    public InetAddress of(String node) {
        InetAddress address = byNode.get(node);
        if (address == null) {
            throw new IllegalArgumentException("no address for " + node);
        }
        return address;
    }

    /// The node that has this address, or the address where none has.
    public String nodeAt(InetAddress address) {
        for (var entry : byNode.entrySet()) {
            if (entry.getValue().equals(address)) {
                return entry.getKey();
            }
        }
        return address.getHostAddress();
    }

    public Map<String, InetAddress> all() {
        return Map.copyOf(byNode);
    }

    /// The subnet, for a report.
    @Override
    public String toString() {
        String first = byNode.values().iterator().next().getHostAddress();
        return first.substring(0, first.lastIndexOf('.')) + ".0/24";
    }
}
