package kenb.asn1.resolve;

import kenb.asn1.model.Position;

/// One thing that is wrong in a module: where, what, and what to try.
public record Problem(Position position, String message) {
    @Override
    public String toString() {
        return position + ": " + message;
    }
}
