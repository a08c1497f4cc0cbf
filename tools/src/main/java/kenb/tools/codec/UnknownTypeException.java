package kenb.tools.codec;

/// A protocol or type of message that is not there; the message says what is.
public final class UnknownTypeException extends Exception {
    private static final long serialVersionUID = 1L;

    public UnknownTypeException(String message) {
        super(message);
    }
}
