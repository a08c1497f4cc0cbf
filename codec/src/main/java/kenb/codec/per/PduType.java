package kenb.codec.per;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.WrongMethodTypeException;
import java.util.Map;
import java.util.TreeMap;

/// A type of a generated package that can be a PDU, by its name in the specification. For tools that
/// learn at run time which one they need; code that knows calls the type's own methods.
public final class PduType {
    private final String name;
    private final String javaName;
    private final ClassLoader loader;
    private final boolean aligned;
    private @Nullable Codec codec;

    private PduType(String name, String javaName, ClassLoader loader, boolean aligned) {
        this.name = name;
        this.javaName = javaName;
        this.loader = loader;
        this.aligned = aligned;
    }

    /// The generated class and its methods, found when first needed.
    private record Codec(Class<?> type, MethodHandle decode, MethodHandle encode) {
        static Codec of(Class<?> type) throws ReflectiveOperationException {
            var lookup = MethodHandles.publicLookup();
            return new Codec(
                    type,
                    lookup.findStatic(type, "decode", MethodType.methodType(type, PerReader.class))
                            .asType(MethodType.methodType(Object.class, PerReader.class)),
                    lookup.findVirtual(
                                    type,
                                    "encode",
                                    MethodType.methodType(void.class, PerWriter.class))
                            .asType(
                                    MethodType.methodType(
                                            void.class, Object.class, PerWriter.class)));
        }
    }

    private Codec codec() {
        var found = codec;
        if (found == null) {
            try {
                found = Codec.of(Class.forName(javaName, true, loader));
            } catch (ReflectiveOperationException e) {
                throw notGenerated(javaName, e);
            }
            codec = found;
        }
        return found;
    }

    /// All of a package, by name.
    ///
    /// @throws IllegalArgumentException when the package is not of a generated codec
    public static Map<String, PduType> of(String javaPackage, ClassLoader loader) {
        try {
            var definitions =
                    Class.forName(javaPackage + ".package-info", true, loader)
                            .getAnnotation(Definitions.class);
            if (definitions == null) throw notGenerated(javaPackage, null);
            var types = new TreeMap<String, PduType>();
            for (var definition : definitions.value()) {
                int equals = definition.indexOf('=');
                var name = definition.substring(0, equals);
                types.putIfAbsent(
                        name,
                        new PduType(
                                name,
                                javaPackage + "." + definition.substring(equals + 1),
                                loader,
                                definitions.aligned()));
            }
            return types;
        } catch (ReflectiveOperationException e) {
            throw notGenerated(javaPackage, e);
        }
    }

    private static IllegalArgumentException notGenerated(
            String javaPackage, @Nullable ReflectiveOperationException e) {
        return new IllegalArgumentException(javaPackage + " holds no generated codec", e);
    }

    public String name() {
        return name;
    }

    /// The generated class.
    public Class<?> type() {
        return codec().type();
    }

    /// Whether the PER of this type is the aligned variant.
    public boolean aligned() {
        return aligned;
    }

    /// Reads a PDU that is this and nothing more.
    ///
    /// @throws DecodeException with path, bit offset and expectation
    public Object decode(byte[] pdu) {
        var in = reader().reset(pdu);
        try {
            var value = read(in);
            in.finish();
            return value;
        } catch (DecodeException e) {
            throw e.at(name);
        }
    }

    /// As {@link #decode}, taking what peers send though it is not right to the letter: octets behind
    /// the value, padding bits that are set, messages of earlier releases that end where a later one
    /// goes on ({@link PerReader#earlierReleases}). The octets are kept where need be.
    public Pdu<Object> decodeAsSent(byte[] pdu) {
        var in = reader().earlierReleases().reset(pdu);
        try {
            var value = read(in);
            var departure = in.departure();
            return new Pdu<>(value, departure == null ? null : Octets.of(pdu), departure);
        } catch (DecodeException e) {
            throw e.at(name);
        }
    }

    /// The octets of a value, in what was not canonical as it was read.
    ///
    /// @throws EncodeException when the value breaks a constraint
    public byte[] encode(Object value) {
        return write(value, writer());
    }

    /// The octets of a value in canonical form, whatever its sender's were.
    public byte[] encodeCanonical(Object value) {
        return write(value, writer().canonical());
    }

    /// The octets as they were sent, or those of the value.
    public byte[] encode(Pdu<?> pdu) {
        var sent = pdu.sent();
        return sent == null ? encode(pdu.value()) : sent.toByteArray();
    }

    private PerReader reader() {
        return aligned ? PerReader.aligned() : PerReader.unaligned();
    }

    private PerWriter writer() {
        return aligned ? PerWriter.aligned() : PerWriter.unaligned();
    }

    private Object read(PerReader in) {
        try {
            return (Object) codec().decode().invokeExact(in);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new WrongMethodTypeException(name);
        }
    }

    private byte[] write(Object value, PerWriter out) {
        try {
            codec().encode().invokeExact(value, out);
        } catch (EncodeException e) {
            throw e.at(name);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new WrongMethodTypeException(name);
        }
        return out.toByteArray();
    }

    @Override
    public String toString() {
        return name;
    }
}
