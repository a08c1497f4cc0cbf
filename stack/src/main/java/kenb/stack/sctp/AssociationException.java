package kenb.stack.sctp;

import java.io.IOException;

/// An association that could not be set up, or a write it could not take; the message says why.
public final class AssociationException extends IOException {
    private static final long serialVersionUID = 1;

    public AssociationException(String message) {
        super(message);
    }
}
