package io.github.bitbucketoidc.core.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretStoreException.Kind;
import io.github.bitbucketoidc.store.SecretValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fault that keys, stores, the audit log, the replay guard and the machine can have, alone and together with every other: no secret
 * leaves, one event says a reason that one of the two has, and everything works again when they are over.
 */
class FaultPairsTest {

    /** A provider whose parts can be broken and mended while it runs. */
    private static final class Patient implements AutoCloseable {

        private final Bench bench =
                new Bench().delivering("A: a:one", "B: b:one").settings("deadline: 2s");
        private final ExecutorService threads = StoreThreads.create();
        private final AtomicBoolean auditFails = new AtomicBoolean();
        private final AtomicBoolean guardFails = new AtomicBoolean();
        private final AtomicBoolean noThreads = new AtomicBoolean();
        private final AtomicReference<Error> formFails = new AtomicReference<>();
        private final AtomicBoolean interrupted = new AtomicBoolean();

        Patient() {
            bench.a.text("one", "eins eins");
            bench.b.text("one", "zwei zwei");
            bench.with(builder -> builder.auditLog(new Audit())
                    .executor(task -> {
                        if (noThreads.get()) {
                            throw new RejectedExecutionException();
                        }
                        threads.execute(task);
                    })
                    .replayGuard(use -> {
                        if (guardFails.get()) {
                            throw new IllegalStateException("the cluster is gone");
                        }
                        return new ReplayGuard.Verdict(true, 0);
                    }));
        }

        private final class Audit implements AuditLog {

            @Override
            public void record(AuditEvent event) {
                if (auditFails.get()) {
                    throw new IllegalStateException("No space left on device");
                }
            }

            @Override
            public boolean mandatory() {
                return true;
            }
        }

        /** The status, as a caller sees it. */
        int ask() {
            bench.events.clear();
            try {
                if (interrupted.get()) {
                    Thread.currentThread().interrupt();
                }
                return bench.provider().answer(bench.issuer.token(), Origin.local(), release -> {
                    Error defect = formFails.get();
                    if (defect != null && release instanceof Release.Released) {
                        throw defect;
                    }
                    return release.status();
                });
            } finally {
                Thread.interrupted();
            }
        }

        @Override
        public void close() {
            bench.close();
            threads.shutdownNow();
        }
    }

    /** A fault, how it ends, and the codes that it may have. */
    private record Fault(String name, Set<String> codes, Consumer<Patient> breaks, Consumer<Patient> mends) {}

    private static Fault store(String name, String code, Consumer<MemoryStore> breaks) {
        return new Fault(
                name,
                Set.of(code),
                patient -> breaks.accept(patient.bench.a),
                patient -> patient.bench.a.reading(patient.bench.a::find));
    }

    private static void fails(MemoryStore store, Kind kind) {
        store.reading(request -> {
            throw new SecretStoreException(kind, "why", List.of());
        });
    }

    private static void throwsError(MemoryStore store, Error error) {
        store.reading(request -> {
            throw error;
        });
    }

    private static void hangs(MemoryStore store) {
        store.reading(request -> {
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException stopped) {
                throw new SecretStoreException(Kind.UNAVAILABLE, "interrupted", List.of());
            }
            return Map.of();
        });
    }

    private static void malformed(MemoryStore store) {
        store.reading(request -> {
            Map<SecretId, Secret> answer = new HashMap<>();
            request.ids().forEach(id -> answer.put(id, Secret.ofText(SecretValue.of("a\0b c d e"))));
            return answer;
        });
    }

    private static Fault flag(String name, String code, Function<Patient, AtomicBoolean> flag) {
        return new Fault(
                name,
                Set.of(code),
                patient -> flag.apply(patient).set(true),
                patient -> flag.apply(patient).set(false));
    }

    private static Fault defect(String name, Error thrown) {
        return new Fault(
                name,
                Set.of("internal_error"),
                patient -> patient.formFails.set(thrown),
                patient -> patient.formFails.set(null));
    }

    private static List<Fault> faults() {
        return List.of(
                store("store unavailable", "store_unavailable", store -> fails(store, Kind.UNAVAILABLE)),
                store("store denies", "store_unavailable", store -> fails(store, Kind.DENIED)),
                store("store malformed", "secret_malformed", store -> fails(store, Kind.MALFORMED)),
                store("store hangs", "deadline_exceeded", FaultPairsTest::hangs),
                store("secret missing", "secret_missing", store -> store.reading(request -> Map.of())),
                store("secret with NUL", "secret_malformed", FaultPairsTest::malformed),
                store("store out of memory", "store_unavailable", store -> throwsError(store, new OutOfMemoryError())),
                store("store overflows", "store_unavailable", store -> throwsError(store, new StackOverflowError())),
                new Fault(
                        "other store unavailable",
                        Set.of("store_unavailable"),
                        patient -> fails(patient.bench.b, Kind.UNAVAILABLE),
                        patient -> patient.bench.b.reading(patient.bench.b::find)),
                flag("audit disk full", "audit_unavailable", patient -> patient.auditFails),
                flag("replay guard fails", "overloaded", patient -> patient.guardFails),
                flag("no threads", "overloaded", patient -> patient.noThreads),
                flag("interrupted", "deadline_exceeded", patient -> patient.interrupted),
                defect("answer overflows", new StackOverflowError()),
                defect("answer out of memory", new OutOfMemoryError()));
    }

    static List<List<Integer>> pairs() {
        List<List<Integer>> pairs = new ArrayList<>();
        for (int i = 0; i < faults().size(); i++) {
            for (int j = i; j < faults().size(); j++) {
                pairs.add(List.of(i, j));
            }
        }
        return pairs;
    }

    @ParameterizedTest
    @MethodSource("pairs")
    @DisplayName("fault table: every fault and every pair: nothing leaves, one event, a reason of theirs, and recovery")
    void nothingLeavesAndEverythingRecovers(List<Integer> pair) {
        Fault one = faults().get(pair.get(0));
        Fault two = faults().get(pair.get(1));
        try (Patient patient = new Patient()) {
            assertThat(patient.ask()).isEqualTo(200);
            one.breaks().accept(patient);
            two.breaks().accept(patient);
            int status = patient.ask();

            List<String> codes = new ArrayList<>(one.codes());
            codes.addAll(two.codes());
            assertThat(status).as("%s + %s", one.name(), two.name()).isGreaterThanOrEqualTo(500);
            assertThat(patient.bench.event().status()).isEqualTo(status);
            assertThat(patient.bench.event().variables()).isEmpty();
            assertThat(codes).as("%s + %s", one.name(), two.name()).contains(patient.bench.code());

            one.mends().accept(patient);
            two.mends().accept(patient);
            await().atMost(Duration.ofSeconds(30)).until(() -> patient.ask() == 200);
        }
    }
}
