package kenb.tools;

import kenb.asn1.Compiler;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/// `kenb asn1 generate`: the Java source of a user's own modules.
@Command(
        name = "generate",
        description = {
            "Write the Java codecs of a set of ASN.1 modules.",
            "They need kenb-codec on the class path. Files that would not change are left alone;"
                    + " generated files that are no more wanted are deleted."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:written",
            "1:the modules have problems",
            "2:the command line is wrong",
            "3:a file can't be read or written"
        },
        footerHeading = "%nExample:%n",
        footer = "  kenb asn1 generate modules/ --rules uper --package my.rrc --out src/main/java")
final class Asn1GenerateCommand implements Callable<Integer> {
    @Parameters(
            arity = "1..*",
            paramLabel = "DIR",
            description = "Folders of .asn and .asn1 files, or such files.")
    private List<Path> files = List.of();

    @Option(names = "--rules", required = true, description = "aper (aligned) or uper (unaligned).")
    private Compiler.Rules rules = Compiler.Rules.aper;

    @Option(
            names = "--package",
            required = true,
            paramLabel = "NAME",
            description = "Java package of the codecs.")
    private String javaPackage = "";

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Source folder to write to.")
    private Path out = Path.of("");

    @Mixin private Verbosity verbosity = new Verbosity();
    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init")
    Asn1GenerateCommand() {}

    @Override
    public Integer call() throws IOException {
        Asn1CheckCommand.mustExist(files, spec);
        Asn1CheckCommand.checkPackage(javaPackage, spec);
        var problems = Compiler.generate(files, rules, javaPackage, out);
        var err = spec.commandLine().getErr();
        problems.forEach(err::println);
        if (!problems.isEmpty()) err.println("kenb: " + problems.size() + " problems");
        err.flush();
        return problems.isEmpty() ? Exit.PASSED : Exit.EXPECTATION;
    }
}
