package io.github.bitbucketoidc.provider.policy.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.bitbucketoidc.provider.policy.MemoryStoreFactory;
import io.github.bitbucketoidc.provider.policy.Policy;
import io.github.bitbucketoidc.provider.rules.PolicyException;
import io.github.bitbucketoidc.rows.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every file under {@code policy/refused} is refused with the message beside it, and its neighbour under {@code policy/accepted},
 * one edit away, is a policy. A comment on the first line names the attack rows that the pair is about.
 */
class PolicyFileGoldenTest {

    private static final Path FILES = Path.of("src/test/resources/policy");

    @Row({
        "C8", "C12", "C14", "C20", "K13", "R1", "R3", "R10", "R11", "R12", "R13", "R16", "R17", "H3", "H4", "H10", "W6",
        "W8"
    })
    @TestFactory
    Stream<DynamicTest> refusesWithTheMessage() throws IOException {
        return policies("refused")
                .map(file -> DynamicTest.dynamicTest(title(file), () -> {
                    PolicyException refused = catchThrowableOfType(PolicyException.class, () -> read(file));
                    assertThat(refused).as("refused").isNotNull();
                    assertThat(refused.report() + "\n").isEqualTo(Files.readString(message(file)));
                    assertThat(refused.report()).doesNotContain("Exception", "java.", "snakeyaml", "io.github");
                }));
    }

    @TestFactory
    Stream<DynamicTest> acceptsTheNeighbour() throws IOException {
        return policies("accepted")
                .map(file -> DynamicTest.dynamicTest(
                        title(file), () -> assertThatCode(() -> read(file)).doesNotThrowAnyException()));
    }

    @Row("R13")
    @Test
    @DisplayName("R13 every refused file has a message and an accepted neighbour")
    void everyFileHasItsPair() throws IOException {
        List<String> refused =
                policies("refused").map(PolicyFileGoldenTest::name).toList();
        assertThat(refused)
                .hasSizeGreaterThanOrEqualTo(60)
                .isEqualTo(policies("accepted").map(file -> name(file)).toList());
        assertThat(policies("refused").map(PolicyFileGoldenTest::message)).allMatch(Files::isRegularFile);
    }

    private static Policy read(Path file) throws IOException {
        return PolicyFile.parse(Files.readAllBytes(file), name(file), FILES, MemoryStoreFactory.opener());
    }

    private static Stream<Path> policies(String folder) throws IOException {
        try (Stream<Path> files = Files.list(FILES.resolve(folder))) {
            return files.filter(file -> !file.toString().endsWith(".txt")).sorted().toList().stream();
        }
    }

    private static Path message(Path file) {
        return file.resolveSibling(name(file).replaceFirst("\\.[a-z]+$", ".txt"));
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static String title(Path file) {
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            String first = lines.findFirst().orElse("");
            return (first.startsWith("# ") ? first.substring(2) + " " : "") + name(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
