package io.github.bitbucketoidc.store.file.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.rows.Row;
import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretValue;
import io.github.bitbucketoidc.store.file.Fixture;
import io.github.bitbucketoidc.store.file.reading.FileChangedException;
import io.github.bitbucketoidc.store.file.reading.FileProblemException;
import io.github.bitbucketoidc.store.file.reading.FileReading;
import io.github.bitbucketoidc.store.files.FilePermissions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody exchanges names as fast as the system can ({@code renameat2}), while they are read. */
class ExchangeTest {

    private static final String EXCHANGE_FOR_EVER = """
            import ctypes, sys
            libc = ctypes.CDLL(None, use_errno=True)
            one, other = sys.argv[1].encode(), sys.argv[2].encode()
            if libc.renameat2(-100, one, -100, other, 2) != 0:
                print("no", flush=True)
                sys.exit(1)
            print("yes", flush=True)
            while True:
                libc.renameat2(-100, one, -100, other, 2)
            """;

    private static final String FORBIDDEN = "forbidden";

    @TempDir
    Path parent;

    Path root;
    Process exchanging;

    @BeforeEach
    void makeRoot() throws IOException {
        root = Files.createDirectory(parent.resolve("secrets"));
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (exchanging != null) {
            exchanging.destroyForcibly();
            exchanging.waitFor(10, TimeUnit.SECONDS);
        }
    }

    private void exchange(Path one, Path other) throws IOException {
        try {
            exchanging = new ProcessBuilder("python3", "-c", EXCHANGE_FOR_EVER, one.toString(), other.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException noPython) {
            Assumptions.abort("python3 is needed to call renameat2");
        }
        String said = exchanging.inputReader().readLine();
        Assumptions.assumeTrue("yes".equals(said), "renameat2 is needed");
    }

    private void assertNeverDelivered(String path) {
        try (SecretStore store = Fixture.open(root)) {
            for (int i = 0; i < 30; i++) {
                try {
                    Fixture.read(store, Deadline.after(Duration.ofMillis(200)), path)
                            .values()
                            .forEach(secret -> assertThat(values(secret)).doesNotContain(FORBIDDEN));
                } catch (SecretStoreException refused) {
                    assertThat(refused).hasMessageNotContaining(FORBIDDEN);
                }
            }
        }
    }

    private static String values(Secret secret) {
        return Stream.concat(secret.text().stream(), secret.fields().values().stream())
                .map(SecretValue::reveal)
                .collect(Collectors.joining(" "));
    }

    @Row("W1")
    @Test
    void aFolderExchangedForALinkToAnotherTenantsIsNeverFollowed() throws IOException {
        Fixture.write(root.resolve("mine/db/password"), "mine");
        Fixture.write(root.resolve("theirs/db/password"), FORBIDDEN);
        Fixture.link(root.resolve("other"), "theirs");
        exchange(root.resolve("mine"), root.resolve("other"));
        assertNeverDelivered("mine/db");
        assertNeverDelivered("mine/db/password");
    }

    @Row("W2")
    @Test
    void aFileExchangedForAnotherUsersIsNeverDelivered() throws IOException {
        Fixture.write(root.resolve("mine/token"), "mine");
        Path planted = Fixture.write(parent.resolve("planted"), FORBIDDEN);
        Fixture.mode(planted, "rw-rw-rw-");
        exchange(root.resolve("mine/token"), planted);
        assertNeverDelivered("mine/token");
        assertNeverDelivered("mine");
    }

    @Row("W2")
    @Test
    void aFileOfSecretsExchangedForAnOpenOneIsNeverTaken() throws IOException {
        Path file = Fixture.write(root.resolve("s.yaml"), "a: mine\n");
        Path planted = Fixture.write(parent.resolve("planted"), "a: forbidden\n");
        Fixture.mode(planted, "rw-rw-rw-");
        SecretsFile read = new SecretsFile(file, new FileReading(FilePermissions.OWNER, false));
        exchange(file, planted);
        for (int i = 0; i < 5; i++) {
            try {
                assertThat(new String(read.bytes(), StandardCharsets.UTF_8)).isEqualTo("a: mine\n");
            } catch (FileProblemException | FileChangedException refused) {
                assertThat(refused).hasMessageNotContaining(FORBIDDEN);
            }
        }
    }
}
