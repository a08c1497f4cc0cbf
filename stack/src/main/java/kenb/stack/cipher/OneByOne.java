package kenb.stack.cipher;

/// What another engine can't do of a batch, done by the plain Java engine: one PDU, with a key that was prepared for that.
final class OneByOne {
    private final JavaEngine java = JavaEngine.scalar();
    private final PduBatch one = new PduBatch(1);

    /// For the keys that [#cipher] and [#authenticate] take.
    JavaEngine engine() {
        return java;
    }

    void cipher(PduBatch batch, int i, AlgorithmKey key) {
        lay(batch, i, key);
        java.cipher(one);
        one.clear();
    }

    void authenticate(PduBatch batch, int i, AlgorithmKey key) {
        lay(batch, i, key);
        java.authenticate(one);
        batch.setMac(i, one.mac(0));
        one.clear();
    }

    private void lay(PduBatch batch, int i, AlgorithmKey key) {
        one.clear();
        one.add(
                batch.buffer(i),
                batch.offset(i),
                batch.lengthBits(i),
                key,
                batch.count(i),
                batch.bearer(i),
                Direction.values()[batch.directionBit(i)]);
    }
}
