package io.github.bitbucketoidc.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The main sources of the modules that are published: those that do not say otherwise, directly below the root. */
final class PublishedSources {

    private PublishedSources() {}

    static List<Path> files() throws IOException {
        try (Stream<Path> modules = Files.list(Repository.root())) {
            return modules.filter(module -> Files.isDirectory(module.resolve("src/main/java")))
                    .filter(PublishedSources::isPublished)
                    .sorted()
                    .flatMap(PublishedSources::sources)
                    .toList();
        }
    }

    private static boolean isPublished(Path module) {
        return !read(module.resolve("pom.xml")).contains("<maven.deploy.skip>true</maven.deploy.skip>");
    }

    private static Stream<Path> sources(Path module) {
        try (Stream<Path> files = Files.walk(module.resolve("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList().stream();
        } catch (IOException unreadable) {
            throw new AssertionError(module + " cannot be read", unreadable);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new AssertionError(file + " cannot be read", unreadable);
        }
    }
}
