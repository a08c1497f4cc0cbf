package kenb.tools;

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
            List.of(
                    "nas-eps.null_decipher: TRUE",
                    "nas-5gs.null_decipher: TRUE",
                    "pdcp-nr.check_sequence_numbers: Only-PDCP-frames",
                    "pdcp-nr.decipher_userplane: TRUE",
                    "pdcp-nr.show_user_plane_as_ip: TRUE");

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
        if (keys != null) {
            try {
                for (var leg : JsonMapper.shared().readTree(Files.readString(keys)).path("pdcpLte"))
                    legs.add(leg(leg));
            } catch (JacksonException | IllegalArgumentException problem) {
                throw new CommandFailure(
                        Exit.ENVIRONMENT, keys + ": no key file: " + problem.getMessage(), problem);
            }
        }
        new WiresharkProfile(legs).write(folder);
        Files.write(folder.resolve("preferences"), PREFERENCES, StandardOpenOption.APPEND);
        Files.write(
                folder.resolve("heuristic_protos"),
                List.of("pdcp_nr_udp,1"),
                StandardOpenOption.APPEND);
        Files.write(folder.resolve("user_dlts"), USER_LINK_TYPES);
        var out = spec.commandLine().getOut();
        out.printf(
                "%s has what Wireshark needs: WIRESHARK_CONFIG_DIR=%s wireshark FILE%n",
                folder, folder);
        if (!legs.isEmpty()) out.printf("and the keys of %d legs in the clear%n", legs.size());
        out.flush();
        return Exit.PASSED;
    }

    private static LegKeys leg(JsonNode entry) {
        var ciphering = entry.path("ciphering").asString("");
        var integrity = entry.path("integrity").asString("");
        return new LegKeys(
                entry.path("ueId").asInt(),
                CipheringAlgorithm.valueOf(ciphering.isEmpty() ? "EEA0" : ciphering),
                IntegrityAlgorithm.valueOf(integrity.isEmpty() ? "EIA0" : integrity),
                entry.path("kRrcEnc").asString(""),
                entry.path("kUpEnc").asString(""),
                entry.path("kRrcInt").asString(""));
    }
}
