package io.github.bitbucketoidc.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.rows.Row;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretPath;
import io.github.bitbucketoidc.store.StoreHealth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a changed file is taken, by a clock of the test's own. */
class WatchedSecretsTest {

    @TempDir
    Path folder;

    final AtomicLong nanos = new AtomicLong();
    Path path;
    WatchedSecrets watched;

    @BeforeEach
    void readOnce() throws Exception {
        path = Fixture.write(folder.resolve("s.yaml"), "a: one\nb: one\n");
        SecretsFile file = new SecretsFile(path, new FileReading(FilePermissions.OWNER, false));
        byte[] bytes = file.bytes();
        watched = new WatchedSecrets(file, bytes, file.parse(bytes).secrets(), nanos::get);
    }

    private void lookAfter(long millis) {
        nanos.addAndGet(millis * 1_000_000);
        watched.look();
    }

    private void settle() {
        lookAfter(250);
        lookAfter(250);
        lookAfter(250);
    }

    private String a() {
        Secret a = watched.secrets().get(SecretPath.of("a"));
        return a == null ? "absent" : a.text().orElseThrow().reveal();
    }

    private void assertDegraded(String reason) {
        assertThat(watched.health().status()).isEqualTo(StoreHealth.Status.DEGRADED);
        assertThat(watched.health().detail()).isEqualTo("the last good content of " + path + " is served: " + reason);
    }

    @Nested
    class AChange {

        @Row("F16")
        @Test
        void isTakenWhenTwoLooksHalfASecondApartShowTheSame() throws IOException {
            Fixture.write(path, "a: two\n");
            lookAfter(1);
            assertThat(a()).isEqualTo("one");
            lookAfter(499);
            assertThat(a()).isEqualTo("one");
            lookAfter(1);
            assertThat(a()).isEqualTo("two");
            assertThat(watched.health()).isEqualTo(new StoreHealth(StoreHealth.Status.UP, "1 secret"));
        }

        @Row({"F15", "F16"})
        @Test
        void thatGoesOnIsWaitedFor() throws IOException {
            // Cut at the end of a line, each step is YAML that can be read: it must not be taken.
            for (String step : new String[] {"", "a: two\n", "a: two\nb: two\n"}) {
                Fixture.write(path, step);
                lookAfter(400);
                assertThat(a()).as("after '%s'", step).isEqualTo("one");
            }
            lookAfter(500);
            assertThat(a()).isEqualTo("two");
            assertThat(watched.secrets()).hasSize(2);
        }

        @Test
        void thatIsTakenBackIsNone() throws IOException {
            Fixture.write(path, "a: two\n");
            lookAfter(250);
            Fixture.write(path, "a: one\nb: one\n");
            settle();
            assertThat(a()).isEqualTo("one");
            assertThat(watched.health().status()).isEqualTo(StoreHealth.Status.UP);
        }

        @Test
        void ofASecretsNameRemovesTheOldOne() throws IOException {
            Fixture.write(path, "c: three\n");
            settle();
            assertThat(a()).isEqualTo("absent");
        }

        @Test
        void byAtomicRenameIsTaken() throws IOException {
            Path fresh = Fixture.write(folder.resolve("fresh.yaml"), "a: two\n");
            Files.move(fresh, path, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
            settle();
            assertThat(a()).isEqualTo("two");
        }
    }

    @Nested
    class TheLastGoodContentIsKept {

        @Row("F15")
        @Test
        void whenTheFileIsEmptied() throws IOException {
            Fixture.write(path, "");
            settle();
            assertThat(a()).isEqualTo("one");
            assertDegraded("the file is empty (a file without secrets is { })");
        }

        @Row("F15")
        @Test
        void whenTheFileCannotBeParsed() throws IOException {
            Fixture.write(path, "a: 'two\n");
            settle();
            assertThat(a()).isEqualTo("one");
            assertDegraded("line 2, column 1: this is not YAML (see to indentation, colons and quotes)");
        }

        @Test
        void whenOneValueIsNoText() throws IOException {
            Fixture.write(path, "a: two\nb: 2\n");
            settle();
            assertThat(a()).isEqualTo("one");
            assertDegraded("line 2, column 4: the value of 'b' is a number, not a text (write it in quotes)");
        }

        @Row("F15")
        @Test
        void whenTheFileIsGone() throws IOException {
            Files.delete(path);
            settle();
            assertThat(a()).isEqualTo("one");
            assertDegraded("there is no file or folder '" + path
                    + "' (a relative path begins at the folder of the policy file)");
        }

        @Row("F17")
        @Test
        void whenTheFileIsOpenToOthers() throws IOException {
            Fixture.write(path, "a: two\n");
            Fixture.mode(path, "rw-r--r--");
            settle();
            assertThat(a()).isEqualTo("one");
            assertDegraded("others have access to the file '" + path + "' (its mode is rw-r--r--)"
                    + " (chmod 600 it, or set permissions: group or permissions: any)");
        }

        @Test
        void whenTheFileBecomesAFifo() throws Exception {
            Files.delete(path);
            Fixture.fifo(path);
            settle();
            assertThat(a()).isEqualTo("one");
            assertDegraded("'" + path + "' is not a regular file (a folder, a pipe or a device cannot hold a value)");
        }

        @Test
        void andAllIsWellAgainWhenTheFileIs() throws IOException {
            Fixture.write(path, "");
            settle();
            Fixture.write(path, "a: one\nb: one\n");
            settle();
            assertThat(watched.health()).isEqualTo(new StoreHealth(StoreHealth.Status.UP, "2 secrets"));
            Fixture.write(path, "a: two\n");
            settle();
            assertThat(a()).isEqualTo("two");
        }
    }
}
