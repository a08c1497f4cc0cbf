package kenb.asn1.emit;

import kenb.asn1.model.TypeDefinition;

/// A type that is right ASN.1 and has no shape in Java.
public final class NoJavaException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoJavaException(TypeDefinition definition, String why) {
        super(definition.position() + ": " + definition.name() + " " + why);
    }
}
