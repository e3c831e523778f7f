package io.github.bitbucketoidc.threats;

import io.github.bitbucketoidc.threats.mutation.Mutant;
import io.github.bitbucketoidc.threats.mutation.SourceText;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** Compiles one source file with one place of it written differently. */
final class MutatedClasses {

    private MutatedClasses() {}

    /** The source without the guard. */
    static String text(Mutant mutant) {
        return mutant.applyTo(source(mutant));
    }

    private static String source(Mutant mutant) {
        Path file = Repository.root().resolve(mutant.file());
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new AssertionError(file + " cannot be read", unreadable);
        }
    }

    /** Writes the classes of the mutated file into a folder, to stand before the class path. */
    static void compile(Mutant mutant, Path folder, String classPath) throws IOException {
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
                            List.of(new SourceText(mutant.file(), text(mutant))))
                    .call();
            if (!compiled) {
                throw new AssertionError("the mutant " + mutant + " does not compile: " + problems);
            }
        }
    }
}
