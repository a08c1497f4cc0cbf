package kenb.stack.cipher;

import kenb.stack.keys.Key;

/// A provider of ciphering and integrity algorithms. It works on whole batches in place and keeps scratch memory, so each event loop
/// has its own; nothing is allocated per PDU. One engine may stand before another, to choose a provider or to watch the keystream.
public interface CipherEngine {
    boolean supports(CipheringAlgorithm algorithm);

    boolean supports(IntegrityAlgorithm algorithm);

    /// @param key 16 octets; its octets are copied
    /// @throws UnsupportedOperationException when not supported
    AlgorithmKey prepare(CipheringAlgorithm algorithm, Key key);

    /// @param key 16 octets; its octets are copied
    /// @throws UnsupportedOperationException when not supported
    AlgorithmKey prepare(IntegrityAlgorithm algorithm, Key key);

    /// Ciphers or deciphers every range of the batch in place. Bits of a last octet beyond the length stay as they are.
    void cipher(PduBatch batch);

    /// Computes [PduBatch#mac(int)] for every range of the batch; the ranges themselves stay as they are.
    void authenticate(PduBatch batch);
}
