package kenb.tools.asn1;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// Compiles Java sources from memory to memory.
final class InMemory {
    private InMemory() {}

    /// Classes by name, and what the compiler had to say.
    record Compiled(Map<String, byte[]> classes, List<String> messages, boolean passed) {
        ClassLoader loader(ClassLoader parent) {
            return new ClassLoader("asn1", parent) {
                @Override
                protected Class<?> findClass(String name) throws ClassNotFoundException {
                    var bytes = classes.get(name);
                    if (bytes == null) throw new ClassNotFoundException(name);
                    return defineClass(name, bytes, 0, bytes.length);
                }
            };
        }
    }

    /// @param sources by file name, all of one package
    /// @throws IllegalStateException when this Java has no compiler
    static Compiled compile(String javaPackage, Map<String, String> sources) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null)
            throw new IllegalStateException("this Java has no compiler: run kenb with a JDK");
        var folder = javaPackage.replace('.', '/') + "/";
        var units = new ArrayList<JavaFileObject>();
        sources.forEach((name, text) -> units.add(new Source(folder + name, text)));
        var diagnostics = new DiagnosticCollector<JavaFileObject>();
        var classes = new ConcurrentHashMap<String, byte[]>();
        var standard = compiler.getStandardFileManager(diagnostics, Locale.ROOT, null);
        Callable<Boolean> task =
                compiler.getTask(
                        null,
                        new Classes(standard, classes),
                        diagnostics,
                        List.of(
                                "-Xlint:all",
                                "-proc:none",
                                "-implicit:none",
                                "-g:none",
                                "-classpath",
                                System.getProperty("java.class.path")),
                        null,
                        units);
        boolean passed;
        try (standard) {
            passed = task.call();
        } catch (Exception e) {
            throw new IllegalStateException("the Java compiler failed: " + e, e);
        }
        var messages =
                diagnostics.getDiagnostics().stream()
                        .map(it ->
                                it.getKind().name().toLowerCase(Locale.ROOT)
                                        + ": "
                                        + (it.getSource() == null ? "" : it.getSource().getName())
                                        + ":"
                                        + it.getLineNumber()
                                        + ": "
                                        + it.getMessage(Locale.ROOT))
                        .toList();
        return new Compiled(new HashMap<>(classes), messages, passed);
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String path, String text) {
            super(URI.create("asn1:///" + path), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class Classes extends ForwardingJavaFileManager<StandardJavaFileManager> {
        private final Map<String, byte[]> classes;

        Classes(StandardJavaFileManager standard, Map<String, byte[]> classes) {
            super(standard);
            this.classes = classes;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                JavaFileManager.Location location,
                String className,
                JavaFileObject.Kind kind,
                FileObject sibling) {
            return new SimpleJavaFileObject(
                    URI.create("asn1:///" + className.replace('.', '/') + ".class"), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return new ByteArrayOutputStream() {
                        @Override
                        public void close() {
                            classes.put(className, toByteArray());
                        }
                    };
                }
            };
        }
    }
}
