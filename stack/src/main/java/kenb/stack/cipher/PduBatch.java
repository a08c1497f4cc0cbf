package kenb.stack.cipher;

import io.netty.buffer.ByteBuf;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Ranges of buffers to be ciphered or authenticated in one call, each with its key, COUNT, BEARER and DIRECTION. Reused: filled,
/// given to a [CipherEngine], cleared. Does not own the buffers. PDUs under one key are best put next to each other.
public final class PduBatch {
    private final @Nullable ByteBuf[] buffers;
    private final int[] offsets;
    private final int[] lengthsBits;
    private final @Nullable AlgorithmKey[] keys;
    private final int[] counts;
    private final int[] bearersAndDirections;
    private final int[] macs;
    private int size;

    public PduBatch(int capacity) {
        buffers = new @Nullable ByteBuf[capacity];
        offsets = new int[capacity];
        lengthsBits = new int[capacity];
        keys = new @Nullable AlgorithmKey[capacity];
        counts = new int[capacity];
        bearersAndDirections = new int[capacity];
        macs = new int[capacity];
    }

    /// @param offset absolute index of the first octet
    /// @param lengthBits most significant bit first; need not be a multiple of 8
    /// @param count all 32 bits
    /// @param bearer 0 to 31
    /// @throws IllegalStateException when full
    public void add(
            ByteBuf buffer,
            int offset,
            int lengthBits,
            AlgorithmKey key,
            int count,
            int bearer,
            Direction direction) {
        if (size == buffers.length)
            throw new IllegalStateException("batch of " + size + " is full");
        if ((bearer & ~31) != 0) throw new IllegalArgumentException("bearer " + bearer);
        if (lengthBits < 0 || offset < 0 || buffer.capacity() - offset < (lengthBits + 7L) / 8) {
            throw new IndexOutOfBoundsException(
                    lengthBits + " bits at " + offset + " of " + buffer.capacity() + " octets");
        }
        buffers[size] = buffer;
        offsets[size] = offset;
        lengthsBits[size] = lengthBits;
        keys[size] = key;
        counts[size] = count;
        bearersAndDirections[size] = bearer << 1 | direction.bit();
        size++;
    }

    public int size() {
        return size;
    }

    public boolean isFull() {
        return size == buffers.length;
    }

    public void clear() {
        Arrays.fill(buffers, 0, size, null);
        Arrays.fill(keys, 0, size, null);
        size = 0;
    }

    public ByteBuf buffer(int i) {
        ByteBuf buffer = buffers[i];
        if (buffer == null) throw new IndexOutOfBoundsException(i);
        return buffer;
    }

    public int offset(int i) {
        return offsets[i];
    }

    public int lengthBits(int i) {
        return lengthsBits[i];
    }

    public AlgorithmKey key(int i) {
        AlgorithmKey key = keys[i];
        if (key == null) throw new IndexOutOfBoundsException(i);
        return key;
    }

    public int count(int i) {
        return counts[i];
    }

    public int bearer(int i) {
        return bearersAndDirections[i] >> 1;
    }

    /// 0 uplink, 1 downlink.
    public int directionBit(int i) {
        return bearersAndDirections[i] & 1;
    }

    /// COUNT(32) ‖ BEARER(5) ‖ DIRECTION(1) ‖ 0(26): how the AES and ZUC algorithms start (TS 33.401 B.1.3, B.2.3).
    public long prefix(int i) {
        return (long) counts[i] << 32 | (long) bearersAndDirections[i] << 26;
    }

    /// MAC-I as [CipherEngine#authenticate(PduBatch)] left it.
    public int mac(int i) {
        return macs[i];
    }

    public void setMac(int i, int mac) {
        macs[i] = mac;
    }
}
