package kenb.stack.sctp.udp;

import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;

/// Receive buffers that fit usual packets; a peer that sends larger ones gets large buffers from then on, and its first large packet
/// is lost as any packet may be.
final class DatagramSizes extends DefaultMaxMessagesRecvByteBufAllocator {
    static final int USUAL = 2048;
    static final int LARGEST = 65536;
    private static final int MESSAGES_PER_READ = 64;

    private final int buffer;

    /// @param many whether the socket takes many datagrams at once, into slices of one buffer
    DatagramSizes(boolean many) {
        super(MESSAGES_PER_READ);
        buffer = many ? LARGEST : USUAL;
    }

    @Override
    @SuppressWarnings("deprecation") // The type of the interface.
    public Handle newHandle() {
        return new MaxMessageHandle() {
            private int size = buffer;

            @Override
            public int guess() {
                return size;
            }

            @Override
            public void lastBytesRead(int bytes) {
                if (bytes == USUAL) {
                    size = LARGEST;
                }
                super.lastBytesRead(bytes);
            }
        };
    }
}
