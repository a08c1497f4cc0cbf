package kenb.stack.sctp.udp;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Between two UDP ports on loopback: loses, repeats, delays and so reorders datagrams, by a seed.
final class LossyProxy implements AutoCloseable {
    private static final int LARGEST = 65_535;

    private final DatagramSocket left;
    private final DatagramSocket right;
    private final double loss;
    private final double duplication;
    private final int delayMillis;
    private final Random random;
    private final ScheduledExecutorService late = Executors.newSingleThreadScheduledExecutor();
    final AtomicInteger lost = new AtomicInteger();
    final AtomicInteger passed = new AtomicInteger();

    /// @param delayMillis most that a datagram is held back; each for a time of its own
    LossyProxy(long seed, double loss, double duplication, int delayMillis) throws IOException {
        this.random = new Random(seed);
        this.loss = loss;
        this.duplication = duplication;
        this.delayMillis = delayMillis;
        this.left = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        this.right = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    }

    /// Joins two ports; each has to take the proxy's for that of its peer.
    LossyProxy between(int leftPort, int rightPort) {
        carry(left, right, rightPort);
        carry(right, left, leftPort);
        return this;
    }

    /// The port that the left side sends to.
    int forLeft() {
        return left.getLocalPort();
    }

    int forRight() {
        return right.getLocalPort();
    }

    private void carry(DatagramSocket from, DatagramSocket to, int port) {
        var target = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        Thread.ofVirtual()
                .start(() -> {
                    var in = new DatagramPacket(new byte[LARGEST], LARGEST);
                    while (!from.isClosed()) {
                        try {
                            in.setLength(LARGEST);
                            from.receive(in);
                            byte[] octets = Arrays.copyOf(in.getData(), in.getLength());
                            fate(octets, to, target);
                        } catch (IOException | RejectedExecutionException _) {
                            // Closed, or nobody is at the port yet: lost like others.
                        }
                    }
                });
    }

    private void fate(byte[] octets, DatagramSocket to, InetSocketAddress target) {
        int copies;
        int[] delays = new int[2];
        synchronized (random) {
            copies = random.nextDouble() < loss ? 0 : random.nextDouble() < duplication ? 2 : 1;
            delays[0] = random.nextInt(delayMillis + 1);
            delays[1] = random.nextInt(delayMillis + 1);
        }
        (copies == 0 ? lost : passed).incrementAndGet();
        for (int i = 0; i < copies; i++) {
            late.schedule(
                    () -> {
                        try {
                            to.send(new DatagramPacket(octets, octets.length, target));
                        } catch (IOException _) {
                            lost.incrementAndGet();
                        }
                    },
                    delays[i],
                    TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void close() {
        left.close();
        right.close();
        late.shutdownNow();
    }
}
