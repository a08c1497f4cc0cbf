package kenb.stack.capture;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Frames and files made by hand for the tests.
final class Frames {
    static final byte[] PAYLOAD = "a payload".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private Frames() {}

    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    static byte[] join(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (var part : parts) out.writeBytes(part);
        return out.toByteArray();
    }

    /// A DATA chunk; `flags` 3 is a whole message, 2 begins one, 0 goes on, 1 ends it.
    static byte[] data(int flags, int tsn, int stream, byte[] payload) {
        var chunk = ByteBuffer.allocate(16 + payload.length + 3 & ~3);
        chunk.put((byte) 0).put((byte) flags).putShort((short) (16 + payload.length));
        chunk.putInt(tsn).putShort((short) stream).putShort((short) 0).putInt(18).put(payload);
        return chunk.array();
    }

    static byte[] sctp(byte[]... chunks) {
        return sctp(0xABCD0123, chunks);
    }

    static byte[] sctp(int tag, byte[]... chunks) {
        var header = ByteBuffer.allocate(12);
        header.putShort((short) 40000).putShort((short) 36412).putInt(tag);
        var packet = join(header.array(), join(chunks));
        var crc = new java.util.zip.CRC32C();
        crc.update(packet);
        ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN).putInt(8, (int) crc.getValue());
        return packet;
    }

    static byte[] ipv4(int protocol, int flagsAndOffset, byte[] payload) {
        var ip = ByteBuffer.allocate(24 + payload.length);
        ip.put((byte) 0x46)
                .put((byte) 0)
                .putShort((short) (24 + payload.length)); // one option word
        ip.putShort((short) 7).putShort((short) flagsAndOffset).put((byte) 64).put((byte) protocol);
        ip.putShort((short) 0)
                .putInt(0x7F000001)
                .putInt(0x7F000002)
                .putInt(0x01010100)
                .put(payload);
        return ip.array();
    }

    static byte[] ipv6(int next, byte[] payload) {
        var ip = ByteBuffer.allocate(40 + payload.length);
        ip.putInt(0x60000000).putShort((short) payload.length).put((byte) next).put((byte) 64);
        ip.position(23).put((byte) 1).position(39).put((byte) 2).put(payload);
        return ip.array();
    }

    static byte[] udp(int source, int destination, byte[] payload) {
        var udp = ByteBuffer.allocate(8 + payload.length);
        udp.putShort((short) source).putShort((short) destination);
        udp.putShort((short) (8 + payload.length)).putShort((short) 0).put(payload);
        return udp.array();
    }

    static byte[] pcap(int linkType, ByteOrder order, int magic, byte[]... frames) {
        var out = ByteBuffer.allocate(1 << 20).order(order);
        out.putInt(magic)
                .putShort((short) 2)
                .putShort((short) 4)
                .putLong(0)
                .putInt(65535)
                .putInt(linkType);
        for (var frame : frames) {
            out.putInt(1_700_000_000)
                    .putInt(123_456)
                    .putInt(frame.length)
                    .putInt(frame.length)
                    .put(frame);
        }
        return java.util.Arrays.copyOf(out.array(), out.position());
    }

    static byte[] pcap(int linkType, byte[]... frames) {
        return pcap(linkType, ByteOrder.LITTLE_ENDIAN, 0xA1B2C3D4, frames);
    }

    static List<CapturedPdu> pdus(byte[] file) {
        return pdus(file, DecodeAs.USUAL);
    }

    static List<CapturedPdu> pdus(byte[] file, DecodeAs as) {
        try (var reader = PcapReader.open(new ByteArrayInputStream(file))) {
            var pdus = new ArrayList<CapturedPdu>();
            var dissector = new CaptureDissector(as);
            reader.stream().forEach(packet -> dissector.dissect(packet, pdus::add));
            dissector.finish(pdus::add);
            return pdus;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
