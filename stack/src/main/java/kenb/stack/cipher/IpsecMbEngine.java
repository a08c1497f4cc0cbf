package kenb.stack.cipher;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import io.netty.buffer.ByteBuf;

import kenb.stack.keys.Key;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Intel's ipsec-mb as an engine, by its bursts of jobs. Never needed: a second opinion, and what to compare with. ZUC of version 1.3 does nothing, or
/// gives a wrong MAC, beyond 8188 octets, and its CMAC takes no odd number of bits beyond 65,535: such PDUs, and null algorithms, go to the Java
/// engine.
public final class IpsecMbEngine implements CipherEngine {
    private static final int BURST = 32;
    private static final int LONGEST_ZUC_BITS = 65_504;

    /// Behind the prefix, where the length is no number of octets.
    private static final int LONGEST_CMAC_BITS = 65_535 - 64;

    private static final int CMAC_OF_OCTETS = 12;
    private static final int MATERIAL_OCTETS = 176 + 176 + 16 + 16;

    /// Fields of IMB_JOB.
    private static final int ENC_KEYS = 0;

    private static final int DEC_KEYS = 8;
    private static final int KEY_LENGTH = 16;
    private static final int SOURCE = 24;
    private static final int TARGET = 32;
    private static final int CIPHER_START = 40;
    private static final int CIPHER_LENGTH = 48;
    private static final int HASH_START = 56;
    private static final int HASH_LENGTH = 64;
    private static final int IV = 72;
    private static final int IV_LENGTH = 80;
    private static final int TAG = 88;
    private static final int TAG_LENGTH = 96;
    private static final int HASH_KEY = 104;
    private static final int HASH_IV = 112;
    private static final int HASH_SUBKEY_2 = 120;
    private static final int STATUS = 128;
    private static final int CIPHER_MODE = 132;
    private static final int DIRECTION = 136;
    private static final int HASH_ALGORITHM = 140;
    private static final int ORDER = 144;

    private static final int COMPLETED = 3;
    private static final int NO_CIPHER = 3;
    private static final int NO_HASH = 8;
    private static final int[] CIPHER_MODES = {0, 15, 2, 14};
    private static final int[] HASH_ALGORITHMS = {0, 22, 18, 20};

    /// All of the process's memory: what jobs and buffers are in.
    @SuppressWarnings("restricted")
    private static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    private static final ValueLayout.OfLong NETWORK_LONG =
            JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt NETWORK_INT =
            JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final Arena arena = Arena.ofAuto();
    private final IpsecMbLibrary library = new IpsecMbLibrary(arena);
    private final OneByOne plain = new OneByOne();
    private final MemorySegment raw = arena.allocate(16, 16);
    private final MemorySegment jobs = arena.allocate(128 * 8, 8);
    private final MemorySegment ivs = arena.allocate(BURST * 16, 16);
    private final MemorySegment tags = arena.allocate(BURST * 16, 16);
    private final int[] pending = new int[BURST];
    private MemorySegment copies = arena.allocate(64 * 1024, 64);
    private long copied;

    /// Why it can't be used here, or empty.
    public static String problem() {
        return IpsecMbLibrary.problem();
    }

    /// Of the library, such as `1.3.0`.
    public static String version() {
        return IpsecMbLibrary.version();
    }

    /// @throws UnsupportedOperationException that says why, where the library is missing or of another version
    public IpsecMbEngine() {}

    @Override
    public boolean supports(CipheringAlgorithm algorithm) {
        return true;
    }

    @Override
    public boolean supports(IntegrityAlgorithm algorithm) {
        return true;
    }

    @Override
    public AlgorithmKey prepare(CipheringAlgorithm algorithm, Key key) {
        AlgorithmKey fallback = plain.engine().prepare(algorithm, key);
        return algorithm == CipheringAlgorithm.EEA0
                ? fallback
                : new IpsecMbKey(algorithm.id(), false, material(algorithm.id(), key), fallback);
    }

    @Override
    public AlgorithmKey prepare(IntegrityAlgorithm algorithm, Key key) {
        AlgorithmKey fallback = plain.engine().prepare(algorithm, key);
        return algorithm == IntegrityAlgorithm.EIA0
                ? fallback
                : new IpsecMbKey(algorithm.id(), true, material(algorithm.id(), key), fallback);
    }

