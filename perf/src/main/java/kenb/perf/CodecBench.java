package kenb.perf;

import kenb.perf.erlang.Erlang;
import kenb.perf.report.BenchReport;
import kenb.perf.report.BenchRow;
import kenb.perf.report.Measurement;
import kenb.perf.report.Surroundings;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Measures the codecs on messages, and Erlang's on the same octets where it is installed.
///
/// @param jmh how long
/// @param erlang null where it is not installed, or not wanted
/// @param progress told what is being done
public record CodecBench(JmhRun jmh, @Nullable Erlang erlang, Consumer<String> progress) {
    /// A method of a benchmark, and what the table calls it.
    ///
    /// @param aim times as fast as Erlang, for application protocols and for RRC
    private record Question(
            String what,
            Class<?> benchmark,
            String method,
            Predicate<BenchMessage> of,
            boolean decoding,
            double aim,
            double aimRrc) {}

    private static final List<Question> QUESTIONS =
            List.of(
                    new Question("decode", CodecBenchmark.class, "decode", _ -> true, true, 6, 8),
                    new Question(
                            "decode, direct buffer",
                            CodecBenchmark.class,
                            "decodeDirect",
                            _ -> true,
                            true,
                            6,
                            8),
                    new Question(
                            "encode", CodecBenchmark.class, "encode", _ -> true, false, 10, 12),
                    new Question(
                            "lazy, one field",
                            LazyBenchmark.class,
                            "lazy",
                            BenchMessage::inContainers,
                            true,
                            15,
                            15));

    /// @throws IOException when Erlang fails
    public BenchReport run(List<BenchMessage> messages, ZonedDateTime now) throws IOException {
        var peers = peers(messages);
        var rows = new ArrayList<BenchRow>();
        var file = Files.createTempFile("kenb-bench", ".messages");
        try {
            Files.write(file, messages.stream().map(BenchMessage::line).toList());
            var properties = Map.of(BenchMessage.FILE_PROPERTY, file.toString());
            for (var message : messages)
                for (var question : QUESTIONS)
                    if (question.of().test(message))
                        rows.add(row(message, question, peers.get(message), properties));
        } finally {
            Files.delete(file);
        }
        var surroundings = new LinkedHashMap<>(Surroundings.of(now, JmhRun.JVM));
        if (erlang != null) surroundings.put("Erlang", erlang.versions());
        var report =
                new BenchReport(
                        "kenb codecs, one thread",
                        surroundings,
                        erlang == null ? null : "Erlang",
                        rows,
                        List.of());
        return new BenchReport(
                report.title(), surroundings, report.peer(), rows, notes(report, peers));
    }

    private Map<BenchMessage, Erlang.Figures> peers(List<BenchMessage> messages)
            throws IOException {
        var figures = new HashMap<BenchMessage, Erlang.Figures>();
        if (erlang == null) return figures;
        var protocols = new LinkedHashMap<String, List<BenchMessage>>();
        for (var message : messages)
            protocols.computeIfAbsent(message.protocol(), _ -> new ArrayList<>()).add(message);
        for (var protocol : protocols.entrySet()) {
            erlang.build(
                    protocol.getKey(),
                    protocol.getValue().getFirst().type().aligned(),
                    it ->
                            progress.accept(
                                    "Erlang compiles " + it + ", once; half a minute or more"));
        }
        for (var protocol : protocols.entrySet()) {
            progress.accept("Erlang, " + protocol.getKey());
            var found =
                    erlang.measure(
                            protocol.getKey(), protocol.getValue(), jmh.rounds(), jmh.millis());
            for (var message : protocol.getValue()) {
                var those = found.get(message.name());
                if (those != null) figures.put(message, those);
            }
        }
        return figures;
    }

    private BenchRow row(
            BenchMessage message,
            Question question,
            Erlang.@Nullable Figures peer,
            Map<String, String> properties) {
        progress.accept(message.name() + ", " + question.what());
        Measurement here =
                jmh.measure(
                        question.benchmark(),
                        question.method(),
                        Map.of("message", message.name()),
                        properties);
        Measurement there =
                peer == null ? null : question.decoding() ? peer.decode() : peer.encode();
        return new BenchRow(
                "%s %s, %d octets"
                        .formatted(message.protocol(), message.name(), message.octets().length),
                question.what(),
                here,
                there,
                message.protocol().endsWith("-rrc") ? question.aimRrc() : question.aim(),
                Map.of(
                        "message", message.name(),
                        "protocol", message.protocol(),
                        "pdu", message.pdu(),
                        "octets", message.octets().length,
                        "benchmark",
                                question.benchmark().getSimpleName() + "." + question.method()));
    }

    private List<String> notes(BenchReport report, Map<BenchMessage, Erlang.Figures> peers) {
        var notes = new ArrayList<String>();
        notes.add(
                "Medians of %d rounds of %d ms, by processor time: of the measured thread (kenb, without the collector), of the process (Erlang)."
                        .formatted(jmh.rounds(), jmh.millis()));
        double share = report.processorShare();
        notes.add(
                "The measured thread had %.0f %% of a processor.%s"
                        .formatted(
                                100 * share,
                                share < 0.9
                                        ? " The machine was busy with other things, which makes figures worse and less certain."
                                        : ""));
        notes.add("\"lazy\" stands beside Erlang's decode: it has nothing of the kind.");
        peers.forEach((message, figures) -> {
            if (!figures.remark().isEmpty())
                notes.add("Erlang and " + message.name() + ": " + figures.remark());
        });
        return notes;
    }
}
