package kenb.stack.pdcp;

import io.netty.buffer.ByteBuf;

import org.jspecify.annotations.Nullable;

/// SDUs by COUNT, each at the place its low bits say. Grows with the span between the first and the last that are in it, up to a window.
final class ReceptionBuffer {
    private @Nullable ByteBuf[] places = new @Nullable ByteBuf[64];

    @Nullable ByteBuf get(long count) {
        return places[(int) count & places.length - 1];
    }

    /// @param first the lowest COUNT that may be in the buffer
    void put(long count, ByteBuf sdu, long first) {
        if (count - first >= places.length) grow(count, first);
        places[(int) count & places.length - 1] = sdu;
    }

    @Nullable ByteBuf remove(long count) {
        int at = (int) count & places.length - 1;
        ByteBuf sdu = places[at];
        places[at] = null;
        return sdu;
    }

    private void grow(long count, long first) {
        int size = places.length;
        while (count - first >= size) size *= 2;
        var more = new @Nullable ByteBuf[size];
        for (long c = first; c < first + places.length; c++)
            more[(int) c & size - 1] = places[(int) c & places.length - 1];
        places = more;
    }
}
