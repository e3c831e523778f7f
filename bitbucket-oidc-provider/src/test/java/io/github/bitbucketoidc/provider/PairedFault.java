package io.github.bitbucketoidc.provider;

import io.github.bitbucketoidc.provider.LoopbackIssuer.KeyFault;
import io.github.bitbucketoidc.provider.stores.Patient;
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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A fault of the table in the threat catalogue, and how it ends.
 *
 * @param name what it is called
 * @param codes those that it may have; none if an answer does not suffer from it
 * @param slow whether it holds every request up to its deadline
 * @param breaks begins it
 * @param fixes ends it
 */
record PairedFault(String name, Set<String> codes, boolean slow, Consumer<Patient> breaks, Consumer<Patient> fixes) {

    /** Older than any set of keys may be. */
    private static final Duration KEYS_ARE_TOO_OLD = Duration.ofHours(2);

    /** The server of the keys does one thing wrong at a time; and two that only wait tell nothing that one does not. */
    boolean excludes(PairedFault other) {
        return name.startsWith("keys") && other.name.startsWith("keys") || slow && other.slow;
    }

    @Override
    public String toString() {
        return name;
    }

    static List<PairedFault> all() {
        List<PairedFault> faults = new ArrayList<>(List.of(
                store("store unavailable", "store_unavailable", store -> fails(store, Kind.UNAVAILABLE)),
                store("store denies", "store_unavailable", store -> fails(store, Kind.DENIED)),
                store("store malformed", "secret_malformed", store -> fails(store, Kind.MALFORMED)),
                store("store misconfigured", "secret_malformed", store -> fails(store, Kind.MISCONFIGURED)),
                hangs(),
                store("secret missing", "secret_missing", store -> store.reading(request -> Map.of())),
                store("secret with NUL", "secret_malformed", PairedFault::malformed),
                store("store out of memory", "store_unavailable", store -> throwsError(store, new OutOfMemoryError())),
                store("store overflows", "store_unavailable", store -> throwsError(store, new StackOverflowError())),
                new PairedFault(
                        "other store unavailable",
                        Set.of("store_unavailable"),
                        false,
                        patient -> fails(patient.bench.b, Kind.UNAVAILABLE),
                        patient -> patient.bench.b.reading(patient.bench.b::find)),
                flag("audit disk full", Set.of("audit_unavailable"), patient -> patient.auditFails),
                flag("optional audit log fails", Set.of(), patient -> patient.otherAuditFails),
                flag("replay guard fails", Set.of("overloaded"), patient -> patient.guardFails),
                flag("no threads", Set.of("overloaded"), patient -> patient.noThreads),
                // whoever waits is interrupted: for a store, or for keys
                flag("interrupted", Set.of("deadline_exceeded", "keys_unavailable"), patient -> patient.interrupted),
                defect("answer overflows", new StackOverflowError()),
                defect("answer out of memory", new OutOfMemoryError()),
                new PairedFault(
                        "bad policy",
                        Set.of(),
                        false,
                        patient -> patient.reload(false),
                        patient -> patient.reload(true)),
                new PairedFault(
                        "keys fail while they are young",
                        Set.of(),
                        false,
                        patient -> {
                            patient.bench.issuer.goWrong(KeyFault.STATUS_500);
                            patient.pass(Duration.ofMinutes(10));
                        },
                        PairedFault::keysAreBack)));
        Stream.of(KeyFault.values())
                .filter(fault -> fault != KeyFault.NONE)
                .map(PairedFault::keys)
                .forEach(faults::add);
        return faults;
    }

    private static PairedFault keys(KeyFault fault) {
        return new PairedFault(
                "keys " + fault,
                Set.of("keys_unavailable"),
                false,
                patient -> {
                    patient.bench.issuer.goWrong(fault);
                    patient.pass(KEYS_ARE_TOO_OLD);
                },
                PairedFault::keysAreBack);
    }

    private static void keysAreBack(Patient patient) {
        patient.bench.issuer.goWrong(KeyFault.NONE);
    }

    private static PairedFault store(String name, String code, Consumer<MemoryStore> breaks) {
        return new PairedFault(
                name,
                Set.of(code),
                false,
                patient -> breaks.accept(patient.bench.a),
                patient -> patient.bench.a.reading(patient.bench.a::find));
    }

    private static PairedFault hangs() {
        PairedFault fault = store(
                "store hangs",
                "deadline_exceeded",
                store -> store.reading(request -> {
                    try {
                        Thread.sleep(60_000);
                    } catch (InterruptedException stopped) {
                        throw new SecretStoreException(Kind.UNAVAILABLE, "interrupted", List.of());
                    }
                    return Map.of();
                }));
        return new PairedFault(fault.name(), fault.codes(), true, fault.breaks(), fault.fixes());
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

    private static void malformed(MemoryStore store) {
        store.reading(request -> {
            Map<SecretId, Secret> answer = new HashMap<>();
            request.ids().forEach(id -> answer.put(id, Secret.ofText(SecretValue.of("a\0b c d e"))));
            return answer;
        });
    }

    private static PairedFault flag(String name, Set<String> codes, Function<Patient, AtomicBoolean> flag) {
        return new PairedFault(
                name,
                codes,
                false,
                patient -> flag.apply(patient).set(true),
                patient -> flag.apply(patient).set(false));
    }

    private static PairedFault defect(String name, Error thrown) {
        return new PairedFault(
                name,
                Set.of("internal_error"),
                false,
                patient -> patient.formFails.set(thrown),
                patient -> patient.formFails.set(null));
    }
}
