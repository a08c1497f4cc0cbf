package kenb.stack.pdcp;

import kenb.stack.cipher.AlgorithmKey;
import kenb.stack.cipher.CipherEngine;
import kenb.stack.cipher.CipheringAlgorithm;
import kenb.stack.cipher.IntegrityAlgorithm;
import kenb.stack.keys.AlgorithmKeyType;
import kenb.stack.keys.EpsKeys;
import kenb.stack.keys.Key;
import kenb.stack.keys.NrKeys;

import org.jspecify.annotations.Nullable;

/// The access-stratum security of one UE under one K_eNB or S-K_eNB: the chosen algorithms and the four keys (TS 33.401 7.2.4, A.7).
/// Belongs to the thread of its engine.
public final class SecurityContext {
    private final CipheringAlgorithm ciphering;
    private final IntegrityAlgorithm integrity;
    private final CipherEngine engine;
    private final @Nullable Key kRrcEnc;
    private final @Nullable Key kRrcInt;
    private final Key kUpEnc;
    private final @Nullable Key kUpInt;
    private final @Nullable AlgorithmKey rrcCiphering;
    private final @Nullable AlgorithmKey rrcIntegrity;
    private final AlgorithmKey upCiphering;
    private @Nullable AlgorithmKey upIntegrity;

    private SecurityContext(
            CipheringAlgorithm ciphering,
            IntegrityAlgorithm integrity,
            CipherEngine engine,
            @Nullable Key kRrcEnc,
            @Nullable Key kRrcInt,
            Key kUpEnc,
            @Nullable Key kUpInt) {
        this.ciphering = ciphering;
        this.integrity = integrity;
        this.engine = engine;
        this.kRrcEnc = kRrcEnc;
        this.kRrcInt = kRrcInt;
        this.kUpEnc = kUpEnc;
        this.kUpInt = kUpInt;
        rrcCiphering = kRrcEnc == null ? null : engine.prepare(ciphering, kRrcEnc);
        rrcIntegrity = kRrcInt == null ? null : engine.prepare(integrity, kRrcInt);
        upCiphering = engine.prepare(ciphering, kUpEnc);
    }

    /// Derives K_UPenc alone, as an SeNB and the UE's secondary cell group do: no signalling is protected from S-K_eNB (TS 33.401
    /// E.2.4). A context like this serves data radio bearers only.
    ///
    /// @throws UnsupportedOperationException when the engine lacks the algorithm; nothing is derived then
    public static SecurityContext deriveUserPlane(
            Key sKenb, CipheringAlgorithm ciphering, CipherEngine engine) {
        if (!engine.supports(ciphering)) throw new UnsupportedOperationException(ciphering.name());
        Key kUpEnc = EpsKeys.algorithmKey(sKenb, AlgorithmKeyType.UP_ENC, ciphering.id());
        return new SecurityContext(
                ciphering, IntegrityAlgorithm.EIA0, engine, null, null, kUpEnc, null);
    }

    /// Whether signalling radio bearers can be protected.
    public boolean hasSignallingKeys() {
        return kRrcInt != null;
    }

    private static <T> T present(@Nullable T key) {
        if (key == null) throw new IllegalStateException("this context is for user data only");
        return key;
    }

    /// Derives the four keys on the ring of the given key, which lives on.
    ///
    /// @param kenb K_eNB, K_eNB* or S-K_eNB
    /// @throws UnsupportedOperationException when the engine lacks an algorithm; nothing is derived then
    public static SecurityContext derive(
            Key kenb,
            CipheringAlgorithm ciphering,
            IntegrityAlgorithm integrity,
            CipherEngine engine) {
        if (!engine.supports(ciphering)) throw new UnsupportedOperationException(ciphering.name());
        if (!engine.supports(integrity)) throw new UnsupportedOperationException(integrity.name());
        return new SecurityContext(
                ciphering,
                integrity,
                engine,
                EpsKeys.algorithmKey(kenb, AlgorithmKeyType.RRC_ENC, ciphering.id()),
                EpsKeys.algorithmKey(kenb, AlgorithmKeyType.RRC_INT, integrity.id()),
                EpsKeys.algorithmKey(kenb, AlgorithmKeyType.UP_ENC, ciphering.id()),
                EpsKeys.algorithmKey(kenb, AlgorithmKeyType.UP_INT, integrity.id()));
    }

