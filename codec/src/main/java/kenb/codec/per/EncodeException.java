package kenb.codec.per;

/// A value that its type does not allow; the message names the path of the field.
public final class EncodeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String expectation;
    private final StringBuilder path = new StringBuilder();

    public EncodeException(String expectation) {
        super(expectation);
        this.expectation = expectation;
    }

    /// Puts the name of the enclosing field in front of the path; called while unwinding.
    public EncodeException at(String name) {
        if (!name.isEmpty()) {
            if (!path.isEmpty() && path.charAt(0) != '[') path.insert(0, '.');
            path.insert(0, name);
        }
        return this;
    }

    /// As {@link #at(String)} for the element of a list.
    public EncodeException at(int index) {
        if (!path.isEmpty() && path.charAt(0) != '[') path.insert(0, '.');
        path.insert(0, "[" + index + "]");
        return this;
    }

    public String path() {
        return path.toString();
    }

    @Override
    public String getMessage() {
        return (path.isEmpty() ? "" : path + ": ") + expectation;
    }
}
