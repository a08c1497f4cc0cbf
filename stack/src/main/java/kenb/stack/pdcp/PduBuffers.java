package kenb.stack.pdcp;

import io.netty.buffer.ByteBuf;

/// Room for header and MAC-I around an SDU: taken from the buffer itself where it has head- and tailroom, else by one copy.
final class PduBuffers {
    private PduBuffers() {}

    /// The SDU with its reader index moved back over a header yet to be written, and room for a trailer. Owns what it was given.
    static ByteBuf withRoom(ByteBuf sdu, int headerOctets, int trailerOctets) {
        if (sdu.readerIndex() >= headerOctets
                && sdu.maxCapacity() - sdu.writerIndex() >= trailerOctets
                && !sdu.isReadOnly()) {
            sdu.ensureWritable(trailerOctets);
            return sdu.readerIndex(sdu.readerIndex() - headerOctets);
        }
        try {
            ByteBuf copy = sdu.alloc().buffer(headerOctets + sdu.readableBytes() + trailerOctets);
            return copy.writeZero(headerOctets).writeBytes(sdu);
        } finally {
            sdu.release();
        }
    }

    /// A copy to decipher in, in place of a read-only buffer, which is released.
    static ByteBuf writable(ByteBuf pdu) {
        try {
            return pdu.alloc().buffer(pdu.readableBytes()).writeBytes(pdu);
        } finally {
            pdu.release();
        }
    }
}
