package kenb.stack.air;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

import kenb.stack.cipher.Direction;
import kenb.stack.cipher.ReferenceAes;
import kenb.stack.pdcp.Protection;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;

/// A capture of PDCP PDUs protected by {@link ReferenceAes}, none of our PDCP or cipher code in it: classic pcap of IPv4.
final class AirCapture {
    private static final int RAW_IP = 101;
    private static final int PORT = 36331;

    /// Keys of one leg, each of one repeated octet.
    record Keys(byte[] rrcEnc, byte[] upEnc, byte[] rrcInt) {
        static Keys of(int octet) {
            return new Keys(key(octet), key(octet + 1), key(octet + 2));
        }

        static byte[] key(int octet) {
            byte[] key = new byte[16];
            Arrays.fill(key, (byte) octet);
            return key;
        }
    }

    private final ByteBuf file = Unpooled.buffer();
    private int frames;

    AirCapture() {
        file.writeInt(0xA1B2C3D4).writeShort(2).writeShort(4).writeLong(0);
        file.writeInt(65535).writeInt(RAW_IP);
    }

    /// An SRB PDU: SN(8) ‖ message ‖ MAC-I(32), from the message on ciphered.
    void signalling(
            int crnti,
            Protection protection,
            Keys keys,
            Direction direction,
            int srb,
            int count,
            String rrc) {
        var pdu = protect(protection, keys, direction, srb, count, rrc);
        add(AirFrame.signalling(crnti, protection, direction, srb, pdu));
    }

    /// The same on SRB 1, with one bit of the PDU turned over.
    void forged(int crnti, Keys keys, Direction direction, int count, String rrc, int bit) {
        var protection = Protection.INTEGRITY_AND_CIPHERING;
        var pdu = protect(protection, keys, direction, 1, count, rrc);
        pdu.setByte(bit / 8, pdu.getByte(bit / 8) ^ 0x80 >> bit % 8);
        add(AirFrame.signalling(crnti, protection, direction, 1, pdu));
    }

    private static ByteBuf protect(
            Protection protection, Keys keys, Direction direction, int srb, int count, String rrc) {
        var clear = Unpooled.buffer().writeByte(count & 0x1F);
        clear.writeBytes(HexFormat.of().parseHex(rrc));
        byte[] covered = ByteBufUtil.getBytes(clear);
        int bits = 8 * covered.length;
        int way = direction.bit();
        clear.writeInt(
                protection == Protection.NONE
                        ? 0
                        : ReferenceAes.eia2(keys.rrcInt, count, srb - 1, way, bits, covered));
        if (protection != Protection.INTEGRITY_AND_CIPHERING) return clear;
        byte[] text = ByteBufUtil.getBytes(clear.skipBytes(1));
        bits = 8 * text.length;
        return clear.clear()
                .writeByte(count & 0x1F)
                .writeBytes(ReferenceAes.eea2(keys.rrcEnc, count, srb - 1, way, bits, text));
    }

    /// A DRB PDU with an SN of 12 or 18 bits: IPv4 and UDP with the text in it.
    void user(
            int crnti,
            Keys keys,
            Direction direction,
            int drb,
            int snBits,
            int count,
            String text) {
        byte[] packet = ip(40000, text.getBytes(StandardCharsets.US_ASCII));
        var pdu = Unpooled.buffer();
        if (snBits == 12) {
            pdu.writeShort(0x8000 | count & 0xFFF);
        } else {
            pdu.writeMedium(0x800000 | count & 0x3FFFF);
        }
        pdu.writeBytes(
                ReferenceAes.eea2(
                        keys.upEnc, count, drb - 1, direction.bit(), 8 * packet.length, packet));
        add(AirFrame.user(crnti, direction, drb, snBits, pdu));
    }

    /// A PDCP status report for an SN of 12 bits, which is never ciphered (TS 36.323 §6.2.6).
    void statusReport(int crnti, Direction direction, int drb, int firstMissing) {
        add(AirFrame.user(crnti, direction, drb, 12, Unpooled.buffer().writeShort(firstMissing)));
    }

    void common(int crnti, Direction direction, String rrc) {
        var message = Unpooled.wrappedBuffer(HexFormat.of().parseHex(rrc));
        add(AirFrame.common(crnti, direction, message));
    }

    private void add(AirFrame frame) {
        add(AirFraming.write(frame));
    }

    void add(ByteBuf framed) {
        byte[] packet = ip(PORT, ByteBufUtil.getBytes(framed));
        framed.release();
        file.writeInt(++frames).writeInt(0);
        file.writeInt(packet.length).writeInt(packet.length).writeBytes(packet);
    }

    static byte[] ip(int port, byte[] payload) {
        return ByteBufUtil.getBytes(
                Unpooled.buffer()
                        .writeInt(0x45000000 | 28 + payload.length)
                        .writeInt(0)
                        .writeInt(0x40110000)
                        .writeInt(0x0A000001)
                        .writeInt(0x0A000002)
                        .writeShort(port)
                        .writeShort(port)
                        .writeShort(8 + payload.length)
                        .writeShort(0)
                        .writeBytes(payload));
    }

    void write(Path path) throws IOException {
        Files.write(path, ByteBufUtil.getBytes(file));
    }
}
