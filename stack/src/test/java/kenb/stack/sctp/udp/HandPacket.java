package kenb.stack.sctp.udp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/// A packet put together and taken apart by hand (RFC 9260 §3.1); reading it checks checksum, lengths and padding.
record HandPacket(int sourcePort, int destinationPort, int tag, List<HandChunk> chunks) {

    byte[] octets() {
        int length = 12;
        for (HandChunk chunk : chunks) {
            length += 4 + (chunk.value().length + 3 & ~3);
        }
        ByteBuffer out = ByteBuffer.allocate(length);
        out.putShort((short) sourcePort).putShort((short) destinationPort).putInt(tag).putInt(0);
        for (HandChunk chunk : chunks) {
            out.put((byte) chunk.type()).put((byte) chunk.flags());
            out.putShort((short) (4 + chunk.value().length)).put(chunk.value());
            while ((out.position() & 3) != 0) {
                out.put((byte) 0);
            }
        }
        return seal(out.array());
    }

    /// Makes the checksum right, whatever the rest is.
    static byte[] seal(byte[] packet) {
        ByteBuffer field = ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN);
        field.putInt(8, 0);
        return field.putInt(8, checksum(packet)).array();
    }

    private static int checksum(byte[] packet) {
        var crc = new CRC32C();
        crc.update(packet);
        return (int) crc.getValue();
    }

    static HandPacket read(byte[] packet) {
        byte[] again = seal(packet.clone());
        require(java.util.Arrays.equals(again, packet), "checksum");
        require((packet.length & 3) == 0, "length " + packet.length + " is no multiple of four");
        ByteBuffer in = ByteBuffer.wrap(packet);
        int source = in.getShort() & 0xFFFF;
        int destination = in.getShort() & 0xFFFF;
        int tag = in.getInt();
        in.getInt();
        List<HandChunk> chunks = new ArrayList<>();
        while (in.hasRemaining()) {
            int type = in.get() & 0xFF;
            int flags = in.get() & 0xFF;
            byte[] value = new byte[(in.getShort() & 0xFFFF) - 4];
            in.get(value);
            while ((in.position() & 3) != 0) {
                require(in.get() == 0, "padding is not zero");
            }
            chunks.add(new HandChunk(type, flags, value));
        }
        return new HandPacket(source, destination, tag, chunks);
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("the stack sent a bad packet: " + what);
        }
    }

    List<Integer> types() {
        return chunks.stream().map(HandChunk::type).toList();
    }

    HandChunk chunk(int type) {
        return chunks.stream()
                .filter(it -> it.type() == type)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no chunk of type " + type + " in " + this));
    }

    List<HandChunk> all(int type) {
        return chunks.stream().filter(it -> it.type() == type).toList();
    }

    @Override
    public String toString() {
        return "packet " + sourcePort + ">" + destinationPort + " " + types();
    }
}
