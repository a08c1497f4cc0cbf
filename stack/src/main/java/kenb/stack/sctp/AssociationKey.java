package kenb.stack.sctp;

/// Written to an association's channel: its endpoint pair shared keys for SCTP-AUTH (RFC 4895 §6). Key 0, the empty one, is there from the
/// start and in use.
public sealed interface AssociationKey {
    /// Adds a key, or puts it in another's place.
    ///
    /// @param id Shared Key Identifier, 0 to 65535
    /// @param secret its octets; the carrier wipes the array once it has taken the key over
    record Add(int id, byte[] secret) implements AssociationKey {
        public Add {
            if (id < 0 || id > 65535) {
                throw new IllegalArgumentException("shared key " + id + ": give 0 to 65535");
            }
        }

        /// Says nothing of the secret.
        @Override
        public String toString() {
            return "Add[id=" + id + ", secret of " + secret.length + " octets]";
        }
    }

    /// From here on what is sent is authenticated with this key.
    record Use(int id) implements AssociationKey {}

    /// Forgets a key that is not in use.
    record Remove(int id) implements AssociationKey {}
}
