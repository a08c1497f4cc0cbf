package kenb.stack.air;

import kenb.stack.cipher.CipheringAlgorithm;
import kenb.stack.cipher.IntegrityAlgorithm;

import java.util.ArrayList;
import java.util.List;

/// What Wireshark (tried with 4.0.17) must be told to decipher and verify NR PDCP PDUs in the framing of {@link NrAirFraming}, as arguments.
///
/// As for LTE it starts every UE id at COUNT 0 and has one algorithm of each kind for all. Distribution builds have AES only; under the others a
/// PDU stays octets. It takes a MAC-I on user data for one under the integrity key of the user plane.
public final class NrWiresharkProfile {
    /// The keys of one leg as hex; empty where the leg has none.
    ///
    /// @param crnti by which the leg's PDUs are tagged, see {@link NrAirFrame#crnti()}
    public record LegKeys(int crnti, String kRrcEnc, String kUpEnc, String kRrcInt, String kUpInt) {

        /// Without the keys.
        @Override
        public String toString() {
            return "LegKeys[%04x]".formatted(crnti);
        }
    }

    private final List<String> arguments = new ArrayList<>();

    public NrWiresharkProfile(
            CipheringAlgorithm ciphering, IntegrityAlgorithm integrity, List<LegKeys> legs) {
        arguments.addAll(List.of("--enable-heuristic", "pdcp_nr_udp"));
        option("pdcp-nr.check_sequence_numbers:Only-PDCP-frames"); // it finds COUNT
        option("pdcp-nr.default_ciphering_algorithm:NEA" + named(ciphering.id()));
        option("pdcp-nr.default_integrity_algorithm:NIA" + named(integrity.id()));
        option("pdcp-nr.ignore_rrc_sec_params:TRUE");
        option("pdcp-nr.decipher_signalling:TRUE");
        option("pdcp-nr.decipher_userplane:TRUE");
        option("pdcp-nr.verify_integrity:TRUE");
        option("pdcp-nr.show_signalling_plane_as_rrc:TRUE");
        option("pdcp-nr.show_user_plane_as_ip:TRUE");
        for (LegKeys leg : legs)
            option(
                    "uat:pdcp_nr_ue_keys:\"%d\",\"%s\",\"%s\",\"%s\",\"%s\""
                            .formatted(
                                    leg.crnti(),
                                    leg.kRrcEnc(),
                                    leg.kUpEnc(),
                                    leg.kRrcInt(),
                                    leg.kUpInt()));
    }

    private void option(String option) {
        arguments.add("-o");
        arguments.add(option);
    }

    private static String named(int id) {
        return id + List.of(" (NULL)", " (SNOW3G)", " (AES)", " (ZUC)").get(id);
    }

    /// For `tshark` and `wireshark`.
    public List<String> arguments() {
        return List.copyOf(arguments);
    }
}
