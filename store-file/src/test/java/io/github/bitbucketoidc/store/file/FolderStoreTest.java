package io.github.bitbucketoidc.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretStoreException.Kind;
import io.github.bitbucketoidc.store.StoreHealth;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderStoreTest {

    @TempDir
    Path outside;

    Path root;
    SecretStore store;

    @BeforeEach
    void openStore() throws IOException {
        root = Files.createDirectory(outside.resolve("secrets"));
        store = Fixture.open(root);
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Nested
    class Reading {

        @Test
        void aFileIsAPlainValueWhoseBytesAreKept() throws IOException {
            Fixture.write(root.resolve("npm/token"), " k\u00e9y \r\n\n");
            assertThat(Fixture.text(store, "npm/token")).isEqualTo(" k\u00e9y \r\n\n");
            assertThat(Fixture.one(store, "npm/token").orElseThrow().fields()).isEmpty();
        }

        @Test
        void aFolderIsASecretWhoseFilesAreTheFields() throws IOException {
            Fixture.write(root.resolve("cerbos/hub/client_secret"), "two");
            Fixture.write(root.resolve("cerbos/hub/client_id"), "one");
            Fixture.write(root.resolve("cerbos/hub/old/client_id"), "zero");
            assertThat(Fixture.fields(store, "cerbos/hub"))
                    .containsExactly(entry("client_id", "one"), entry("client_secret", "two"));
            assertThat(Fixture.one(store, "cerbos/hub").orElseThrow().text()).isEmpty();
        }

        @Test
        void whatIsNotThereIsAbsent() throws IOException {
            Fixture.write(root.resolve("a/b"), "x");
            Files.createDirectories(root.resolve("empty/folder"));
            assertThat(Fixture.read(store, "c", "a/c", "a/b/c", "a/b/c/d", "empty", "empty/folder"))
                    .isEmpty();
        }

        @Test
        void namesThatBeginWithTwoDotsAreNeitherSecretsNorFields() throws IOException {
            Fixture.write(root.resolve("a/..hidden"), "x");
            Fixture.write(root.resolve("a/.shown"), "y");
            assertThat(Fixture.fields(store, "a")).containsExactly(entry(".shown", "y"));
            assertThat(Fixture.read(store, "a/..hidden")).isEmpty();
        }

        @Test
        void oneFinalNewlineIsRemovedWhenAsked() throws IOException {
            Fixture.write(root.resolve("a"), "x\n\n");
            try (SecretStore trimming = Fixture.open(root, Map.of("trim", "newline"))) {
                assertThat(Fixture.text(trimming, "a")).isEqualTo("x\n");
            }
        }
    }

    @Nested
    class Refusing {

        private void assertRefused(String path, Kind kind, String message) {
            SecretStoreException refused = Fixture.refusal(store, path);
            assertThat(refused).hasMessageContaining(message);
            assertThat(refused.kind()).isEqualTo(kind);
            assertThat(refused.ids()).hasToString("[" + path + "]");
            assertThat(refused.isAboutStore()).as("about the whole store").isFalse();
            assertThat(store.health().status()).isEqualTo(StoreHealth.Status.DEGRADED);
        }

        @Test
        void textThatIsNotUtf8() throws IOException {
            Fixture.write(root.resolve("latin"), "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
            assertRefused("latin", Kind.MALFORMED, "latin' is not UTF-8 text (a secret must be text)");
        }

        @Test
        void anEmptyFile() throws IOException {
            Path file = Fixture.write(root.resolve("empty"), "");
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
            assertRefused("empty", Kind.MALFORMED, "empty' is empty (put the value there or remove it)");
        }

        @Test
        void aFifo() throws Exception {
            Fixture.fifo(root.resolve("pipe"));
            assertRefused("pipe", Kind.MISCONFIGURED, "pipe' is not a regular file");
        }

        @Test
        void aFileThatIsTooLarge() throws IOException {
            Path large = Fixture.write(root.resolve("large"), "x");
            try (var file = new java.io.RandomAccessFile(large.toFile(), "rw")) {
                file.setLength(1L << 30);
            }
            assertRefused("large", Kind.MISCONFIGURED, "large' is larger than 1048576 bytes");
        }

        @Test
        void fieldsThatAreTooLargeTogether() throws IOException {
            for (int i = 0; i < 3; i++) {
                Fixture.write(root.resolve("many/" + i), new byte[400_000]);
            }
            assertRefused("many", Kind.MISCONFIGURED, "are together larger than 1048576 bytes");
        }

        @Test
        void tooManyFields() throws IOException {
            for (int i = 0; i < 1001; i++) {
                Fixture.write(root.resolve("many/" + i), "x");
            }
            assertRefused("many", Kind.MISCONFIGURED, "has more than 1000 entries");
        }

        @Test
        void aFolderThatIsGone() throws IOException {
            Files.delete(root);
            SecretStoreException refused = Fixture.refusal(store, "a");
            assertThat(refused.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(refused).hasMessage("there is no folder '" + root + "'");
        }

        @Test
        void everythingAfterItWasClosed() {
            store.close();
            assertThat(Fixture.refusal(store, "a")).hasMessage("the file store is closed");
        }
    }

    @Nested
    class AFieldThatCannotBeUsed {

        private void assertOnlyMalformed(String... names) throws IOException {
            Fixture.settle(Fixture.write(root.resolve("tls/tls.crt"), "certificate"));
            assertThat(Fixture.fields(store, "tls")).containsExactly(entry("tls.crt", "certificate"));
            assertThat(Fixture.one(store, "tls").orElseThrow().malformedFields())
                    .containsExactlyInAnyOrder(names);
            assertThat(store.health().status()).isEqualTo(StoreHealth.Status.DEGRADED);
        }

        @Test
        void leavesTheOthersAsTheyAre() throws Exception {
            Fixture.write(root.resolve("tls/ca.crt"), "");
            Fixture.write(root.resolve("tls/keystore.p12"), new byte[] {0x30, (byte) 0x82, -1, -2});
            Fixture.write(root.resolve("tls/bom"), "\uFEFFvalue");
            Fixture.fifo(root.resolve("tls/pipe"));
            Fixture.link(root.resolve("tls/.#tls.crt"), "somebody@machine.123:456");
            assertOnlyMalformed("ca.crt", "keystore.p12", "bom", "pipe", ".#tls.crt");
        }

        @Test
        void isNamedInTheHealth() throws IOException {
            Fixture.write(root.resolve("tls/ca.crt"), "");
            assertOnlyMalformed("ca.crt");
            assertThat(store.health().detail()).contains("ca.crt' is empty (put the value there or remove it)");
        }

        @Test
        void mayHaveANameThatCannotBeSeen() throws IOException {
            Fixture.write(root.resolve("tls/tab\there"), "x");
            assertOnlyMalformed("(a file with a name that cannot be the name of a field)");
        }
    }

    @Test
    void aByteOrderMarkIsRefused() throws IOException {
        Fixture.write(root.resolve("bom"), "\uFEFFvalue");
        assertThat(Fixture.refusal(store, "bom")).hasMessageContaining("begins with a byte order mark");
    }

    @Nested
    class InTime {

        @Test
        void aPassedDeadlineIsUnavailable() throws IOException {
            Fixture.write(root.resolve("a"), "x");
            Deadline passed = Deadline.after(Duration.ZERO);
            Assertions.assertThatThrownBy(() -> Fixture.read(store, passed, "a"))
                    .isInstanceOfSatisfying(
                            SecretStoreException.class,
                            e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE))
                    .hasMessageContaining("the answer is no longer wanted");
        }

        @Test
        void aFileThatWasJustEmptiedIsWaitedFor() throws Exception {
            Path file = Fixture.writeNow(root.resolve("a"), "");
            Thread editor = new Thread(() -> {
                try {
                    for (int i = 0; i < 10; i++) {
                        Files.write(file, new byte[0]);
                        Thread.sleep(20);
                    }
                    Files.writeString(file, "whole");
                } catch (IOException | InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            editor.start();
            assertThat(Fixture.text(store, "a")).isEqualTo("whole");
            editor.join();
        }

        @Test
        void anInterruptedThreadGetsUnavailableAndStaysInterrupted() throws IOException {
            Fixture.write(root.resolve("a"), "x");
            Thread.currentThread().interrupt();
            SecretStoreException refused = Fixture.refusal(store, "a");
            assertThat(Thread.interrupted()).isTrue();
            assertThat(refused.kind()).isEqualTo(Kind.UNAVAILABLE);
        }
    }
}
