package io.github.bitbucketoidc.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.bitbucketoidc.provider.audit.AuditEvent;
import io.github.bitbucketoidc.provider.policy.file.PolicyFile;
import io.github.bitbucketoidc.provider.release.Release;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The policy's file is replaced in every way that editors and Kubernetes know, while steps are asking. Each version delivers two
 * variables of its own, so that a mixture would show.
 */
class WatchWithReadersTest {

    private static final int READERS = 3;

    @TempDir
    Path folder;

    private final Bench bench = new Bench();
    private final ExecutorService readers = Executors.newFixedThreadPool(READERS);
    private final List<Future<?>> reading = new ArrayList<>();
    private Path file;
    private volatile boolean stop;

    @BeforeEach
    void start() {
        file = folder.resolve("policy.yaml");
        bench.a.text("one", "first-secret").text("two", "second-secret");
    }

    @AfterEach
    void end() {
        stop = true;
        readers.shutdown();
        bench.close();
    }

    /** A version; what says that it is a policy stands last, so that no beginning of it is one. */
    private String version(int number) {
        bench.delivering("A" + number + ": a:one", "B" + number + ": a:two");
        String text = bench.policyText();
        return text.replace("version: 1\n", "") + "version: 1\n";
    }

    private void watch(Path watched) {
        bench.with(builder ->
                builder.policySource(PolicyFile.Source.watching(watched)).watchEvery(Duration.ofMillis(10)));
        bench.provider();
        for (int i = 0; i < READERS; i++) {
            reading.add(readers.submit(() -> {
                while (!stop) {
                    assertThat(bench.ask().status()).isEqualTo(200);
                }
            }));
        }
    }

    private void awaitVersion(int number) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> bench.ask() instanceof Release.Released released
                        && released.variables().containsKey("A" + number));
    }

    /** Every answer was one version whole, and its audit event names the digest of that one. */
    private void assertNoMixture(int versions) throws ExecutionException, InterruptedException {
        stop = true;
        for (Future<?> reader : reading) {
            reader.get();
        }
        Map<Set<String>, Set<String>> digests =
                new TreeMap<>((left, right) -> left.toString().compareTo(right.toString()));
        for (AuditEvent event : bench.events) {
            Set<String> names = event.variables().stream()
                    .map(AuditEvent.Variable::name)
                    .collect(Collectors.toCollection(TreeSet::new));
            digests.computeIfAbsent(names, key -> new TreeSet<>()).add(event.policyDigest());
        }
        assertThat(digests).hasSize(versions).allSatisfy((names, digest) -> {
            String number = names.iterator().next().substring(1);
            assertThat(names).containsExactly("A" + number, "B" + number);
            assertThat(digest).hasSize(1);
        });
    }

    @Test
    @DisplayName("R18 an editor that truncates and writes, with readers running")
    void r18TruncateThenWrite() throws Exception {
        Files.writeString(file, version(0));
        watch(file);
        for (int number = 1; number <= 2; number++) {
            byte[] bytes = version(number).getBytes(StandardCharsets.UTF_8);
            try (OutputStream out = Files.newOutputStream(file)) {
                for (byte next : bytes) {
                    out.write(next);
                    out.flush();
                }
            }
            awaitVersion(number);
        }
        assertNoMixture(3);
    }

    @Test
    @DisplayName("R18 an atomic rename, with readers running")
    void r18AtomicRename() throws Exception {
        Files.writeString(file, version(0));
        watch(file);
        for (int number = 1; number <= 2; number++) {
            Path next = Files.writeString(folder.resolve("next"), version(number));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
            awaitVersion(number);
        }
        assertNoMixture(3);
    }

    @Test
    @DisplayName("R18 the link swap of Kubernetes, with readers running")
    void r18LinkSwap() throws Exception {
        Path data = folder.resolve("..data");
        Files.createSymbolicLink(data, mounted(0));
        Files.createSymbolicLink(file, Path.of("..data", "policy.yaml"));
        watch(file);
        for (int number = 1; number <= 2; number++) {
            Path swap = Files.createSymbolicLink(folder.resolve("..data_tmp"), mounted(number));
            Files.move(swap, data, StandardCopyOption.ATOMIC_MOVE);
            awaitVersion(number);
        }
        assertNoMixture(3);
    }

    private Path mounted(int number) throws IOException {
        Path mounted = Files.createDirectory(folder.resolve("..version-" + number));
        Files.writeString(mounted.resolve("policy.yaml"), version(number));
        return mounted.getFileName();
    }
}
