package kenb.stack.pdcp;

/// How far AS security is activated on an SRB in one direction (TS 36.331 5.3.1.2, 5.3.4).
public enum Protection {
    /// Before activation: MAC-I is present and zero, nothing is checked or ciphered.
    NONE,
    /// The SECURITY MODE COMMAND and COMPLETE messages.
    INTEGRITY,
    INTEGRITY_AND_CIPHERING
}