    private MemorySegment material(int algorithm, Key key) {
        MemorySegment material = Arena.ofAuto().allocate(MATERIAL_OCTETS, 64);
        key.lend(octets -> {
            MemorySegment.copy(octets, 0, raw, JAVA_BYTE, 0, 16);
            return octets.length;
        });
        try {
            switch (algorithm) {
                case 1 -> {
                    int _ = (int) library.snow3gKey.invokeExact(raw, material);
                }
                case 2 -> {
                    library.expandKey.invokeExact(raw, material, material.asSlice(176));
                    library.cmacSubkeys.invokeExact(
                            material, material.asSlice(352), material.asSlice(368));
                }
                default -> material.copyFrom(raw);
            }
        } catch (Throwable e) {
            throw new IllegalStateException("ipsec-mb's key schedule", e);
        }
        raw.fill((byte) 0);
        return material;
    }

    @Override
    public void cipher(PduBatch batch) {
        run(batch, false);
    }

    @Override
    public void authenticate(PduBatch batch) {
        run(batch, true);
    }

    private void run(PduBatch batch, boolean integrity) {
        for (int i = 0; i < batch.size(); ) {
            int count = 0;
            copied = 0;
            reserve(batch, i, Math.min(batch.size(), i + BURST));
            for (; i < batch.size() && count < BURST; i++) {
                AlgorithmKey key = batch.key(i);
                boolean mine = key instanceof IpsecMbKey it && it.integrity == integrity;
                if (mine && !isForJava(batch, i, (IpsecMbKey) key)) {
                    pending[count++] = i;
                    continue;
                }
                AlgorithmKey other = mine ? ((IpsecMbKey) key).fallback : key;
                if (integrity) plain.authenticate(batch, i, other);
                else plain.cipher(batch, i, other);
            }
            if (count > 0) burst(batch, count, integrity);
        }
    }

    private static boolean isForJava(PduBatch batch, int i, IpsecMbKey key) {
        int bits = batch.lengthBits(i);
        return bits == 0
                || key.algorithm == 3 && bits > LONGEST_ZUC_BITS
                || key.algorithm == 2
                        && key.integrity
                        && (bits & 7) != 0
                        && bits > LONGEST_CMAC_BITS;
    }

    /// Room for copies of PDUs that are in no one piece of native memory, and of those to go behind a prefix.
    private void reserve(PduBatch batch, int from, int to) {
        long octets = 0;
        for (int i = from; i < to; i++) octets += (batch.lengthBits(i) + 7L >> 3) + 80;
        if (octets > copies.byteSize()) copies = arena.allocate(octets * 5 / 4, 64);
    }

