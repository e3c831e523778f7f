package io.github.bitbucketoidc.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.bitbucketoidc.store.Caller;
import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretRequest;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStores;
import io.github.bitbucketoidc.store.StoreConfig;
import io.github.bitbucketoidc.store.StoreConfigException;
import io.github.bitbucketoidc.store.file.FileStoreFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that age encrypted is refused with one problem that shows nothing, or holds what was encrypted for the identity. */
class AgeFileFuzzTest {

    /** Made for this test; its recipient is age10fm7n93e2j2xzmn9dhqjfzrvrr2grle6dtfdwwtvw5qjefrflals3lzwf4. */
    private static final String IDENTITY =
            "AGE-SECRET-KEY-1" + "LRV4ZRZWSY6G7AZCHY2Q8L5RK528MHCFQ88CSVRJGKVAF0RAASYSX82QZY";

    private static final SecretStores STORES = SecretStores.of(new FileStoreFactory());
    private static final Caller SOMEBODY =
            Caller.builder(new UUID(1, 1), new UUID(2, 2), new UUID(3, 3)).build();

    @TempDir
    static Path folder;

    // As libFuzzer reads them: a line break is written as \x0A.
    @FuzzTest
    @DictionaryEntries({
        "age-encryption.org/v1\\x0A",
        "\\x0A-> X25519 ",
        "\\x0A-> scrypt ",
        "\\x0A--- ",
        "-----BEGIN AGE ENCRYPTED FILE-----\\x0A",
        "\\x0A-----END AGE ENCRYPTED FILE-----\\x0A"
    })
    void age(byte[] input) throws IOException {
        isOpened(input);
    }

    @ParameterizedTest
    @ValueSource(strings = {"binary", "text", "two-recipients"})
    void goodSeedsAreOpened(String name) throws IOException {
        assertThat(isOpened(Seeds.read(AgeFileFuzzTest.class, "age/" + name))).isTrue();
    }

    private static boolean isOpened(byte[] input) throws IOException {
        Map<String, ?> settings = Map.of("path", write(input).toString(), "identity", Map.of("env", "AGE_KEY"));
        SecretId a = SecretId.of("a");
        try (SecretStore store = STORES.open("file", StoreConfig.of(settings, folder, name -> IDENTITY))) {
            // Nobody makes another file that opens by changing this one.
            assertThat(store.read(SecretRequest.of(List.of(a), Deadline.after(Duration.ofMinutes(1)), SOMEBODY))
                            .get(a))
                    .satisfies(secret ->
                            assertThat(secret.text().orElseThrow().reveal()).isEqualTo("one"));
            return true;
        } catch (StoreConfigException refused) {
            assertThat(refused.problems()).singleElement().satisfies(problem -> {
                assertThat(problem.keyPath()).isEqualTo("path");
                assertThat(problem.toString()).doesNotContain("Exception", "jagged", IDENTITY);
            });
            return false;
        }
    }

    private static Path write(byte[] bytes) throws IOException {
        Path file = folder.resolve("secrets.yaml.age");
        if (Files.notExists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        return Files.write(file, bytes);
    }
}
