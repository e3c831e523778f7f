package io.github.bitbucketoidc.threats;

import io.github.bitbucketoidc.threats.Threat.Mutant;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** Compiles one source file with one place of it written differently. */
final class MutatedClasses {

    private MutatedClasses() {}

    /** How often the place is there. */
    static int times(Mutant mutant) {
        String source = source(mutant);
        int times = 0;
        for (int at = source.indexOf(mutant.find()); at >= 0; at = source.indexOf(mutant.find(), at + 1)) {
            times++;
        }
        return times;
    }

    private static String source(Mutant mutant) {
        Path file = Repository.root().resolve(mutant.file());
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException unreadable) {
            throw new AssertionError(file + " cannot be read", unreadable);
        }
    }

    /** Writes the classes of the mutated file into a folder, to stand before the class path. */
    static void compile(Mutant mutant, Path folder, String classPath) throws IOException {
        if (times(mutant) != 1) {
            throw new AssertionError(mutant.file() + " does not hold exactly once: " + mutant.find());
        }
        String mutated = source(mutant).replace(mutant.find(), mutant.put());
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter problems = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(folder));
            boolean compiled = compiler.getTask(
                            problems,
                            files,
                            null,
                            List.of("-proc:none", "-Xlint:none", "-classpath", classPath),
                            null,
                            List.of(new Source(mutant.file(), mutated)))
                    .call();
            if (!compiled) {
                throw new AssertionError("the mutant " + mutant + " does not compile: " + problems);
            }
        }
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String file, String text) {
            super(URI.create("string:///" + file.substring(file.indexOf("java/") + 5)), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
