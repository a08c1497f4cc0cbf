package kenb.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/// Good inputs of each target, to be spoilt: what is among the tests of the modules, and the shared corpus where given.
final class Seeds {
    private static final int MOST_OCTETS = 4096;
    private static final Pattern FIELD = Pattern.compile("\"(pdu|hex)\": \"([^\"]*)\"");

    private Seeds() {}

    static List<byte[]> of(Target target) {
        try {
            var seeds =
                    switch (target.group()) {
                        case "capture" -> captures();
                        case "asn1" -> modules();
                        case "nas", "gtp-u", "gtp-c", "air" -> lines(target, own());
                        default -> messages(target);
                    };
            if (seeds.isEmpty()) seeds.add(new byte[8]);
            return List.copyOf(seeds);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String shared() {
        return System.getProperty("kenb.shared", "");
    }

    private static List<byte[]> messages(Target target) throws IOException {
        var written =
                Protocol.root()
                        .resolve(
                                "codec/src/test/resources/kenb/codec/"
                                        + target.group()
                                        + ".messages");
        var seeds =
                Files.exists(written)
                        ? lines(target, Files.readAllLines(written))
                        : new ArrayList<byte[]>();
        if (shared().isEmpty()) return seeds;
        for (var corpus : List.of("corpus", "corpus/generated")) {
            var file = Path.of(shared(), corpus, target.group() + ".jsonl");
            if (Files.exists(file)) seeds.addAll(corpus(target, Files.readAllLines(file)));
        }
        return seeds;
    }

    private static List<String> own() throws IOException {
        try (var in = Seeds.class.getResourceAsStream("seeds.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), ISO_8859_1)
                    .lines()
                    .toList();
        }
    }

    /// Lines of the target's name, other words, octets.
    private static List<byte[]> lines(Target target, List<String> lines) {
        var seeds = new ArrayList<byte[]>();
        for (var line : lines) {
            var words = line.split(" ");
            if (words[0].equals(target.type())) add(seeds, words[words.length - 1]);
        }
        return seeds;
    }

    private static List<byte[]> corpus(Target target, List<String> lines) {
        var seeds = new ArrayList<byte[]>();
        for (var line : lines) {
            var pdu = "";
            var hex = "";
            var fields = FIELD.matcher(line);
            while (fields.find())
                if (fields.group(1).equals("pdu")) pdu = fields.group(2);
                else hex = fields.group(2);
            if (pdu.equals(target.type())) add(seeds, hex);
        }
        return seeds;
    }

    private static void add(List<byte[]> seeds, String hex) {
        var octets = HexFormat.of().parseHex(hex);
        if (octets.length <= MOST_OCTETS) seeds.add(octets);
    }

    /// The first packets of each capture: the rest says nothing new and takes long.
    private static List<byte[]> captures() throws IOException {
        var seeds = new ArrayList<byte[]>();
        var folders =
                new ArrayList<>(
                        List.of(
                                Protocol.root()
                                        .resolve("stack/src/test/resources/kenb/stack/capture")));
        if (!shared().isEmpty()) folders.add(Path.of(shared(), "pcaps"));
        for (var folder : folders)
            for (var file : files(folder, ".*\\.pcap(ng)?")) {
                var octets = Files.readAllBytes(file);
                seeds.add(Arrays.copyOf(octets, Math.min(octets.length, MOST_OCTETS)));
            }
        return seeds;
    }

    /// Small modules with all kinds of notation in them.
    private static List<byte[]> modules() throws IOException {
        var seeds = new ArrayList<byte[]>();
        for (var folder :
                List.of(
                        "asn1/src/test/resources/golden",
                        "codec/src/test/asn1/constructs",
                        "codec/src/test/asn1/corners"))
            for (var file : files(Protocol.root().resolve(folder), ".*\\.asn"))
                seeds.add(Files.readAllBytes(file));
        return seeds;
    }

    private static List<Path> files(Path folder, String pattern) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(it -> it.getFileName().toString().matches(pattern))
                    .sorted()
                    .toList();
        }
    }
}
