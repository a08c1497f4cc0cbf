package kenb.stack.sctp.udp;

import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;

/// Receive buffers that fit usual packets, so that slices of them pin little; a peer that sends larger ones gets large buffers
/// from then on, and its first large packet is lost as any packet may be.
final class DatagramSizes extends DefaultMaxMessagesRecvByteBufAllocator {
    static final int USUAL = 2048;
    private static final int LARGEST = 65536;
    private static final int MESSAGES_PER_READ = 64;

    DatagramSizes() {
        super(MESSAGES_PER_READ);
    }

    @Override
    @SuppressWarnings("deprecation") // The type of the interface.
    public Handle newHandle() {
        return new MaxMessageHandle() {
            private int size = USUAL;

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
