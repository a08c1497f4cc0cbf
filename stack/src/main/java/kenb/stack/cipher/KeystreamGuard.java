package kenb.stack.cipher;

import kenb.stack.keys.Key;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.WeakHashMap;

/// Stands before an engine and tells a [KeystreamLedger] of every PDU that is ciphered in the direction its node transmits; what it deciphers is
/// somebody else's to watch. Costs a copy and a digest of each PDU, and a lock that nobody else wants unless a key is shared.
public final class KeystreamGuard implements CipherEngine {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final CipherEngine engine;
    private final Direction transmitted;
    private final KeystreamLedger ledger;

    /// By key, bearer and direction.
    private final Map<AlgorithmKey, KeystreamLedger.Track[]> tracks = new WeakHashMap<>();

    private byte[] text = new byte[2048];

    /// @param transmitted uplink in a UE, downlink in an eNB
    public KeystreamGuard(CipherEngine engine, Direction transmitted, KeystreamLedger ledger) {
        this.engine = engine;
        this.transmitted = transmitted;
        this.ledger = ledger;
    }

    @Override
    public boolean supports(CipheringAlgorithm algorithm) {
        return engine.supports(algorithm);
    }

    @Override
    public boolean supports(IntegrityAlgorithm algorithm) {
        return engine.supports(algorithm);
    }

    @Override
    public AlgorithmKey prepare(CipheringAlgorithm algorithm, Key key) {
        AlgorithmKey prepared = engine.prepare(algorithm, key);
        if (algorithm != CipheringAlgorithm.EEA0)
            tracks.put(prepared, new KeystreamLedger.Track[32]);
        return prepared;
    }

    @Override
    public AlgorithmKey prepare(IntegrityAlgorithm algorithm, Key key) {
        return engine.prepare(algorithm, key);
    }

    @Override
    public void cipher(PduBatch batch) {
        AlgorithmKey key = null;
        KeystreamLedger.Track[] ofKey = null;
        for (int i = 0; i < batch.size(); i++) {
            if (batch.directionBit(i) != transmitted.bit() || batch.lengthBits(i) == 0) continue;
            if (batch.key(i) != key) {
                key = batch.key(i);
                ofKey = tracks.get(key);
            }
            if (ofKey == null) continue;
            int bearer = batch.bearer(i);
            if (ofKey[bearer] == null)
                ofKey[bearer] = ledger.track(key.fingerprint(), bearer, transmitted.bit());
            ofKey[bearer].use(batch.count(i), digest(batch, i));
        }
        engine.cipher(batch);
    }

    @Override
    public void authenticate(PduBatch batch) {
        engine.authenticate(batch);
    }

    /// Of the text and its length; not zero. Against chance, not against an enemy.
    private long digest(PduBatch batch, int i) {
        int bits = batch.lengthBits(i);
        int octets = (int) (bits + 7L >> 3);
        if (text.length < octets + 32) text = new byte[octets * 5 / 4 + 32];
        batch.buffer(i).getBytes(batch.offset(i), text, 0, octets);
        if ((bits & 7) != 0) text[octets - 1] &= (byte) (0xFF00 >> (bits & 7));
        Arrays.fill(text, octets, octets + 31, (byte) 0);
        long a = bits;
        long b = 0x9E37_79B9_7F4A_7C15L;
        long c = 0xC2B2_AE3D_27D4_EB4FL;
        long d = 0x1656_67B1_9E37_79F9L;
        for (int at = 0; at < octets; at += 32) {
            a = mixed(a ^ (long) LONGS.get(text, at));
            b = mixed(b ^ (long) LONGS.get(text, at + 8));
            c = mixed(c ^ (long) LONGS.get(text, at + 16));
            d = mixed(d ^ (long) LONGS.get(text, at + 24));
        }
        long digest = mixed(mixed(mixed(a ^ b) ^ c) ^ d);
        return digest == 0 ? 1 : digest;
    }

    private static long mixed(long x) {
        long product = x * 0xD6E8_FEB8_6659_FD93L;
        return product ^ product >>> 32;
    }
}