    /// The same for NR bearers (TS 33.501 A.8).
    ///
    /// @param kgnb K_gNB, K_NG-RAN*, K_SN, or S-K_gNB in EN-DC
    /// @throws UnsupportedOperationException when the engine lacks an algorithm; nothing is derived then
    public static SecurityContext deriveNr(
            Key kgnb,
            CipheringAlgorithm ciphering,
            IntegrityAlgorithm integrity,
            CipherEngine engine) {
        if (!engine.supports(ciphering)) throw new UnsupportedOperationException(ciphering.name());
        if (!engine.supports(integrity)) throw new UnsupportedOperationException(integrity.name());
        return new SecurityContext(
                ciphering,
                integrity,
                engine,
                NrKeys.algorithmKey(kgnb, AlgorithmKeyType.RRC_ENC, ciphering.id()),
                NrKeys.algorithmKey(kgnb, AlgorithmKeyType.RRC_INT, integrity.id()),
                NrKeys.algorithmKey(kgnb, AlgorithmKeyType.UP_ENC, ciphering.id()),
                NrKeys.algorithmKey(kgnb, AlgorithmKeyType.UP_INT, integrity.id()));
    }

    /// From algorithm keys of 16 octets that are there already, as for a capture whose keys are known. The context takes them over.
    public static SecurityContext of(
            CipheringAlgorithm ciphering,
            IntegrityAlgorithm integrity,
            CipherEngine engine,
            Key kRrcEnc,
            Key kRrcInt,
            Key kUpEnc,
            Key kUpInt) {
        return new SecurityContext(ciphering, integrity, engine, kRrcEnc, kRrcInt, kUpEnc, kUpInt);
    }

    public CipheringAlgorithm ciphering() {
        return ciphering;
    }

    public IntegrityAlgorithm integrity() {
        return integrity;
    }

    public Key kRrcEnc() {
        return present(kRrcEnc);
    }

    public Key kRrcInt() {
        return present(kRrcInt);
    }

    public Key kUpEnc() {
        return kUpEnc;
    }

    /// For bearers with user-plane integrity.
    public Key kUpInt() {
        return present(kUpInt);
    }

    /// The four keys die; entities that still use this context throw.
    public void destroy() {
        if (rrcCiphering != null) rrcCiphering.destroy();
        if (rrcIntegrity != null) rrcIntegrity.destroy();
        upCiphering.destroy();
        if (upIntegrity != null) upIntegrity.destroy();
        if (kRrcEnc != null) kRrcEnc.destroy();
        if (kRrcInt != null) kRrcInt.destroy();
        kUpEnc.destroy();
        if (kUpInt != null) kUpInt.destroy();
    }

    CipherEngine engine() {
        return engine;
    }

    AlgorithmKey rrcCiphering() {
        return present(rrcCiphering);
    }

    AlgorithmKey rrcIntegrity() {
        return present(rrcIntegrity);
    }

    AlgorithmKey upCiphering() {
        return upCiphering;
    }

    /// Made ready when the first bearer asks for it: most have none.
    AlgorithmKey upIntegrity() {
        if (upIntegrity == null) upIntegrity = engine.prepare(integrity, kUpInt());
        return upIntegrity;
    }

    @Override
    public String toString() {
        return ciphering
                + "/"
                + integrity
                + " "
                + (kRrcInt == null ? "" : kRrcEnc + ", " + kRrcInt + ", ")
                + kUpEnc;
    }
}
