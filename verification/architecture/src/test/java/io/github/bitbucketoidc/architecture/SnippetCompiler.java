package io.github.bitbucketoidc.architecture;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * Compiles examples against the modules that they are about. An example is members of a class or statements of a method, whichever it
 * can be read as; it sees {@link SnippetNames}, all our public types and the JDK's usual packages without importing them.
 */
final class SnippetCompiler {

    private static final List<String> USUAL = List.of(
            "java.io",
            "java.net",
            "java.nio.file",
            "java.time",
            "java.util",
            "java.util.concurrent",
            "java.util.stream",
            "org.junit.jupiter.api",
            "net.jqwik.api");

    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    private final Path output;
    private final String imports;

    /**
     * Makes a compiler.
     *
     * @param output where classes go
     * @param sources the files whose packages examples see
     */
    SnippetCompiler(Path output, List<Path> sources) {
        this.output = output;
        TreeSet<String> packages = new TreeSet<>(USUAL);
        for (Path file : sources) {
            if (file.endsWith("package-info.java")) {
                packages.add(packageOf(file));
            }
        }
        StringBuilder all = new StringBuilder("import io.github.bitbucketoidc.architecture.SnippetNames;"
                + " import static io.github.bitbucketoidc.core.filter.ClaimFilters.*;"
                + " import static org.assertj.core.api.Assertions.assertThat;"
                + " import static io.github.bitbucketoidc.testkit.policy.PolicyAssert.assertThat;"
                + " import com.sun.net.httpserver.HttpServer; import io.javalin.Javalin; ");
        packages.forEach(name -> all.append("import ").append(name).append(".*; "));
        this.imports = all.toString();
    }

    private static String packageOf(Path file) {
        return PublishedSources.read(file)
                .lines()
                .filter(line -> line.startsWith("package "))
                .map(line -> line.substring("package ".length(), line.length() - 1))
                .findFirst()
                .orElseThrow();
    }

    /** What is wrong with the examples, each with its file and line; none if all compile. */
    List<String> problems(List<Snippet> snippets) throws IOException {
        Map<String, Snippet> byName = new HashMap<>();
        List<JavaFileObject> units = new ArrayList<>();
        for (Snippet snippet : snippets) {
            String name = "Snippet" + units.size();
            byName.put(name, snippet);
            String members = source(name, snippet, "", "");
            boolean readable = parses(name, members);
            units.add(new Text(
                    name, readable ? members : source(name, snippet, "void snippet() throws Exception {", "}")));
        }
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(found, null, null)) {
            files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(output));
            compiler.getTask(null, files, found, List.of("-proc:none", "-Xlint:all,-serial"), null, units)
                    .call();
        }
        return found.getDiagnostics().stream()
                .filter(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
                .map(problem -> describe(byName, problem))
                .toList();
    }

    private static String describe(Map<String, Snippet> byName, Diagnostic<? extends JavaFileObject> problem) {
        JavaFileObject unit = problem.getSource();
        if (unit == null) {
            return String.valueOf(problem.getMessage(null));
        }
        Snippet snippet = byName.get(((Text) unit).type);
        return snippet.file() + ":" + (snippet.line() + problem.getLineNumber() - 2) + ": " + problem.getMessage(null);
    }

    /** One line before the example, so that lines can be counted. */
    private String source(String name, Snippet snippet, String before, String after) {
        return imports + String.join(" ", snippet.imports())
                + " @SuppressWarnings(\"all\") abstract class " + name + " extends SnippetNames { " + before + "\n"
                + snippet.body() + "\n" + after + "}\n";
    }

    private boolean parses(String name, String source) throws IOException {
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        ((com.sun.source.util.JavacTask) compiler.getTask(
                        null, null, found, List.of("-proc:none"), null, List.of(new Text(name, source))))
                .parse();
        return found.getDiagnostics().stream().noneMatch(problem -> problem.getKind() == Diagnostic.Kind.ERROR);
    }

    /** A source that is no file. */
    private static final class Text extends SimpleJavaFileObject {

        private final String type;
        private final String source;

        Text(String type, String source) {
            super(URI.create("snippet:///" + type + ".java"), Kind.SOURCE);
            this.type = type;
            this.source = source;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreErrors) {
            return source;
        }
    }
}
