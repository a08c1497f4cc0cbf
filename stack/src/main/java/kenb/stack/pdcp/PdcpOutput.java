package kenb.stack.pdcp;

import io.netty.buffer.ByteBuf;

/// Takes what an entity has made: an SDU going up or a PDU going down. The receiver owns the buffer.
@FunctionalInterface
public interface PdcpOutput {
    /// @param count the COUNT it travelled or will travel with, unsigned 32 bits
    void accept(ByteBuf buffer, long count);
}
