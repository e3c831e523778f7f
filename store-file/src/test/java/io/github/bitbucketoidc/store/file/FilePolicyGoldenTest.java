package io.github.bitbucketoidc.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.bitbucketoidc.provider.policy.Policy;
import io.github.bitbucketoidc.provider.policy.file.PolicyFile;
import io.github.bitbucketoidc.provider.rules.Delivery;
import io.github.bitbucketoidc.provider.rules.PolicyException;
import io.github.bitbucketoidc.provider.rules.StoreDefinition;
import io.github.bitbucketoidc.rows.Row;
import io.github.bitbucketoidc.store.SecretReference;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every policy under {@code policy/refused} is refused with the message beside it, when it is loaded or when its secret is read,
 * and its neighbour under {@code policy/accepted}, one edit away, delivers. They stand in one folder with {@code policy/files},
 * which nobody else may read but {@code open.yaml}; a comment on the first line names the rows and the mode of the policy.
 */
class FilePolicyGoldenTest {

    private static final Path FILES = Path.of("src/test/resources/policy");
    private static final Pattern MODE = Pattern.compile("^# .*mode ([rwx-]{9})$");

    @TempDir
    Path folder;

    @Row("W3")
    @TestFactory
    Stream<DynamicTest> refusesWithTheMessage() throws IOException {
        return policies("refused").stream()
                .map(file -> DynamicTest.dynamicTest(name(file), () -> {
                    Throwable refused = catchThrowable(() -> deliver(copied(file)));
                    String report = refused instanceof PolicyException policy
                            ? policy.report()
                            : "NPM_TOKEN: "
                                    + Objects.requireNonNull(refused, "refused").getMessage();
                    if (!(refused instanceof PolicyException)) {
                        assertThat(refused).isInstanceOf(SecretStoreException.class);
                    }
                    assertThat(report.replace(folder + "/", "") + "\n").isEqualTo(Files.readString(message(file)));
                    assertThat(report).doesNotContain("of-npm", "Exception", "java.", "io.github");
                }));
    }

    @TestFactory
    Stream<DynamicTest> deliversForTheNeighbour() throws IOException {
        return policies("accepted").stream()
                .map(file -> DynamicTest.dynamicTest(
                        name(file), () -> assertThat(deliver(copied(file))).isIn("of-npm", "not there yet")));
    }

    @Test
    void everyFileHasItsPair() throws IOException {
        List<String> refused =
                policies("refused").stream().map(FilePolicyGoldenTest::name).toList();
        assertThat(refused)
                .hasSizeGreaterThanOrEqualTo(10)
                .isEqualTo(policies("accepted").stream()
                        .map(FilePolicyGoldenTest::name)
                        .toList());
    }

    /** Copies a policy to the files that it names. */
    private Path copied(Path sample) throws IOException {
        try (Stream<Path> files = Files.walk(FILES.resolve("files"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve(FILES.resolve("files").relativize(file));
                Fixture.write(copy, Files.readAllBytes(file));
                Fixture.mode(copy, file.endsWith("open.yaml") || file.endsWith("name") ? "rw-r--r--" : "rw-------");
            }
        }
        Path policy = Fixture.write(folder.resolve(name(sample)), Files.readAllBytes(sample));
        Matcher mode = MODE.matcher(Files.readAllLines(sample).get(0));
        Fixture.mode(policy, mode.matches() ? mode.group(1) : "rw-r--r--");
        return policy;
    }

    /** What the only variable of the policy is. */
    private static String deliver(Path file) {
        try (Stores stores = new Stores()) {
            Policy policy = PolicyFile.read(file, stores);
            Delivery delivery =
                    policy.grants().values().iterator().next().deliveries().get(0);
            SecretStore store =
                    Objects.requireNonNull(stores.open.get(delivery.secret().store()));
            return Fixture.one(store, delivery.secret().path())
                    .map(secret -> delivery.secret()
                            .field()
                            .map(field -> Objects.requireNonNull(secret.fields().get(field)))
                            .orElseGet(() -> secret.text().orElseThrow())
                            .reveal())
                    .orElse("not there yet");
        }
    }

    /** Opens stores of files, and asks them about the references. */
    private static final class Stores implements Policy.StoreOpener, AutoCloseable {

        private final SecretStores types = SecretStores.of(new FileStoreFactory());
        private final Map<String, SecretStore> open = new HashMap<>();

        @Override
        public void open(StoreDefinition definition) {
            open.put(definition.name(), types.open(definition.type(), definition.config()));
        }

        @Override
        public Optional<String> validate(StoreDefinition definition, SecretReference reference) {
            return Optional.ofNullable(open.get(definition.name())).flatMap(store -> store.validate(reference));
        }

        @Override
        public void close() {
            open.values().forEach(SecretStore::close);
        }
    }

    private static List<Path> policies(String kind) throws IOException {
        try (Stream<Path> files = Files.list(FILES.resolve(kind))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    private static Path message(Path file) {
        return file.resolveSibling(name(file).replace(".yaml", ".txt"));
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
