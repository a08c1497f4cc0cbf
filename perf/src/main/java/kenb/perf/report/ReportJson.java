package kenb.perf.report;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.util.LinkedHashMap;
import java.util.Map;

/// A report for programs. Times are in nanoseconds, allocation in octets, an operation.
public final class ReportJson {
    private ReportJson() {}

    public static String of(BenchReport report) {
        var json = new LinkedHashMap<String, Object>();
        json.put("title", report.title());
        json.put("surroundings", report.surroundings());
        if (report.peer() != null) json.put("peer", report.peer());
        json.put("rows", report.rows().stream().map(ReportJson::row).toList());
        json.put("notes", report.notes());
        return JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(json);
    }

    private static Map<String, Object> row(BenchRow row) {
        var json = new LinkedHashMap<String, Object>();
        json.put("group", row.group());
        json.put("what", row.what());
        json.putAll(row.details());
        json.put("here", measurement(row.here()));
        var peer = row.peer();
        if (peer != null) json.put("peer", measurement(peer));
        put(json, "ratio", row.ratio());
        put(json, "aim", row.aim());
        return json;
    }

    private static Map<String, Object> measurement(Measurement measurement) {
        var json = new LinkedHashMap<String, Object>();
        json.put("cpuNanos", measurement.cpu());
        json.put("wallNanos", measurement.wall());
        put(json, "allocatedOctets", measurement.octets());
        return json;
    }

    private static void put(Map<String, Object> json, String name, @Nullable Object value) {
        if (value != null) json.put(name, value);
    }
}
