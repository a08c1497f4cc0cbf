package kenb.tools;

import kenb.stack.air.NrWiresharkProfile;
import kenb.stack.air.WiresharkProfile;
import kenb.stack.air.WiresharkProfile.LegKeys;
import kenb.stack.cipher.CipheringAlgorithm;
import kenb.stack.cipher.IntegrityAlgorithm;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// `kenb wireshark-profile`: a configuration folder with which Wireshark shows what kenb shows.
@Command(
        name = "wireshark-profile",
        description =
                "Write a configuration folder for Wireshark and tshark: PDCP over UDP, NAS under the null cipher, link types as srsRAN uses them, keys.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExample:%n",
        footer = {
            "  kenb wireshark-profile ws --keys keys.json",
            "  WIRESHARK_CONFIG_DIR=ws wireshark run.pcapng"
        })
final class WiresharkProfileCommand implements Callable<Integer> {
    private static final List<String> PREFERENCES =
            List.of("nas-eps.null_decipher: TRUE", "nas-5gs.null_decipher: TRUE");

    private static final String NR_KEYS = "uat:pdcp_nr_ue_keys:";

    private static final List<String> USER_LINK_TYPES =
            List.of(
                    "\"User 1 (DLT=148)\",\"nas-eps\",\"0\",\"\",\"0\",\"\"",
                    "\"User 2 (DLT=149)\",\"udp\",\"0\",\"\",\"0\",\"\"",
                    "\"User 3 (DLT=150)\",\"s1ap\",\"0\",\"\",\"0\",\"\"",
                    "\"User 4 (DLT=151)\",\"nas-5gs\",\"0\",\"\",\"0\",\"\"",
                    "\"User 5 (DLT=152)\",\"ngap\",\"0\",\"\",\"0\",\"\"");

    @Parameters(paramLabel = "DIR", description = "The folder; it is made where it is not there.")
    private Path folder = Path.of("");

    @Option(
            names = "--keys",
            paramLabel = "KEYS.JSON",
            description = "Put the radio keys of this file in, readable for you alone.")
    private @Nullable Path keys;

    @Mixin private Verbosity verbosity = new Verbosity();
    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init")
    WiresharkProfileCommand() {}

    @Override
    public Integer call() throws IOException {
        var legs = new ArrayList<LegKeys>();
        var nrLegs = new ArrayList<NrWiresharkProfile.LegKeys>();
        var ciphering = CipheringAlgorithm.EEA0;
        var integrity = IntegrityAlgorithm.EIA0;
        if (keys != null) {
            try {
                var all = JsonMapper.shared().readTree(Files.readString(keys));
                for (var leg : all.path("pdcpLte")) legs.add(leg(leg));
                for (var leg : all.path("pdcpNr")) {
                    nrLegs.add(nrLeg(leg));
                    ciphering = CipheringAlgorithm.valueOf(algorithm(leg, "ciphering", "EEA0"));
                    integrity = IntegrityAlgorithm.valueOf(algorithm(leg, "integrity", "EIA0"));
                }
            } catch (JacksonException | IllegalArgumentException problem) {
                throw new CommandFailure(
                        Exit.ENVIRONMENT, keys + ": no key file: " + problem.getMessage(), problem);
            }
        }
        new WiresharkProfile(legs).write(folder);
        Files.write(folder.resolve("preferences"), PREFERENCES, StandardOpenOption.APPEND);
        writeNr(new NrWiresharkProfile(ciphering, integrity, nrLegs));
        Files.write(
                folder.resolve("heuristic_protos"),
                List.of("pdcp_nr_udp,1"),
                StandardOpenOption.APPEND);
        Files.write(folder.resolve("user_dlts"), USER_LINK_TYPES);
        var out = spec.commandLine().getOut();
        out.printf(
                "%s has what Wireshark needs: WIRESHARK_CONFIG_DIR=%s wireshark FILE%n",
                folder, folder);
        int all = legs.size() + nrLegs.size();
        if (all > 0) out.printf("and the keys of %d legs in the clear%n", all);
        out.flush();
        return Exit.PASSED;
    }

    /// The profile comes as arguments: `-o name:value`, keys as lines of a table of their own.
    private void writeNr(NrWiresharkProfile profile) throws IOException {
        var preferences = new ArrayList<String>();
        var table = new ArrayList<String>();
        for (var argument : profile.arguments()) {
            if (argument.startsWith(NR_KEYS)) table.add(argument.substring(NR_KEYS.length()));
            else if (argument.startsWith("pdcp-nr."))
                preferences.add(argument.replaceFirst(":", ": "));
        }
        Files.write(folder.resolve("preferences"), preferences, StandardOpenOption.APPEND);
        if (table.isEmpty()) return;
        var file = folder.resolve("pdcp_nr_ue_keys");
        Files.deleteIfExists(file);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix"))
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        Files.write(file, table);
    }

    private static LegKeys leg(JsonNode entry) {
        return new LegKeys(
                entry.path("ueId").asInt(),
                CipheringAlgorithm.valueOf(algorithm(entry, "ciphering", "EEA0")),
                IntegrityAlgorithm.valueOf(algorithm(entry, "integrity", "EIA0")),
                entry.path("kRrcEnc").asString(""),
                entry.path("kUpEnc").asString(""),
                entry.path("kRrcInt").asString(""));
    }

    private static NrWiresharkProfile.LegKeys nrLeg(JsonNode entry) {
        return new NrWiresharkProfile.LegKeys(
                entry.path("ueId").asInt(),
                entry.path("kRrcEnc").asString(""),
                entry.path("kUpEnc").asString(""),
                entry.path("kRrcInt").asString(""),
                entry.path("kUpInt").asString(""));
    }

    private static String algorithm(JsonNode entry, String field, String otherwise) {
        var text = entry.path(field).asString("");
        return text.isEmpty() ? otherwise : text.replace("NEA", "EEA").replace("NIA", "EIA");
    }
}
