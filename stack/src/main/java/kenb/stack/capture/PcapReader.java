package kenb.stack.capture;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// Reads the packets of a capture file one after the other, whatever its size: pcap (both byte orders,
/// micro- and nanoseconds) and pcapng, plain or gzipped.
///
/// A file that breaks off or holds nonsense gives its packets up to there; [#warnings] then says what
/// is wrong and at which offset. Only a file of another kind is an [IOException].
public abstract sealed class PcapReader implements Closeable permits ClassicReader, PcapngReader {
    static final int MAX_PACKET = 16 << 20;

    private final BufferedInputStream in;
    private final List<String> warnings = new ArrayList<>();
    private final Map<InetAddress, String> names = new LinkedHashMap<>();
    private long offset;
    private long packets;

    PcapReader(BufferedInputStream in) {
        this.in = in;
    }

    /// Opens `file`, gzipped or not.
    public static PcapReader open(Path file) throws IOException {
        var in = Files.newInputStream(file);
        try {
            return open(in);
        } catch (IOException | RuntimeException failure) {
            in.close();
            throw failure;
        }
    }

    /// Reads from a stream, which is closed with the reader.
    public static PcapReader open(InputStream stream) throws IOException {
        var in = new BufferedInputStream(stream, 1 << 16);
        in.mark(4);
        byte[] magic = in.readNBytes(4);
        in.reset();
        if (magic.length >= 2 && (magic[0] & 0xFF) == 0x1F && (magic[1] & 0xFF) == 0x8B) {
            return open(new GZIPInputStream(in, 1 << 16));
        }
        if (magic.length < 4) throw new IOException("not a capture file: it has no content");
        var hex = HexFormat.of().formatHex(magic);
        return switch (hex) {
            case "0a0d0d0a" -> new PcapngReader(in);
            case "a1b2c3d4", "d4c3b2a1", "a1b23c4d", "4d3cb2a1", "a1b2cd34", "34cdb2a1" ->
                    new ClassicReader(in);
            default ->
                    throw new IOException(
                            "not a capture file: it starts with "
                                    + hex
                                    + ", neither pcap nor pcapng");
        };
    }

    /// The next packet, or null at the end.
    public abstract @Nullable CapturedPacket next() throws IOException;

    /// The packets from here on; an [IOException] comes as [UncheckedIOException].
    public final Stream<CapturedPacket> stream() {
        return Stream.iterate(nextUnchecked(), packet -> packet != null, _ -> nextUnchecked())
                .map(java.util.Objects::requireNonNull);
    }

    private @Nullable CapturedPacket nextUnchecked() {
        try {
            return next();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// What is wrong with the file, as far as it has been read.
    public final List<String> warnings() {
        return Collections.unmodifiableList(warnings);
    }

    /// Names that the file gives to addresses, as far as it has been read.
    public final Map<InetAddress, String> names() {
        return Collections.unmodifiableMap(names);
    }

    @Override
    public final void close() throws IOException {
        in.close();
    }

    final void warn(String warning) {
        warnings.add(warning);
    }

    final void name(InetAddress address, String name) {
        names.putIfAbsent(address, name);
    }

    final long nextNumber() {
        return ++packets;
    }

    final long packets() {
        return packets;
    }

    final long offset() {
        return offset;
    }

    /// `length` octets, or fewer where the file ends; a forged length costs no memory.
    final byte[] read(int length) throws IOException {
        byte[] octets;
        try {
            octets = in.readNBytes(length);
        } catch (java.io.EOFException | java.util.zip.ZipException broken) {
            warn("the compressed data ends too early or is damaged: " + broken.getMessage());
            octets = new byte[0];
        }
        offset += octets.length;
        return octets;
    }

    /// Up to `length` octets that [#read] will give again.
    final byte[] peek(int length) throws IOException {
        in.mark(length);
        try {
            return in.readNBytes(length);
        } catch (java.io.EOFException | java.util.zip.ZipException _) {
            return new byte[0]; // read will say so
        } finally {
            in.reset();
        }
    }

    final boolean skip(long length) throws IOException {
        for (long left = length; left > 0; ) {
            int step = (int) Math.min(left, 1 << 16);
            if (read(step).length < step) return false;
            left -= step;
        }
        return true;
    }

    final void warnTruncated(long start, String what) {
        warn(
                "the file ends inside %s that starts at offset %d, after packet %d"
                        .formatted(what, start, packets));
    }
}
