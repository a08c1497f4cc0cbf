package kenb.stack.air;

import kenb.stack.cipher.CipheringAlgorithm;
import kenb.stack.cipher.IntegrityAlgorithm;
import kenb.stack.pdcp.Protection;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What Wireshark (tried with 4.0.17) must know to decipher and verify the radio interface of a capture: as a configuration
/// folder, for `WIRESHARK_CONFIG_DIR=FOLDER wireshark` or `tshark`, or as arguments.
///
/// Wireshark starts every UE id at COUNT 0 and has one algorithm of each kind for all ids, in force from an id's first PDU;
/// hence the ids of {@link AirFrame#ueId}: under that of full protection all keys are listed, under that of integrity K_RRCint alone,
/// under that of none nothing. A bearer that comes from another leg with more than 2^SN-length PDUs behind it is beyond it.
///
/// RRC messages that are not ciphered would stay octets there, as long as any others are; a script has them dissected.
public final class WiresharkProfile {
    /// The script's name in the folder, under which Wireshark runs it by itself.
    public static final String SCRIPT = "init.lua";

    private static final String PREFERENCES = "preferences";
    private static final String KEYS = "pdcp_lte_ue_keys";
    private static final String HEURISTICS = "heuristic_protos";
    private static final List<String> FRAMINGS = List.of("pdcp_lte_udp", "rlc_lte_udp");

    /// The keys of one leg as hex; empty where the leg has none.
    ///
    /// @param crnti by which the leg's PDUs are tagged, see {@link AirFrame#crnti()}
    public record LegKeys(
            int crnti,
            CipheringAlgorithm ciphering,
            IntegrityAlgorithm integrity,
            String kRrcEnc,
            String kUpEnc,
            String kRrcInt) {

        /// Without the keys.
        @Override
        public String toString() {
            return "LegKeys[%04x, %s, %s]".formatted(crnti, ciphering, integrity);
        }
    }

    private final Map<String, String> preferences = new LinkedHashMap<>();
    private final List<String> keys = new ArrayList<>();

    /// @param legs of one capture. Where their algorithms differ, Wireshark reads those with the first that is not null.
    public WiresharkProfile(List<LegKeys> legs) {
        preferences.put("rlc-lte.call_rrc_for_ccch", "TRUE");
        preferences.put("pdcp-lte.check_sequence_numbers", "Only-PDCP-frames"); // it finds COUNT
        preferences.put("pdcp-lte.default_ciphering_algorithm", ciphering(legs));
        preferences.put("pdcp-lte.default_integrity_algorithm", integrity(legs));
        // Algorithms in a handover command would be taken for those of the leg that carries it.
        preferences.put("pdcp-lte.ignore_rrc_sec_params", "TRUE");
        preferences.put("pdcp-lte.decipher_signalling", "TRUE");
        preferences.put("pdcp-lte.decipher_userplane", "TRUE");
        preferences.put("pdcp-lte.verify_integrity", "TRUE");
        preferences.put("pdcp-lte.show_signalling_plane_as_rrc", "TRUE");
        preferences.put("pdcp-lte.show_user_plane_as_ip", "TRUE");
        preferences.put("x2ap.dissect_rrc_context_as", "LTE");
        for (LegKeys leg : legs) {
            keys.add(entry(leg.crnti(), leg.kRrcEnc(), leg.kUpEnc(), leg.kRrcInt()));
            if (!leg.kRrcInt().isEmpty()) {
                int verifiedOnly = AirFrame.ueId(leg.crnti(), Protection.INTEGRITY);
                keys.add(entry(verifiedOnly, "", "", leg.kRrcInt()));
            }
        }
    }

    private static String ciphering(List<LegKeys> legs) {
        var used =
                legs.stream()
                        .map(LegKeys::ciphering)
                        .filter(it -> it != CipheringAlgorithm.EEA0)
                        .findFirst()
                        .orElse(CipheringAlgorithm.EEA0);
        return used + function(used.id());
    }

    private static String integrity(List<LegKeys> legs) {
        var used =
                legs.stream()
                        .map(LegKeys::integrity)
                        .filter(it -> it != IntegrityAlgorithm.EIA0)
                        .findFirst()
                        .orElse(IntegrityAlgorithm.EIA0);
        return used + function(used.id());
    }

    private static String function(int id) {
        return List.of(" (NULL)", " (SNOW3G)", " (AES)", " (ZUC)").get(id);
    }

    private static String entry(int ueId, String kRrcEnc, String kUpEnc, String kRrcInt) {
        return "\"%d\",\"%s\",\"%s\",\"%s\"".formatted(ueId, kRrcEnc, kUpEnc, kRrcInt);
    }

    /// Arguments for `tshark` and `wireshark` that come to the same as the folder.
    ///
    /// @param folder that was given to {@link #write}: the script is run from there
    public List<String> arguments(Path folder) {
        List<String> arguments = new ArrayList<>();
        for (String framing : FRAMINGS) {
            arguments.addAll(List.of("--enable-heuristic", framing));
        }
        preferences.forEach((name, value) -> arguments.addAll(List.of("-o", name + ":" + value)));
        for (String key : keys) {
            arguments.addAll(List.of("-o", "uat:" + KEYS + ":" + key));
        }
        arguments.addAll(List.of("-X", "lua_script:" + folder.resolve(SCRIPT).toAbsolutePath()));
        return arguments;
    }

    /// Makes the folder, or replaces its files; that with the keys is for its owner's eyes alone.
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        var lines = preferences.entrySet().stream().map(it -> it.getKey() + ": " + it.getValue());
        Files.write(folder.resolve(PREFERENCES), (Iterable<String>) lines::iterator);
        Files.write(folder.resolve(HEURISTICS), FRAMINGS.stream().map(it -> it + ",1").toList());
        try (var script = WiresharkProfile.class.getResourceAsStream("clear-rrc.lua")) {
            if (script == null) throw new IllegalStateException("clear-rrc.lua is not packaged");
            var text = new String(script.readAllBytes(), StandardCharsets.UTF_8);
            Files.writeString(
                    folder.resolve(SCRIPT), text.replace("@CRNTIS@", "" + AirFrame.CRNTIS));
        }
        Files.write(secret(folder.resolve(KEYS)), keys);
    }

    private static Path secret(Path file) throws IOException {
        Files.deleteIfExists(file);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            var owner = PosixFilePermissions.fromString("rw-------");
            return Files.createFile(file, PosixFilePermissions.asFileAttribute(owner));
        }
        return Files.createFile(file);
    }
}
