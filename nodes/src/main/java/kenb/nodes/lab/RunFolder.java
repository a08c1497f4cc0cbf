package kenb.nodes.lab;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

/// The folder that a run writes to. A folder with foreign content is never written to; one of an earlier run, known by its
/// `report.json`, is.
public final class RunFolder {
    public static final String CAPTURE = "run.pcapng";
    public static final String KEYS = "keys.json";
    public static final String REPORT = "report.json";

    /// A configuration folder for Wireshark, with the keys of the run.
    public static final String WIRESHARK = "wireshark";

    private static final int MOST_RUNS = 100_000;

    private final Path path;

    private RunFolder(Path path) {
        this.path = path;
    }

    /// @param wanted null: `kenb-run-<n>` in the current folder, n the first that is free
    /// @throws IOException with a reason that a user can act on
    public static RunFolder open(@Nullable Path wanted) throws IOException {
        if (wanted == null) {
            for (int n = 1; n < MOST_RUNS; n++) {
                try {
                    return new RunFolder(Files.createDirectory(Path.of("kenb-run-" + n)));
                } catch (FileAlreadyExistsException _) {
                    // the next number
                }
            }
            throw new IOException(
                    "kenb-run-1 to kenb-run-" + (MOST_RUNS - 1) + " all exist: give -o DIR");
        }
        if (Files.exists(wanted)) {
            if (!Files.isDirectory(wanted)) {
                throw new NotDirectoryException(wanted + " is a file: give another -o DIR");
            }
            if (!isEmpty(wanted) && !Files.exists(wanted.resolve(REPORT))) {
                throw new FileAlreadyExistsException(
                        wanted + " holds files of something else: give another -o DIR");
            }
        }
        return new RunFolder(Files.createDirectories(wanted));
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    public Path path() {
        return path;
    }

    public Path file(String name) {
        return path.resolve(name);
    }

    /// Creates or empties a file that only its owner can read, before anything is in it.
    Path secret(String name) throws IOException {
        Path file = file(name);
        Files.deleteIfExists(file);
        if (Files.getFileStore(path).supportsFileAttributeView("posix")) {
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(file);
        }
        return file;
    }
}
