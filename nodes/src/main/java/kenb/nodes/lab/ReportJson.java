package kenb.nodes.lab;

import kenb.nodes.Notice;
import kenb.stack.keys.Derivation;
import kenb.stack.keys.KeyOrigin;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
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
        root.put("cipher", settings.cipher());
        root.put("addresses", report.addresses());
        root.put("start", report.start().toString());
        root.put("steps", report.steps().stream().map(ReportJson::step).toList());
        root.put("keys", report.keys().stream().map(ReportJson::key).toList());
        root.put("traffic", Map.of("uplink", report.uplink(), "downlink", report.downlink()));
        root.put("pdcp", report.nodes());
        root.put("keystream", report.keystream());
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
    ///
    /// @param tshark arguments with which tshark deciphers and verifies the run's capture
    static String keys(List<AirKeys.KeySet> sets, List<KeyLedger.Life> lives, List<String> tshark) {
        var root = new LinkedHashMap<String, Object>();
        root.put("note", "Keys of a lab run, in the clear; worthless anywhere else.");
        root.put("pdcpLte", sets);
        root.put("keys", lives.stream().map(ReportJson::key).toList());
        root.put("tshark", tshark);
        return MAPPER.writeValueAsString(root);
    }
}
