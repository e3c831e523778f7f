package io.github.bitbucketoidc.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.github.bitbucketoidc.store.Caller;
import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretReference;
import io.github.bitbucketoidc.store.SecretRequest;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretStores;
import io.github.bitbucketoidc.store.StoreHealth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStoreTest {

    @TempDir
    Path folder;

    @Test
    void isFoundByItsType() {
        assertThat(SecretStores.discover().types()).contains("file");
    }

    @Nested
    class YamlFile {

        @Test
        void mapsAPathToFields() throws IOException {
            Path file =
                    Fixture.write(folder.resolve("s.yaml"), "cerbos/hub: { client_id: id-1, client_secret: 's 2' }\n");
            try (SecretStore store = Fixture.open(file)) {
                assertThat(Fixture.fields(store, "cerbos/hub"))
                        .containsExactly(entry("client_id", "id-1"), entry("client_secret", "s 2"));
                assertThat(Fixture.one(store, "cerbos/hub").orElseThrow().text())
                        .isEmpty();
            }
        }

        @Test
        void mapsAPathToOneText() throws IOException {
            Path file = Fixture.write(folder.resolve("s.yml"), "npm/token: |\n  line one\n  line two\n");
            try (SecretStore store = Fixture.open(file)) {
                assertThat(Fixture.text(store, "npm/token")).isEqualTo("line one\nline two\n");
                assertThat(Fixture.one(store, "npm/token").orElseThrow().fields())
                        .isEmpty();
            }
        }

        @Test
        void doesNotNestBySlash() throws IOException {
            Path file = Fixture.write(folder.resolve("s.yaml"), "a/b: { c: x }\n");
            try (SecretStore store = Fixture.open(file)) {
                assertThat(Fixture.read(store, "a", "a/b/c", "b")).isEmpty();
            }
        }

        @Test
        void keepsComposedAndDecomposedNamesApart() throws IOException {
            Path file = Fixture.write(folder.resolve("s.yaml"), "caf\u00e9: one\ncafe\u0301: two\n");
            try (SecretStore store = Fixture.open(file)) {
                assertThat(Fixture.text(store, "caf\u00e9")).isEqualTo("one");
                assertThat(Fixture.text(store, "cafe\u0301")).isEqualTo("two");
            }
        }

        @Test
        void readsJsonToo() throws IOException {
            Path file = Fixture.write(folder.resolve("s.yaml"), "{\n\t\"a/b\":\t{\"c\": \"x\"}\n}\n");
            try (SecretStore store = Fixture.open(file)) {
                assertThat(Fixture.fields(store, "a/b")).containsExactly(entry("c", "x"));
            }
        }

        @Test
        void mayBeALinkToAnywhere() throws IOException {
            Fixture.write(folder.resolve("elsewhere/real.yaml"), "a: x\n");
            Files.createDirectory(folder.resolve("mount"));
            Path link = Files.createSymbolicLink(folder.resolve("mount/s.yaml"), Path.of("../elsewhere/real.yaml"));
            try (SecretStore store = Fixture.open(link)) {
                assertThat(Fixture.text(store, "a")).isEqualTo("x");
            }
        }
    }

    @Nested
    class JsonFile {

        @Test
        void mapsPathsToTextsAndFields() throws IOException {
            Path file = Fixture.write(folder.resolve("s.json"), "{\"a/b\": {\"c\": \"\\u00e9\\n\"}, \"d\": \"x\"}");
            try (SecretStore store = Fixture.open(file)) {
                assertThat(Fixture.fields(store, "a/b")).containsExactly(entry("c", "\u00e9\n"));
                assertThat(Fixture.text(store, "d")).isEqualTo("x");
            }
        }

        @Test
        void mayHoldNoSecretAtAll() throws IOException {
            Path file = Fixture.write(folder.resolve("s.json"), "{}");
            try (SecretStore store = Fixture.open(file)) {
                assertThat(Fixture.read(store, "a")).isEmpty();
            }
        }
    }

    @Nested
    class Trimming {

        @Test
        void keepsEveryByteUnlessAskedToTrim() throws IOException {
            Path file = Fixture.write(folder.resolve("s.yaml"), "a: \" x \\n\"\n");
            try (SecretStore store = Fixture.open(file)) {
                assertThat(Fixture.text(store, "a")).isEqualTo(" x \n");
            }
        }

        @Test
        void removesOneFinalNewline() throws IOException {
            Path file = Fixture.write(folder.resolve("s.yaml"), "a: \"x\\n\\n\"\nb: \"y\\r\\n\"\nc: \"z\\r\"\n");
            try (SecretStore store = Fixture.open(file, Map.of("trim", "newline"))) {
                assertThat(Fixture.text(store, "a")).isEqualTo("x\n");
                assertThat(Fixture.text(store, "b")).isEqualTo("y");
                assertThat(Fixture.text(store, "c")).isEqualTo("z\r");
            }
        }
    }

    @Nested
    class Behaviour {

        @Test
        void refusesAVersionInsteadOfAnsweringWithAnother() throws IOException {
            Path file = Fixture.write(folder.resolve("s.yaml"), "a: x\n");
            Caller caller = Caller.builder(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID())
                    .build();
            SecretRequest request =
                    SecretRequest.of(List.of(SecretId.of("a", "3")), Deadline.after(Duration.ofSeconds(9)), caller);
            try (SecretStore store = Fixture.open(file)) {
                org.assertj.core.api.Assertions.assertThatThrownBy(() -> store.read(request))
                        .isInstanceOfSatisfying(
                                SecretStoreException.class,
                                e -> assertThat(e.kind()).isEqualTo(SecretStoreException.Kind.MISCONFIGURED))
                        .hasMessage("the file store has no versions: write a without @3");
            }
        }

        @Test
        void saysAtOnceThatAVersionCanNeverBeRead() throws IOException {
            Path file = Fixture.write(folder.resolve("s.yaml"), "a: x\n");
            Path secrets = Files.createDirectory(folder.resolve("secrets"));
            for (Path path : List.of(file, secrets)) {
                try (SecretStore store = Fixture.open(path)) {
                    assertThat(store.validate(SecretReference.to(SecretId.of("a", "3"))))
                            .contains("the file store has no versions: write a without @3");
                    assertThat(store.validate(SecretReference.to(SecretId.of("a"))))
                            .isEmpty();
                }
            }
        }

        @Test
        void sharesItsAnswersAndWantsNoToken() throws IOException {
            Path file = Fixture.write(folder.resolve("s.yaml"), "a: x\n");
            try (SecretStore store = Fixture.open(file)) {
                assertThat(store.sharing()).isEqualTo(SecretStore.Sharing.SHARED);
                assertThat(store.needsCallerToken()).isFalse();
                assertThat(store.readsFromMemory()).isTrue();
                assertThat(store.health()).isEqualTo(StoreHealth.of(StoreHealth.Status.UP, "1 secret"));
                assertThat(store).hasToString("FileStore[" + file + "]");
            }
        }

        @Test
        void answersNothingAfterItWasClosed() throws IOException {
            SecretStore store = Fixture.open(Fixture.write(folder.resolve("s.yaml"), "a: x\n"));
            store.close();
            store.close();
            assertThat(Fixture.refusal(store, "a")).hasMessage("the file store is closed");
        }

        @Test
        void endsItsThreadWhenItIsClosed() throws IOException {
            Path file = Fixture.write(folder.resolve("threaded.yaml"), "a: x\n");
            SecretStore store = Fixture.open(file);
            Thread watcher = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().endsWith("threaded.yaml"))
                    .findAny()
                    .orElseThrow();
            assertThat(watcher.isDaemon()).isTrue();
            store.close();
            org.awaitility.Awaitility.await().until(() -> !watcher.isAlive());
        }
    }
}
