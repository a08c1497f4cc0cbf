package kenb.nodes;

import kenb.stack.cipher.CipheringAlgorithm;
import kenb.stack.cipher.IntegrityAlgorithm;

/// The pair that protects a connection.
public record Algorithms(CipheringAlgorithm ciphering, IntegrityAlgorithm integrity) {

    @Override
    public String toString() {
        return ciphering + "/" + integrity;
    }
}
