package kenb.codec.criticality;

/// The protocol causes of clause 10, in the spelling of the specifications' `CauseProtocol`.
public enum ErrorCause {
    TRANSFER_SYNTAX_ERROR("transfer-syntax-error"),
    REJECT("abstract-syntax-error-reject"),
    IGNORE_AND_NOTIFY("abstract-syntax-error-ignore-and-notify"),
    FALSELY_CONSTRUCTED("abstract-syntax-error-falsely-constructed-message");

    private final String asn1Name;

    ErrorCause(String asn1Name) {
        this.asn1Name = asn1Name;
    }

    @Override
    public String toString() {
        return asn1Name;
    }
}
