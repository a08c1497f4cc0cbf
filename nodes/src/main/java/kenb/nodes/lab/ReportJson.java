package kenb.nodes.lab;

import kenb.nodes.Notice;
import kenb.stack.air.AirFrame;
import kenb.stack.keys.Derivation;
import kenb.stack.keys.KeyOrigin;
import kenb.stack.pdcp.Protection;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A run's report and its keys for programs to read.
public final class ReportJson {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private ReportJson() {}

    /// `report.json`, which holds no key.
    public static String report(LabReport report) {
        LabSettings settings = report.settings();
        var root = new LinkedHashMap<String, Object>();
        root.put("passed", report.passed());
        root.put("problems", report.problems());
        root.put("fault", settings.fault() == null ? null : settings.fault().toString());
        root.put("faultSeen", report.fault());
        root.put("seed", settings.seed());
        root.put("version", report.version());
        root.put("java", Runtime.version().toString());
        root.put("carrier", report.carrier());
        root.put("addresses", report.addresses());
        root.put("start", report.start().toString());
        root.put("steps", report.steps().stream().map(ReportJson::step).toList());
        root.put("keys", report.keys().stream().map(ReportJson::key).toList());
        root.put("traffic", Map.of("uplink", report.uplink(), "downlink", report.downlink()));
        root.put("pdcp", report.nodes());
        root.put("capturedDatagrams", report.capturedDatagrams());
        return MAPPER.writeValueAsString(root);
    }

    private static Map<String, Object> step(RunLog.Entry entry) {
        Notice notice = entry.notice();
        var step = new LinkedHashMap<String, Object>();
        step.put("micros", entry.micros());
        step.put("node", entry.node());
        step.put("kind", notice.kind().name().toLowerCase(java.util.Locale.ROOT));
        step.put("procedure", notice.procedure());
        step.put("text", notice.text());
        return step;
    }

    private static Map<String, Object> key(KeyLedger.Life life) {
        var key = new LinkedHashMap<String, Object>();
        key.put("fingerprint", life.fingerprint());
        key.put("name", life.name());
        key.put("owner", life.node());
        key.put("origin", ReportText.origin(life.origin()));
        if (life.origin() instanceof KeyOrigin.Derived(Derivation derivation)) {
            key.put("derivedFrom", derivation.parentFingerprint());
            key.put("fc", "%02X".formatted(derivation.fc()));
            key.put("clause", derivation.clause());
        }
        key.put("sentTo", life.recipients());
        key.put("born", life.born().toString());
        key.put("died", text(life.died()));
        return key;
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    /// `keys.json`, which holds the keys of the air: for the eyes of the lab only.
    static String keys(List<AirKeys.KeySet> sets, List<KeyLedger.Life> lives) {
        var root = new LinkedHashMap<String, Object>();
        root.put("note", "Keys of a lab run, in the clear; worthless anywhere else.");
        root.put("pdcpLte", sets);
        root.put("keys", lives.stream().map(ReportJson::key).toList());
        root.put("tshark", tshark(sets));
        return MAPPER.writeValueAsString(root);
    }

    /// Arguments with which tshark deciphers and verifies the PDCP PDUs of the run's capture.
    static List<String> tshark(List<AirKeys.KeySet> sets) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--enable-heuristic",
                                "pdcp_lte_udp",
                                "--enable-heuristic",
                                "rlc_lte_udp",
                                "-o",
                                "rlc-lte.call_rrc_for_ccch:TRUE",
                                "-o",
                                "pdcp-lte.check_sequence_numbers:Only-PDCP-frames",
                                "-o",
                                "pdcp-lte.default_ciphering_algorithm:EEA2 (AES)",
                                "-o",
                                "pdcp-lte.default_integrity_algorithm:EIA2 (AES)",
                                "-o",
                                "pdcp-lte.decipher_signalling:TRUE",
                                "-o",
                                "pdcp-lte.decipher_userplane:TRUE",
                                "-o",
                                "pdcp-lte.verify_integrity:TRUE",
                                "-o",
                                "nas-eps.null_decipher:TRUE",
                                "-o",
                                "x2ap.dissect_rrc_context_as:LTE"));
        for (AirKeys.KeySet set : sets) {
            key(arguments, set.ueId(), set.kRrcEnc(), set.kUpEnc(), set.kRrcInt());
            if (!set.kRrcInt().isEmpty()) {
                int integrityOnly = AirFrame.ueId(set.ueId(), Protection.INTEGRITY);
                key(arguments, integrityOnly, "", "", set.kRrcInt());
            }
        }
        return arguments;
    }

    private static void key(
            List<String> arguments, int ueId, String rrcEnc, String upEnc, String rrcInt) {
        arguments.add("-o");
        arguments.add(
                "uat:pdcp_lte_ue_keys:\"%d\",\"%s\",\"%s\",\"%s\""
                        .formatted(ueId, rrcEnc, upEnc, rrcInt));
    }
}
