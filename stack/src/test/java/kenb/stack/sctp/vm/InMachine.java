package kenb.stack.sctp.vm;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;
import static org.junit.platform.launcher.TagFilter.includeTags;

import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// Runs in the machine the tests made for it and writes a line for each as it ends. Arguments: the file, and where
/// not all are wanted a pattern found in `Class.method`.
final class InMachine {
    /// Tag of tests that only make sense in the machine.
    static final String TAG = "in-machine";

    private InMachine() {}

    /// @param failure stack trace, empty where the test passed
    record Outcome(String test, long millis, String failure) {

        String line() {
            return String.join("\t", List.of(encode(test), Long.toString(millis), encode(failure)));
        }

        static Outcome of(String line) {
            List<String> fields =
                    Arrays.stream(line.split("\t", -1))
                            .map(it -> URLDecoder.decode(it, StandardCharsets.UTF_8))
                            .toList();
            return new Outcome(fields.get(0), Long.parseLong(fields.get(1)), fields.get(2));
        }

        private static String encode(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }
    }

    public static void main(String[] args) {
        var request =
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectPackage(InMachine.class.getPackageName()))
                        .filters(includeTags(TAG), onlyMethods(args.length > 1 ? args[1] : ""));
        LauncherFactory.create().execute(request.build(), new Results(Path.of(args[0])));
        // Threads of a test that failed may still be there.
        System.exit(0);
    }

    private static PostDiscoveryFilter onlyMethods(String pattern) {
        var wanted = Pattern.compile(pattern);
        return test ->
                FilterResult.includedIf(
                        !(test.getSource().orElse(null) instanceof MethodSource method)
                                || wanted.matcher(
                                                method.getJavaClass().getSimpleName()
                                                        + "."
                                                        + method.getMethodName())
                                        .find());
    }

    private static final class Results implements TestExecutionListener {
        private final Map<String, Long> started = new ConcurrentHashMap<>();
        private final Path file;

        Results(Path file) {
            this.file = file;
        }

        @Override
        public void executionStarted(TestIdentifier test) {
            started.put(test.getUniqueId(), System.nanoTime());
            if (test.isTest()) {
                System.out.println(name(test) + " …");
            }
        }

        @Override
        public void executionSkipped(TestIdentifier test, String reason) {
            write(new Outcome(name(test), 0, "not run: " + reason));
        }

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            var text = new StringWriter();
            result.getThrowable().ifPresent(it -> it.printStackTrace(new PrintWriter(text, true)));
            if (test.isTest() || !text.toString().isEmpty()) {
                long nanos = System.nanoTime() - started.getOrDefault(test.getUniqueId(), 0L);
                write(new Outcome(name(test), nanos / 1_000_000, text.toString()));
                System.out.println(
                        name(test)
                                + ": "
                                + nanos / 1_000_000
                                + " ms"
                                + (text.toString().isEmpty() ? "" : ", " + text));
            }
        }

        private static String name(TestIdentifier test) {
            String owner =
                    switch (test.getSource().orElse(null)) {
                        case MethodSource method -> method.getJavaClass().getSimpleName() + ".";
                        case ClassSource source -> source.getJavaClass().getPackageName() + ".";
                        case null, default -> "";
                    };
            String name = test.getDisplayName();
            return test.getSource().orElse(null) instanceof MethodSource method
                            && !name.startsWith(method.getMethodName())
                    ? owner + method.getMethodName() + " " + name
                    : owner + name;
        }

        private synchronized void write(Outcome outcome) {
            try {
                Files.writeString(
                        file,
                        outcome.line() + "\n",
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
