package kenb.tools;

import kenb.asn1.Compiler;
import kenb.asn1.emit.NoJavaException;
import kenb.asn1.resolve.Asn1Exception;
import kenb.tools.asn1.UserModules;
import kenb.tools.codec.Codecs;
import kenb.tools.codec.MessageFile;
import kenb.tools.codec.RoundTrip;
import kenb.tools.codec.RoundTripTally;
import kenb.tools.codec.UnknownTypeException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

/// `kenb asn1 check`: compiles a user's own modules in memory and tries messages on them.
@Command(
        name = "check",
        description = {
            "Compile a set of ASN.1 modules in memory, and say what is in them and what is wrong with them.",
            "With --messages, decode messages by them, encode them again and compare."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the modules are sound, and every message came back as it was",
            "1:the modules have problems, or a message failed or differs",
            "2:the command line is wrong",
            "3:a file can't be read"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  kenb asn1 check modules/ --rules aper",
            "  kenb asn1 check lte-rrc/ --rules uper --messages rrc.jsonl --list"
        })
final class Asn1CheckCommand implements Callable<Integer> {
    @Parameters(
            arity = "1..*",
            paramLabel = "DIR",
            description = "Folders of .asn and .asn1 files, or such files: one set of modules.")
    private List<Path> files = List.of();

    @Option(
            names = "--rules",
            required = true,
            description = "aper (aligned: S1AP, X2AP, NGAP, XnAP, RANAP) or uper (unaligned: RRC).")
    private Compiler.Rules rules = Compiler.Rules.aper;

    @Option(
            names = "--messages",
            paramLabel = "FILE.jsonl",
            split = ",",
            description = "Messages to try: a JSON object a line with id, pdu and hex.")
    private List<String> messages = List.of();

    @Option(names = "--list", description = "List the messages that failed or differ, and why.")
    private boolean list;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Mixin private Verbosity verbosity = new Verbosity();
    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init")
    Asn1CheckCommand() {}

    @Override
    public Integer call() throws IOException {
        mustExist(files, spec);
        for (var file : messages)
            if (!file.equals("-") && !Files.exists(Path.of(file)))
                throw new ParameterException(spec.commandLine(), file + ": no such file");
        UserModules modules;
        try {
            modules = UserModules.compile(files, rules == Compiler.Rules.aper, this::progress);
        } catch (Asn1Exception e) {
            return problems(e.problems().stream().map(Object::toString).toList());
        } catch (NoJavaException e) {
            return problems(List.of(String.valueOf(e.getMessage())));
        } finally {
            progress("");
        }
        var tally = new RoundTripTally();
        for (var file : messages)
            try (var lines = RoundtripCommand.open(file)) {
                MessageFile.read(file, lines, line -> tally.add(tried(line, modules)));
            }
        var out = spec.commandLine().getOut();
        if (json) out.println(json(modules, tally));
        else {
            print(modules, out);
            if (!tally.isEmpty()) {
                out.println();
                tally.print(out, list);
            }
        }
        out.flush();
        return modules.javaMessages().isEmpty() && tally.allSame() ? Exit.PASSED : Exit.EXPECTATION;
    }

    /// One line that is written over, where somebody looks on.
    private void progress(String what) {
        if (System.console() == null || !System.console().isTerminal() || json) return;
        var err = spec.commandLine().getErr();
        err.print("\r\033[K" + what + (what.isEmpty() ? "" : " …"));
        err.flush();
    }

    private RoundTripTally.Entry tried(MessageFile.Line line, UserModules modules) {
        var pdu = line.pdu() == null ? "" : line.pdu();
        RoundTrip result;
        try {
            var type = Codecs.find(modules.types(), pdu, "these modules");
            result = RoundTrip.of(type, line.octets(), false, false);
        } catch (UnknownTypeException e) {
            result = new RoundTrip(RoundTrip.Outcome.FAILED, String.valueOf(e.getMessage()));
        }
        return new RoundTripTally.Entry(line.protocol(), line.id(), pdu, result);
    }

    private int problems(List<String> problems) {
        var out = spec.commandLine().getOut();
        if (json) {
            var root = JsonMapper.shared().createObjectNode();
            var array = root.putArray("problems");
            problems.forEach(array::add);
            out.println(
                    JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(root));
        } else {
            problems.forEach(out::println);
            out.println(problems.size() + (problems.size() == 1 ? " problem" : " problems"));
        }
        out.flush();
        return Exit.EXPECTATION;
    }

    private static void print(UserModules modules, PrintWriter out) {
        for (var module : modules.modules().modules())
            out.printf(
                    "%-40s %5d types %5d values %5d object sets%n",
                    module.name(),
                    module.types().size(),
                    module.values().size(),
                    module.objectSets().size());
        out.printf(
                "%d types can be a PDU; %d sources of %,d KB made %d classes of %,d KB%n",
                modules.types().size(),
                modules.sources(),
                modules.sourceCharacters() / 1000,
                modules.classes(),
                modules.classOctets() / 1000);
        out.printf(
                "resolved in %s, generated in %s, compiled in %s, loaded in %s%n",
                seconds(modules.resolving()),
                seconds(modules.generating()),
                seconds(modules.compiling()),
                seconds(modules.loading()));
        modules.javaMessages().forEach(out::println);
        int problems = modules.javaMessages().size();
        out.println(problems == 0 ? "no problems" : problems + " problems of the generated Java");
    }

    private static String seconds(Duration duration) {
        return "%.1f s".formatted(duration.toNanos() / 1e9);
    }

    private static String json(UserModules modules, RoundTripTally tally) {
        var mapper = JsonMapper.shared();
        var root = mapper.createObjectNode();
        var array = root.putArray("modules");
        for (var module : modules.modules().modules())
            array.addObject()
                    .put("name", module.name())
                    .put("types", module.types().size())
                    .put("values", module.values().size())
                    .put("objectSets", module.objectSets().size());
        root.put("pduTypes", modules.types().size())
                .put("sources", modules.sources())
                .put("classes", modules.classes());
        root.putObject("seconds")
                .put("resolving", modules.resolving().toNanos() / 1e9)
                .put("generating", modules.generating().toNanos() / 1e9)
                .put("compiling", modules.compiling().toNanos() / 1e9)
                .put("loading", modules.loading().toNanos() / 1e9);
        var problems = root.putArray("problems");
        modules.javaMessages().forEach(problems::add);
        if (!tally.isEmpty()) root.setAll((ObjectNode) mapper.readTree(tally.json()));
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }

    static void mustExist(List<Path> files, CommandSpec spec) {
        for (var file : files)
            if (!Files.exists(file))
                throw new ParameterException(spec.commandLine(), file + ": no such file or folder");
    }

    static void checkPackage(String javaPackage, CommandSpec spec) {
        if (!javaPackage.matches("[a-zA-Z_]\\w*(\\.[a-zA-Z_]\\w*)*"))
            throw new ParameterException(
                    spec.commandLine(), javaPackage + " can't be the name of a Java package");
    }
}
