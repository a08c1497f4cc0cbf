package kenb.stack.pdcp;

import io.netty.buffer.ByteBuf;

import kenb.stack.cipher.AlgorithmKey;

/// What both sides of an NR bearer go by, be it of data or of signalling.
///
/// @param id DRB or SRB identity; BEARER is one less
/// @param signalling SRB: a header without D/C bit, the keys of RRC, always a MAC-I (TS 38.323 6.2.2.1)
/// @param macOctets 4, or 0 for a DRB without integrity protection
/// @param clearOctets at the front of a PDU that are not ciphered
record NrBearer(
        int id,
        SnLength sn,
        boolean signalling,
        boolean acknowledged,
        boolean outOfOrderDelivery,
        int macOctets,
        int clearOctets,
        int retained,
        long discardNanos,
        int batchSize,
        long countThreshold) {

    static NrBearer of(NrDrbSettings s) {
        return new NrBearer(
                s.drbId(),
                s.snLength(),
                false,
                s.acknowledged(),
                s.outOfOrderDelivery(),
                s.macOctets(),
                s.clearOctets(),
                s.retained(),
                s.discardNanos(),
                s.batchSize(),
                s.countThreshold());
    }

    static NrBearer srb(int srbId, int batchSize, long countThreshold) {
        return new NrBearer(
                srbId, SnLength.BITS_12, true, false, false, 4, 2, 0, 0, batchSize, countThreshold);
    }

    String name() {
        return (signalling ? "SRB" : "DRB") + id;
    }

    int bearer() {
        return id - 1;
    }

    AlgorithmKey ciphering(SecurityContext security) {
        return signalling ? security.rrcCiphering() : security.upCiphering();
    }

    AlgorithmKey integrity(SecurityContext security) {
        return signalling ? security.rrcIntegrity() : security.upIntegrity();
    }

    boolean isData(int firstOctet) {
        return signalling || (firstOctet & 0x80) != 0;
    }

    void writeHeader(ByteBuf pdu, int index, long count) {
        if (signalling) pdu.setShort(index, sn.sn(count));
        else sn.write(pdu, index, sn.sn(count));
    }
}
