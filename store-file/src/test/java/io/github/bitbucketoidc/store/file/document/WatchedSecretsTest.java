package io.github.bitbucketoidc.store.file.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.rows.Row;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretPath;
import io.github.bitbucketoidc.store.StoreHealth;
import io.github.bitbucketoidc.store.file.Fixture;
import io.github.bitbucketoidc.store.file.reading.FileReading;
import io.github.bitbucketoidc.store.files.FilePermissions;
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
            Fixture.write(path, "a: two\nb: one\n");
            lookAfter(1);
            assertThat(a()).isEqualTo("one");
            lookAfter(499);
            assertThat(a()).isEqualTo("one");
            lookAfter(1);
            assertThat(a()).isEqualTo("two");
            assertThat(watched.health()).isEqualTo(StoreHealth.of(StoreHealth.Status.UP, "2 secrets"));
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
            Fixture.write(path, "a: two\nb: one\n");
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
            assertThat(a()).isEqualTo("one");
            lookAfter(10_000);
            assertThat(a()).isEqualTo("absent");
        }

        @Row("W13")
        @Test
        void thatMayBeCutOffIsTakenWhenItHeldStillForTenSeconds() throws IOException {
            Fixture.write(path, "a: two\n");
            settle();
            lookAfter(8_000);
            assertThat(a()).isEqualTo("one");
            assertThat(watched.health().status()).isEqualTo(StoreHealth.Status.DEGRADED);
            assertThat(watched.health().detail())
                    .contains("lacks what stands at the end")
                    .contains("fix: write a file beside it, and rename it");
            lookAfter(2_000);
            assertThat(a()).isEqualTo("two");
            assertThat(watched.secrets()).hasSize(1);
            assertThat(watched.health().status()).isEqualTo(StoreHealth.Status.UP);
        }

        @Row("W13")
        @Test
        void whoseLastValueIsCutIsWaitedFor() throws IOException {
            Fixture.write(path, "a: two\nb: on");
            lookAfter(1);
            lookAfter(900);
            assertThat(a()).isEqualTo("one");
            Fixture.write(path, "a: two\nb: one and more\n");
            settle();
            assertThat(a()).isEqualTo("two");
        }

        @Test
        void byAtomicRenameIsTaken() throws IOException {
            Path fresh = Fixture.write(folder.resolve("fresh.yaml"), "a: two\nb: one\n");
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
            Fixture.write(path, "a: two\nb: one\n");
            Fixture.mode(path, "rw-r--r--");
            settle();
            assertThat(a()).isEqualTo("one");
            assertDegraded("others have access to the file '" + path + "' (its mode is rw-r--r--)"
                    + " (chmod 600 it, or set permissions: any)");
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
            assertThat(watched.health()).isEqualTo(StoreHealth.of(StoreHealth.Status.UP, "2 secrets"));
            Fixture.write(path, "a: two\nb: one\n");
            settle();
            assertThat(a()).isEqualTo("two");
        }
    }
}
