package kenb.codec.per;

/// Bytes that are not what the schema says. The message names the path of the field, the bit offset
/// from the start of the PDU, and what was expected. Thrown without a stack trace: bad bytes of a
/// peer are an everyday event, and the path says more.
public final class DecodeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final long bit;
    private final String expectation;
    private final StringBuilder path = new StringBuilder();

    public DecodeException(long bit, String expectation) {
        super(expectation, null, false, false);
        this.bit = bit;
        this.expectation = expectation;
    }

    /// Puts the name of the enclosing field in front of the path; called while unwinding.
    public DecodeException at(String name) {
        if (!name.isEmpty()) {
            if (!path.isEmpty() && path.charAt(0) != '[') path.insert(0, '.');
            path.insert(0, name);
        }
        return this;
    }

    /// As {@link #at(String)} for the element of a list.
    public DecodeException at(int index) {
        if (!path.isEmpty() && path.charAt(0) != '[') path.insert(0, '.');
        path.insert(0, "[" + index + "]");
        return this;
    }

    /// Where in the PDU, as names of the specification joined by dots.
    public String path() {
        return path.toString();
    }

    /// Offset in bits from the start of the outermost PDU.
    public long bitOffset() {
        return bit;
    }

    @Override
    public String getMessage() {
        return (path.isEmpty() ? "" : path + ", ") + "bit " + bit + ": " + expectation;
    }
}
