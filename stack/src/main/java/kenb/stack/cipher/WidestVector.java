package kenb.stack.cipher;

import jdk.incubator.vector.VectorShape;

/// Only touched where the module jdk.incubator.vector is there.
final class WidestVector {
    private WidestVector() {}

    /// The width that the JVM prefers on this processor.
    static int bits() {
        return VectorShape.preferredShape().vectorBitSize();
    }
}
