package kenb.perf.erlang;

import kenb.perf.BenchMessage;
import kenb.perf.report.Measurement;
import kenb.perf.report.Samples;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Erlang as it is installed here. The codecs it makes stay in a cache, by the modules and the version they are of.
public final class Erlang {
    /// How to get it.
    public static final String HOW_TO_GET =
            "Debian, Ubuntu: apt install erlang-base erlang-asn1; Fedora: dnf install erlang-asn1; macOS: brew install erlang";

    private final String program;
    private final String versions;
    private final Path cache;

    private Erlang(String program, String versions, Path cache) {
        this.program = program;
        this.versions = versions;
        this.cache = cache;
    }

    /// What a message costs Erlang.
    ///
    /// @param decode null where it refuses the message
    /// @param remark what is odd about it; empty where nothing is
    public record Figures(
            @Nullable Measurement decode, @Nullable Measurement encode, String remark) {}

    /// Null where Erlang or its ASN.1 compiler is not installed.
    ///
    /// @param cache folder for what is made; it need not be there
    public static @Nullable Erlang find(Path cache) throws IOException {
        var program = onPath("erl");
        if (program == null) return null;
        var script = "kenb_bench.erl";
        var tools = cache.resolve("tools-" + hash(List.of(resource(script), program)));
        Files.createDirectories(tools);
        if (!Files.exists(tools.resolve("kenb_bench.beam"))) {
            Files.writeString(tools.resolve(script), resource(script));
            run(
                    tools,
                    program,
                    "-noinput",
                    "-eval",
                    "case compile:file(kenb_bench) of {ok, _} -> halt(0); _ -> halt(1) end.");
        }
        try {
            var said =
                    run(tools, program, "-noinput", "-run", "kenb_bench", "versions", "now")
                            .strip();
            return new Erlang(program, said, tools);
        } catch (IOException _) {
            return null;
        }
    }

    /// Releases of Erlang and of its ASN.1 compiler.
    public String versions() {
        return versions;
    }

    /// Makes the codec of a protocol, where the cache has none.
    ///
    /// @param slow told before it takes its time
    /// @throws IOException with what Erlang says, when its compiler refuses the modules
    public void build(String protocol, boolean aligned, Consumer<String> slow) throws IOException {
        var made = codec(protocol);
        if (Files.isDirectory(made)) return;
        slow.accept(protocol);
        var modules = Asn1Modules.of(protocol);
        var work = Files.createTempDirectory(cache, "making-");
        var set = new ArrayList<String>();
        for (var module : modules.entrySet()) {
            set.add(module.getKey() + ".asn");
            Files.writeString(work.resolve(module.getKey() + ".asn"), module.getValue());
        }
        var name = name(protocol);
        Files.write(work.resolve(name + ".set.asn"), set);
        var rules = aligned ? "per" : "uper";
        run(
                work,
                program,
                "-noinput",
                "-pa",
                cache.toString(),
                "-run",
                "kenb_bench",
                "build",
                name,
                rules);
        try {
            Files.move(work, made, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!Files.isDirectory(made)) throw e; // else another run was first
        }
    }

    /// Measures messages of one protocol, on one scheduler.
    public Map<String, Figures> measure(
            String protocol, List<BenchMessage> messages, int rounds, int millis)
            throws IOException {
        var file = Files.createTempFile("kenb-bench", ".messages");
        try {
            Files.write(
                    file,
                    messages.stream()
                            .map(it ->
                                    String.join(
                                            " ",
                                            it.name(),
                                            it.pdu(),
                                            HexFormat.of().formatHex(it.octets())))
                            .toList());
            return figures(
                    run(
                            codec(protocol),
                            program,
                            "+S",
                            "1:1",
                            "+SDcpu",
                            "1:1",
                            "+SDio",
                            "1",
                            "+sbwt",
                            "none",
                            "-noinput",
                            "-pa",
                            cache.toString(),
                            "-run",
                            "kenb_bench",
                            "measure",
                            name(protocol),
                            file.toString(),
                            "" + rounds,
                            "" + millis));
        } finally {
            Files.delete(file);
        }
    }

    static Map<String, Figures> figures(String output) {
        var cpu = new HashMap<String, List<Double>>();
        var wall = new HashMap<String, List<Double>>();
        var remarks = new TreeMap<String, String>();
        for (var line : output.lines().toList()) {
            var fields = line.split(" ", 4);
            if (fields.length < 3) continue;
            switch (fields[1]) {
                case "octets" ->
                        remarks.put(
                                fields[0], fields[2].equals("same") ? "" : "writes other octets");
                case "refused" -> remarks.put(fields[0], "refuses it: " + line.split(" ", 3)[2]);
                case "decode", "encode" -> {
                    var key = fields[0] + " " + fields[1];
                    cpu.computeIfAbsent(key, _ -> new ArrayList<>()).add(Double.valueOf(fields[2]));
                    wall.computeIfAbsent(key, _ -> new ArrayList<>())
                            .add(Double.valueOf(fields[3]));
                }
                default -> {}
            }
        }
        var figures = new TreeMap<String, Figures>();
        remarks.forEach((name, remark) ->
                figures.put(
                        name,
                        new Figures(
                                measurement(name + " decode", cpu, wall),
                                measurement(name + " encode", cpu, wall),
                                remark)));
        return figures;
    }

    private static @Nullable Measurement measurement(
            String key, Map<String, List<Double>> cpu, Map<String, List<Double>> wall) {
        var times = cpu.get(key);
        return times == null
                ? null
                : new Measurement(samples(times), samples(wall.getOrDefault(key, times)), null);
    }

    private static Samples samples(List<Double> rounds) {
        return Samples.of(rounds.stream().mapToDouble(it -> it).toArray());
    }

    private Path codec(String protocol) throws IOException {
        var parts = new ArrayList<String>();
        Asn1Modules.of(protocol).forEach((name, text) -> parts.addAll(List.of(name, text)));
        parts.add(versions);
        return cache.resolve(protocol + "-" + hash(parts));
    }

    private static String name(String protocol) {
        return "kenb_" + protocol.replace('-', '_');
    }

    private static String hash(List<String> parts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var part : parts) {
                digest.update(part.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static @Nullable String onPath(String name) {
        for (var folder : Objects.requireNonNullElse(System.getenv("PATH"), "").split(":")) {
            var program = Path.of(folder, name);
            if (Files.isExecutable(program)) return program.toString();
        }
        return null;
    }

    private static String resource(String name) {
        try (var in = Erlang.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What a program says; where it fails, that is the exception's message.
    private static String run(Path folder, String... command) throws IOException {
        var process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        process.getOutputStream().close();
        try (var out = process.inputReader()) {
            var said = out.readAllAsString();
            int exit = process.waitFor();
            if (exit == 0) return said;
            throw new IOException("Erlang failed (exit " + exit + "): " + said.strip());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroy();
        }
    }
}
