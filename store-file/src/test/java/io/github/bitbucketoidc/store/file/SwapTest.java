package io.github.bitbucketoidc.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.bitbucketoidc.rows.Row;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two halves of one secret, always written together, must never be read from two different writings (attacks.md section 2,
 * "symlink swap"). The system property {@code swaps} sets how often they are written; 100000 for the whole proof.
 */
class SwapTest {

    private static final int SWAPS = Integer.getInteger("swaps", 2_000);
    private static final int READERS = 2;

    @TempDir
    Path root;

    final AtomicBoolean swapping = new AtomicBoolean(true);
    ExecutorService readers;

    @BeforeEach
    void start() {
        readers = Executors.newFixedThreadPool(READERS);
    }

    @AfterEach
    void stop() {
        readers.shutdownNow();
    }

    @FunctionalInterface
    private interface Swap {
        void to(int generation) throws IOException;
    }

    /** Swaps while readers read, and gives the number of reads. */
    private int readWhile(Swap swap, Runnable read) throws Exception {
        List<Future<Integer>> counts = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            counts.add(readers.submit(() -> {
                int reads = 0;
                do {
                    read.run();
                    reads++;
                } while (swapping.get());
                return reads;
            }));
        }
        try {
            for (int generation = 1; generation <= SWAPS; generation++) {
                swap.to(generation);
            }
        } finally {
            swapping.set(false);
        }
        int reads = 0;
        for (Future<Integer> count : counts) {
            reads += count.get();
        }
        return reads;
    }

    private static void generation(Path mount, int generation) throws IOException {
        Path version = mount.resolve("..v" + generation);
        Fixture.write(version.resolve("id"), "id of " + generation);
        Fixture.write(version.resolve("key"), "key of " + generation);
        // A third file comes and goes, so that an answer without it can be an answer with a file lost.
        if (generation % 2 == 0) {
            Fixture.write(version.resolve("even"), "even of " + generation);
        }
        Fixture.link(mount.resolve("..data"), version.getFileName().toString());
    }

    private static void remove(Path mount, int generation) throws IOException {
        Path version = mount.resolve("..v" + generation);
        for (String name : List.of("even", "id", "key")) {
            Files.deleteIfExists(version.resolve(name));
        }
        Files.delete(version);
    }

    private static void assertOneGeneration(Map<String, String> fields) {
        int generation = generationOf(fields.getOrDefault("id", "no id"));
        assertThat(fields).containsEntry("key", "key of " + generation);
        assertThat(fields).hasSize(generation % 2 == 0 ? 3 : 2);
        fields.values().forEach(value -> assertThat(generationOf(value)).isEqualTo(generation));
    }

    private static int generationOf(String value) {
        assertThat(value).contains(" of ");
        return Integer.parseInt(value.substring(value.indexOf(" of ") + 4));
    }

    @Row("F16")
    @Test
    @DisplayName("fields of a swapped mount, whose old folders are removed, belong together")
    void fieldsOfAMountBelongTogether() throws Exception {
        Path mount = Files.createDirectory(root.resolve("hub"));
        generation(mount, 0);
        try (SecretStore store = Fixture.open(root)) {
            int reads = readWhile(
                    next -> {
                        generation(mount, next);
                        remove(mount, next - 1);
                    },
                    () -> assertOneGeneration(Fixture.fields(store, "hub")));
            assertThat(reads).isPositive();
        }
    }

    @Row("F16")
    @Test
    @DisplayName("two secrets of one request belong together when a mount goes to and fro")
    void secretsOfOneRequestBelongTogether() throws Exception {
        Path mount = Files.createDirectory(root.resolve("hub"));
        generation(mount, 0);
        generation(mount, 1);
        Fixture.link(mount.resolve("id"), "..data/id");
        Fixture.link(mount.resolve("key"), "..data/key");
        try (SecretStore store = Fixture.open(root)) {
            int reads = readWhile(
                    next -> Fixture.link(mount.resolve("..data"), "..v" + next % 2),
                    () -> assertPair(store, "hub/id", "hub/key"));
            assertThat(reads).isPositive();
        }
    }

    private static void assertPair(SecretStore store, String id, String key) {
        Map<SecretId, Secret> found = Fixture.read(store, id, key);
        String one = found.get(SecretId.of(id)).text().orElseThrow().reveal();
        String other = found.get(SecretId.of(key)).text().orElseThrow().reveal();
        assertThat(generationOf(one)).isEqualTo(generationOf(other));
    }

    @Row("F16")
    @Test
    @DisplayName("two secrets of one file belong together when it is renamed over")
    void secretsOfOneFileBelongTogether() throws Exception {
        Path file = Fixture.write(root.resolve("s.yaml"), "id: id of 0\nkey: key of 0\n");
        try (SecretStore store = Fixture.open(file)) {
            readWhile(
                    next -> {
                        Path fresh = root.resolve("fresh.yaml");
                        Fixture.write(fresh, "id: id of " + next + "\nkey: key of " + next + "\n");
                        Files.move(fresh, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
                    },
                    () -> assertPair(store, "id", "key"));
            await().untilAsserted(() -> assertThat(Fixture.text(store, "id")).isEqualTo("id of " + SWAPS));
        }
    }

    @Row("F16")
    @Test
    @DisplayName("a file that an editor empties and writes again is never seen in part")
    void aFileWrittenInPlaceIsNeverSeenInPart() throws Exception {
        Path file = Fixture.write(root.resolve("s.yaml"), "id: id of 0\nkey: key of 0\n");
        try (SecretStore store = Fixture.open(file)) {
            readWhile(
                    next -> {
                        Fixture.write(file, "");
                        Fixture.write(file, "id: id of " + next + "\n");
                        Fixture.write(file, "id: id of " + next + "\nkey: key of " + next + "\n");
                    },
                    () -> assertPair(store, "id", "key"));
            await().untilAsserted(() -> assertThat(Fixture.text(store, "key")).isEqualTo("key of " + SWAPS));
        }
    }
}
