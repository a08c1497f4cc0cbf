package kenb.fuzz.erlang;

import static java.nio.charset.StandardCharsets.UTF_8;

import kenb.codec.per.BitString;
import kenb.fuzz.erlang.Term.Tuple;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A codec that Erlang's compiler (Debian: erlang-asn1) made of a set of modules, in a process of its own.
final class ErlangCodec implements AutoCloseable {
    static final String ERLANG = "/usr/bin/erl";

    /// A module and its name. Erlang wants each in a file of that name.
    private static final Pattern MODULE =
            Pattern.compile(
                    "^([A-Z][\\w-]*)\\s*(?:\\{[^}]*\\}\\s*)?DEFINITIONS\\b.*?^END\\s*$",
                    Pattern.MULTILINE | Pattern.DOTALL);

    /// Names of numbers and bits: with them Erlang says names where PER has numbers.
    private static final Pattern NAMES =
            Pattern.compile("\\b(INTEGER|BIT\\s+STRING)\\s*\\{[^}]*\\}");

    private final Process process;
    private final DataOutputStream out;
    private final DataInputStream in;

    private ErlangCodec(Process process) {
        this.process = process;
        out = new DataOutputStream(process.getOutputStream());
        in = new DataInputStream(process.getInputStream());
    }

    /// @param modules folder of .asn files
    /// @param work folder for what is made
    static ErlangCodec build(String name, boolean aligned, Path modules, Path work)
            throws IOException, InterruptedException {
        var set = new ArrayList<String>();
        try (var files = Files.list(modules)) {
            for (var file : files.filter(it -> it.toString().endsWith(".asn")).sorted().toList())
                split(Files.readString(file), work, set);
        }
        Files.write(work.resolve(name + ".set.asn"), set);
        Files.copy(
                Path.of(System.getProperty("basedir", "."), "src/test/erlang/kenb_peer.erl"),
                work.resolve("kenb_peer.erl"));
        run(work, "/usr/bin/erlc", "kenb_peer.erl");
        run(work, ERLANG, "-noinput", "-run", "kenb_peer", "build", name, aligned ? "per" : "uper");
        return new ErlangCodec(
                new ProcessBuilder(ERLANG, "-noinput", "-run", "kenb_peer", "serve", name)
                        .directory(work.toFile())
                        .redirectError(work.resolve("serve.log").toFile())
                        .start());
    }

    private static void split(String text, Path work, List<String> set) throws IOException {
        var module = MODULE.matcher(text);
        while (module.find()) {
            set.add(module.group(1) + ".asn");
            Files.writeString(
                    work.resolve(module.group(1) + ".asn"),
                    NAMES.matcher(module.group()).replaceAll("$1"));
        }
    }

    private static void run(Path work, String... command) throws IOException, InterruptedException {
        File log = work.resolve("build.log").toFile();
        int exit =
                new ProcessBuilder(command)
                        .directory(work.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log)
                        .start()
                        .waitFor();
        if (exit != 0)
            throw new AssertionError(
                    String.join(" ", command)
                            + ": exit "
                            + exit
                            + "\n"
                            + Files.readString(log.toPath()));
    }

    /// @throws ErlangException when Erlang finds no encoding
    byte[] encode(String type, Object value) {
        return ((BitString) ask(Term.tuple(Term.atom("encode"), Term.atom(type), value)))
                .toByteArray();
    }

    /// @throws ErlangException when these octets are none
    Object decode(String type, byte[] octets) {
        return ask(
                Term.tuple(
                        Term.atom("decode"),
                        Term.atom(type),
                        BitString.of(octets, octets.length * 8)));
    }

    private Object ask(Tuple request) {
        try {
            var term = TermWriter.write(request);
            out.writeInt(term.length);
            out.write(term);
            out.flush();
            var answer = in.readNBytes(in.readInt());
            var elements = ((Tuple) TermReader.read(answer)).elements();
            if (elements.getFirst().equals(Term.atom("ok"))) return elements.get(1);
            throw new ErlangException(
                    new String(((BitString) elements.get(1)).toByteArray(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /// Erlang refuses.
    static final class ErlangException extends RuntimeException {
        private static final long serialVersionUID = 1;

        ErlangException(String what) {
            super(what);
        }
    }
}
