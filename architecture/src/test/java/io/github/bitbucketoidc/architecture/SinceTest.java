package io.github.bitbucketoidc.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every public type of a published module says since which version it exists. */
class SinceTest {

    private static final Pattern PUBLIC_TYPE =
            Pattern.compile("^public (?:[a-z-]+ )*(?:class|interface|enum|record|@interface) ", Pattern.MULTILINE);
    private static final Pattern SINCE = Pattern.compile("^ \\* @since \\d+\\.\\d+\\.\\d+$", Pattern.MULTILINE);

    @Test
    void everyPublicTypeSaysSinceWhenItExists() throws IOException {
        List<Path> published = publishedSources();
        assertThat(published).hasSizeGreaterThan(100);
        assertThat(published.stream().filter(SinceTest::saysNothing))
                .as("types whose Javadoc has no line `@since VERSION`")
                .isEmpty();
    }

    private static boolean saysNothing(Path file) {
        try {
            String text = Files.readString(file);
            Matcher type = PUBLIC_TYPE.matcher(text);
            return type.find()
                    && !SINCE.matcher(text.substring(0, type.start())).find();
        } catch (IOException unreadable) {
            throw new AssertionError(file + " cannot be read", unreadable);
        }
    }

    /** Modules that are published are those that do not say otherwise, directly below the root. */
    private static List<Path> publishedSources() throws IOException {
        try (Stream<Path> modules = Files.list(Repository.root())) {
            return modules.filter(module -> Files.isDirectory(module.resolve("src/main/java")))
                    .filter(SinceTest::isPublished)
                    .flatMap(SinceTest::sources)
                    .toList();
        }
    }

    private static boolean isPublished(Path module) {
        try {
            return !Files.readString(module.resolve("pom.xml")).contains("<maven.deploy.skip>true</maven.deploy.skip>");
        } catch (IOException unreadable) {
            throw new AssertionError(module + " has no readable pom.xml", unreadable);
        }
    }

    private static Stream<Path> sources(Path module) {
        try (Stream<Path> files = Files.walk(module.resolve("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException unreadable) {
            throw new AssertionError(module + " cannot be read", unreadable);
        }
    }
}
