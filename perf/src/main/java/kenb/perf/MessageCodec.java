package kenb.perf;

import kenb.codec.per.PduType;
import kenb.codec.per.PerReader;
import kenb.codec.per.PerWriter;

import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/// The generated methods of a type found at run time, called as if they stood in the source: neither
/// reflection nor a method handle is left in what is measured.
record MessageCodec(PerReader.Decoder<?> decoder, Encoder encoder) {
    /// `encode` of a type.
    @FunctionalInterface
    interface Encoder {
        void encode(Object value, PerWriter out);
    }

    static MessageCodec of(PduType type) {
        var lookup = MethodHandles.lookup();
        var generated = type.type();
        try {
            MethodHandle decode =
                    lookup.findStatic(
                            generated, "decode", MethodType.methodType(generated, PerReader.class));
            MethodHandle encode =
                    lookup.findVirtual(
                            generated,
                            "encode",
                            MethodType.methodType(void.class, PerWriter.class));
            var decoder =
                    LambdaMetafactory.metafactory(
                                    lookup,
                                    "decode",
                                    MethodType.methodType(PerReader.Decoder.class),
                                    MethodType.methodType(Object.class, PerReader.class),
                                    decode,
                                    decode.type())
                            .getTarget();
            var encoder =
                    LambdaMetafactory.metafactory(
                                    lookup,
                                    "encode",
                                    MethodType.methodType(Encoder.class),
                                    MethodType.methodType(
                                            void.class, Object.class, PerWriter.class),
                                    encode,
                                    encode.type())
                            .getTarget();
            return new MessageCodec(
                    (PerReader.Decoder<?>) decoder.invoke(), (Encoder) encoder.invoke());
        } catch (Throwable e) {
            throw new IllegalArgumentException(type + " is no generated type", e);
        }
    }
}