    private void burst(PduBatch batch, int count, boolean integrity) {
        try {
            int free = (int) library.nextBurst.invokeExact(library.manager, count, jobs);
            if (free < count)
                throw new IllegalStateException("ipsec-mb has only " + free + " jobs");
            for (int k = 0; k < count; k++) {
                long job = jobs.getAtIndex(JAVA_LONG_UNALIGNED, k);
                if (integrity) hashJob(batch, pending[k], k, job);
                else cipherJob(batch, pending[k], k, job);
            }
            int done = (int) library.submitBurst.invokeExact(library.manager, count, jobs);
            check(done);
            while (done < count) {
                int more = (int) library.flushBurst.invokeExact(library.manager, 128, jobs);
                check(more);
                if (more == 0)
                    throw new IllegalStateException(
                            "ipsec-mb did %d of %d jobs, error %d"
                                    .formatted(done, count, library.error()));
                done += more;
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("ipsec-mb", e);
        }
        for (int k = 0; k < count; k++) {
            if (integrity) batch.setMac(pending[k], tags.get(NETWORK_INT, 16L * k));
            else finish(batch, pending[k], k);
        }
    }

    private void check(int done) {
        for (int k = 0; k < done; k++) {
            int status =
                    MEMORY.get(
                            JAVA_INT_UNALIGNED, jobs.getAtIndex(JAVA_LONG_UNALIGNED, k) + STATUS);
            if (status != COMPLETED)
                throw new IllegalStateException("ipsec-mb ended a job with status " + status);
        }
    }

    private void cipherJob(PduBatch batch, int i, int k, long job) {
        var key = (IpsecMbKey) batch.key(i);
        long octets = batch.lengthBits(i) + 7L >> 3;
        long text = textOf(batch, i, (int) octets);
        long prefix = batch.prefix(i);
        ivs.set(NETWORK_LONG, 16L * k, prefix);
        ivs.set(NETWORK_LONG, 16L * k + 8, key.algorithm == 2 ? 0 : prefix);
        set(job, ENC_KEYS, key.address());
        set(job, DEC_KEYS, key.address());
        set(job, KEY_LENGTH, 16);
        set(job, SOURCE, text);
        set(job, TARGET, text);
        set(job, CIPHER_START, 0);
        set(job, CIPHER_LENGTH, key.algorithm == 1 ? octets << 3 : octets);
        set(job, IV, ivs.address() + 16L * k);
        set(job, IV_LENGTH, 16);
        mode(job, CIPHER_MODES[key.algorithm], NO_HASH);
        remember(batch, i, k, text);
    }

    /// Where the text is, and its last octet as it was: the bits behind its end have to come back.
    private final long[] texts = new long[BURST];

    private final byte[] lastOctets = new byte[BURST];

    private void remember(PduBatch batch, int i, int k, long text) {
        texts[k] = text;
        lastOctets[k] = MEMORY.get(JAVA_BYTE, text + (batch.lengthBits(i) + 7L >> 3) - 1);
    }

    private void finish(PduBatch batch, int i, int k) {
        int bits = batch.lengthBits(i);
        int octets = (int) (bits + 7L >> 3);
        if ((bits & 7) != 0) {
            long last = texts[k] + octets - 1;
            int kept = 0xFF >> (bits & 7);
            int now = MEMORY.get(JAVA_BYTE, last);
            MEMORY.set(JAVA_BYTE, last, (byte) (now & ~kept | lastOctets[k] & kept));
        }
        ByteBuf buffer = batch.buffer(i);
        if (!buffer.hasMemoryAddress())
            buffer.setBytes(batch.offset(i), MEMORY.asSlice(texts[k], octets).asByteBuffer());
    }

    private void hashJob(PduBatch batch, int i, int k, long job) {
        var key = (IpsecMbKey) batch.key(i);
        int bits = batch.lengthBits(i);
        int octets = (int) (bits + 7L >> 3);
        boolean aes = key.algorithm == 2;
        long text = aes ? copyOf(batch, i, octets, 8) : textOf(batch, i, octets);
        long prefix = batch.prefix(i);
        if (aes) {
            MEMORY.set(NETWORK_LONG, text, prefix);
            set(job, HASH_KEY, key.address());
            set(job, HASH_IV, key.address() + 352);
            set(job, HASH_SUBKEY_2, key.address() + 368);
        } else {
            long bearer = (long) batch.bearer(i) << 27;
            long direction = batch.directionBit(i);
            long first = (long) batch.count(i) << 32 | bearer;
            ivs.set(NETWORK_LONG, 16L * k, first);
            ivs.set(NETWORK_LONG, 16L * k + 8, first ^ direction << 63 ^ direction << 15);
            set(job, HASH_KEY, key.address());
            set(job, HASH_IV, ivs.address() + 16L * k);
        }
        set(job, SOURCE, text);
        set(job, HASH_START, 0);
        boolean whole = aes && (bits & 7) == 0;
        set(job, HASH_LENGTH, whole ? octets + 8L : aes ? bits + 64L : bits);
        set(job, TAG, tags.address() + 16L * k);
        set(job, TAG_LENGTH, 4);
        mode(job, NO_CIPHER, whole ? CMAC_OF_OCTETS : HASH_ALGORITHMS[key.algorithm]);
    }

    private long textOf(PduBatch batch, int i, int octets) {
        ByteBuf buffer = batch.buffer(i);
        return buffer.hasMemoryAddress()
                ? buffer.memoryAddress() + batch.offset(i)
                : copyOf(batch, i, octets, 0);
    }

    private long copyOf(PduBatch batch, int i, int octets, int before) {
        long at = copied;
        copied += octets + before + 63 & ~63L;
        ByteBuf buffer = batch.buffer(i);
        if (buffer.hasMemoryAddress())
            MemorySegment.copy(
                    MEMORY, buffer.memoryAddress() + batch.offset(i), copies, at + before, octets);
        else buffer.getBytes(batch.offset(i), copies.asSlice(at + before, octets).asByteBuffer());
        return copies.address() + at;
    }

    private static void set(long job, int field, long value) {
        MEMORY.set(JAVA_LONG_UNALIGNED, job + field, value);
    }

    private static void mode(long job, int cipher, int hash) {
        MEMORY.set(JAVA_INT_UNALIGNED, job + CIPHER_MODE, cipher);
        MEMORY.set(JAVA_INT_UNALIGNED, job + DIRECTION, 1);
        MEMORY.set(JAVA_INT_UNALIGNED, job + HASH_ALGORITHM, hash);
        MEMORY.set(JAVA_INT_UNALIGNED, job + ORDER, 1);
    }
}
