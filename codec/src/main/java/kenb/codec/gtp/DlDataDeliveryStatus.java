package kenb.codec.gtp;

import io.netty.buffer.ByteBuf;

import kenb.codec.per.DecodeException;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// DL DATA DELIVERY STATUS, TS 38.425 §5.5.2.2: what the node with the radio tells the node with PDCP. It is the content of an NR RAN
/// container, in a G-PDU that may carry nothing else.
///
/// @param finalFrame the last for this bearer
/// @param desiredBufferSize octets wanted, 32 bits unsigned
/// @param desiredDataRate octets a second, 32 bits unsigned
/// @param lost NR-U sequence numbers that did not come
/// @param highestDelivered PDCP SN, 18 bits, as all that follow
/// @param cause 0 unknown, 1 radio link outage, 2 resume
public record DlDataDeliveryStatus(
        boolean finalFrame,
        long desiredBufferSize,
        @Nullable Long desiredDataRate,
        List<LostRange> lost,
        @Nullable Integer highestDelivered,
        @Nullable Integer highestTransmitted,
        @Nullable Integer cause,
        @Nullable Integer deliveredRetransmitted,
        @Nullable Integer retransmitted) {
    private static final int PDU_TYPE = 1;
    private static final int HIGHEST_TRANSMITTED = 0x08;
    private static final int HIGHEST_DELIVERED = 0x04;
    private static final int FINAL_FRAME = 0x02;
    private static final int LOST_PACKETS = 0x01;
    private static final int DATA_RATE = 0x08;
    private static final int RETRANSMITTED = 0x04;
    private static final int DELIVERED_RETRANSMITTED = 0x02;
    private static final int CAUSE = 0x01;

    /// Of NR-U sequence numbers, 24 bits each, both ends among the lost.
    public record LostRange(int start, int end) {}

    public DlDataDeliveryStatus {
        lost = List.copyOf(lost);
    }

    /// The usual: how much is wanted, and up to where all is delivered.
    public DlDataDeliveryStatus(long desiredBufferSize, @Nullable Integer highestDelivered) {
        this(false, desiredBufferSize, null, List.of(), highestDelivered, null, null, null, null);
    }

    /// Appends the content, without what fills it up.
    public void write(ByteBuf out) {
        out.writeByte(
                PDU_TYPE << 4
                        | flag(HIGHEST_TRANSMITTED, highestTransmitted)
                        | flag(HIGHEST_DELIVERED, highestDelivered)
                        | (finalFrame ? FINAL_FRAME : 0)
                        | (lost.isEmpty() ? 0 : LOST_PACKETS));
        out.writeByte(
                flag(DATA_RATE, desiredDataRate)
                        | flag(RETRANSMITTED, retransmitted)
                        | flag(DELIVERED_RETRANSMITTED, deliveredRetransmitted)
                        | flag(CAUSE, cause));
        out.writeInt((int) desiredBufferSize);
        if (desiredDataRate != null) out.writeInt(desiredDataRate.intValue());
        if (!lost.isEmpty()) {
            out.writeByte(lost.size());
            for (LostRange range : lost) out.writeMedium(range.start()).writeMedium(range.end());
        }
        number(out, highestDelivered);
        number(out, highestTransmitted);
        if (cause != null) out.writeByte(cause);
        number(out, deliveredRetransmitted);
        number(out, retransmitted);
    }

    private static int flag(int bit, @Nullable Object value) {
        return value == null ? 0 : bit;
    }

    private static void number(ByteBuf out, @Nullable Integer value) {
        if (value != null) out.writeMedium(value);
    }

    /// Reads the content of an NR RAN container; what fills it up, and what later releases put behind, is not looked at.
    ///
    /// @param content of {@link GtpuExtension#find}
    /// @throws DecodeException for another PDU type, or one that is cut
    public static DlDataDeliveryStatus read(ByteBuf message, int content) {
        var in = message.slice(content, GtpuExtension.contentOctets(message, content));
        try {
            int first = in.readUnsignedByte();
            if (first >> 4 != PDU_TYPE) {
                throw new DecodeException(0, "PDU type 1 expected, got " + (first >> 4))
                        .at("DL DATA DELIVERY STATUS");
            }
            return read(in, first, in.readUnsignedByte());
        } catch (IndexOutOfBoundsException _) {
            throw new DecodeException(8L * in.readerIndex(), "the container ends here")
                    .at("DL DATA DELIVERY STATUS");
        }
    }

    private static DlDataDeliveryStatus read(ByteBuf in, int first, int second) {
        long bufferSize = in.readUnsignedInt();
        Long dataRate = (second & DATA_RATE) == 0 ? null : Long.valueOf(in.readUnsignedInt());
        var lost = new ArrayList<LostRange>();
        int ranges = (first & LOST_PACKETS) == 0 ? 0 : in.readUnsignedByte();
        for (int i = 0; i < ranges; i++) {
            lost.add(new LostRange(in.readUnsignedMedium(), in.readUnsignedMedium()));
        }
        Integer highestDelivered = number(in, first & HIGHEST_DELIVERED);
        Integer highestTransmitted = number(in, first & HIGHEST_TRANSMITTED);
        Integer cause = (second & CAUSE) == 0 ? null : Integer.valueOf(in.readUnsignedByte());
        return new DlDataDeliveryStatus(
                (first & FINAL_FRAME) != 0,
                bufferSize,
                dataRate,
                lost,
                highestDelivered,
                highestTransmitted,
                cause,
                number(in, second & DELIVERED_RETRANSMITTED),
                number(in, second & RETRANSMITTED));
    }

    private static @Nullable Integer number(ByteBuf in, int flag) {
        return flag == 0 ? null : Integer.valueOf(in.readUnsignedMedium());
    }
}
