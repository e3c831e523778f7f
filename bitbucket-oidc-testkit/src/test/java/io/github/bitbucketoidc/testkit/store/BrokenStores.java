package io.github.bitbucketoidc.testkit.store;

import io.github.bitbucketoidc.store.Caller;
import io.github.bitbucketoidc.store.Lease;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretRequest;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretValue;
import io.github.bitbucketoidc.store.StoreHealth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Stores that break the contract, each in one place; the key is the test of the contract that must say so. */
@SuppressWarnings("ImmutableEnumChecker")
enum BrokenStores {
    LOSES_IDS("readsSeveralSecretsAtOnce", (good, request) -> {
        SecretId first = request.ids().iterator().next();
        Map<SecretId, Secret> answer = good.read(request);
        return answer.containsKey(first) ? Map.of(first, Objects.requireNonNull(answer.get(first))) : answer;
    }),
    ANSWERS_MORE_THAN_WAS_ASKED("answersNothingButWhatItWasAskedFor", (good, request) -> {
        Map<SecretId, Secret> answer = new HashMap<>(good.read(request));
        answer.putAll(MemoryStore.contents(request.caller()));
        return answer;
    }),
    ANSWERS_NULL("answersWithoutNulls", (good, request) -> nothing()),
    ANSWERS_NULL_FOR_WHAT_IS_NOT_THERE("answersWithoutNulls", (good, request) -> {
        Map<SecretId, Secret> answer = new HashMap<>(good.read(request));
        request.ids().forEach(id -> answer.putIfAbsent(id, nothing()));
        return answer;
    }),
    FAILS_FOR_WHAT_IS_NOT_THERE("leavesOutWhatIsNotThere", (good, request) -> {
        Map<SecretId, Secret> answer = good.read(request);
        if (answer.size() < request.ids().size()) {
            throw MemoryStore.unavailable("not found");
        }
        return answer;
    }),
    ANSWERS_ONCE("readsTheSameAgain", new BiFunction<>() {
        private final Map<SecretStore, Boolean> asked = new ConcurrentHashMap<>();

        @Override
        public Map<SecretId, Secret> apply(MemoryStore good, SecretRequest request) {
            return asked.put(good, true) == null ? good.read(request) : Map.of();
        }
    }),
    SWAPS_FIELDS("readsSeveralSecretsAtOnce", (good, request) -> {
        Map<SecretId, Secret> answer = new HashMap<>(good.read(request));
        answer.computeIfPresent(MemoryStore.FIELDS, (id, secret) -> {
            Map<String, SecretValue> fields = secret.fields();
            SecretValue user = Objects.requireNonNull(fields.get("user"));
            return Secret.ofFields(Map.of("password", user, "user", Objects.requireNonNull(fields.get("password"))));
        });
        return answer;
    }),
    ANSWERS_ANOTHER_VERSION("thatAreNotThereAreNeverAnsweredWithAnother", (good, request) -> {
        Map<SecretId, Secret> answer = new HashMap<>(good.read(request));
        Map<SecretId, Secret> current = MemoryStore.contents(request.caller());
        request.ids().forEach(id -> {
            Secret secret = current.get(new SecretId(id.path(), Optional.empty()));
            if (secret != null) {
                answer.putIfAbsent(id, secret);
            }
        });
        return answer;
    }),
    KEEPS_THE_VERSION_TO_ITSELF("areReadAsTheyWereAskedFor", (good, request) -> {
        Map<SecretId, Secret> answer = new HashMap<>(good.read(request));
        answer.replaceAll((id, secret) -> secret.text().map(Secret::ofText).orElse(secret));
        return answer;
    }),
    TAKES_PATHS_FOR_PATTERNS("areDataWhateverTheyLookLike", (good, request) -> {
        Map<SecretId, Secret> answer = new HashMap<>(good.read(request));
        for (SecretId id : request.ids()) {
            String path = id.path().toString();
            MemoryStore.contents(request.caller()).forEach((there, secret) -> {
                if (path.endsWith("*") && there.path().toString().startsWith(path.substring(0, path.length() - 1))) {
                    answer.put(id, secret);
                }
            });
        }
        return answer;
    }),
    FAILS_WITH_THE_WRONG_KIND("haveTheRightKind", (good, request) -> {
        try {
            return good.read(request);
        } catch (SecretStoreException e) {
            throw MemoryStore.unavailable("something went wrong");
        }
    }),
    FAILS_WITH_ANY_EXCEPTION("haveTheRightKind", (good, request) -> {
        try {
            return good.read(request);
        } catch (SecretStoreException e) {
            throw new IllegalArgumentException("something went wrong");
        }
    }),
    ANSWERS_IN_PART("answerNothingInPart", (good, request) -> {
        Map<SecretId, Secret> answer = new HashMap<>();
        for (SecretId id : request.ids()) {
            if (!id.equals(MemoryStore.MALFORMED) || request.ids().size() == 1) {
                good.find(id, request.caller(), answer);
            }
        }
        return answer;
    }),
    SHOWS_A_VALUE_WHEN_IT_FAILS("isKeptInEveryFailure", (good, request) -> {
        try {
            return good.read(request);
        } catch (SecretStoreException e) {
            Exception cause = new IllegalStateException("cannot parse "
                    + Objects.requireNonNull(
                                    MemoryStore.contents(request.caller()).get(MemoryStore.TEXT))
                            .text()
                            .orElseThrow()
                            .reveal());
            throw new SecretStoreException(e.kind(), "a number where text is needed", e.ids(), cause);
        }
    }),
    SHOWS_THE_TOKEN_WHEN_IT_FAILS("isKeptInEveryFailure", (good, request) -> {
        try {
            return good.read(request);
        } catch (SecretStoreException e) {
            throw new SecretStoreException(
                    e.kind(), "as " + request.caller().token().orElseThrow().reveal(), e.ids());
        }
    }),
    MIXES_UP_CALLERS("areEachAnsweredWithTheirOwn", new BiFunction<>() {
        private final Map<SecretStore, Map<SecretId, Secret>> caches = new ConcurrentHashMap<>();

        @Override
        public Map<SecretId, Secret> apply(MemoryStore good, SecretRequest request) {
            Map<SecretId, Secret> cache = caches.computeIfAbsent(good, store -> new ConcurrentHashMap<>());
            good.read(request).forEach(cache::putIfAbsent);
            Map<SecretId, Secret> answer = new HashMap<>(cache);
            answer.keySet().retainAll(request.ids());
            return answer;
        }
    }),
    MIXES_UP_THREADS("canBeManyAtOnce", new BiFunction<>() {
        private final Map<SecretStore, SecretRequest> latest = new ConcurrentHashMap<>();

        @Override
        public Map<SecretId, Secret> apply(MemoryStore good, SecretRequest request) {
            latest.put(good, request);
            boolean oneOfMany = !request.caller().run().endsWith("-000000000000");
            try {
                TimeUnit.MILLISECONDS.sleep(oneOfMany ? 50 : 0);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return good.read(Objects.requireNonNull(latest.get(good)));
        }
    }),
    NEEDS_A_TOKEN_WITHOUT_SAYING_SO("withoutATokenAreNoProgrammingError", (good, request) -> {
        var unused = request.caller().token().orElseThrow();
        return good.read(request);
    }),
    SWALLOWS_INTERRUPTS("leaveAnInterruptInPlace", (good, request) -> {
        boolean unused = Thread.interrupted();
        return good.read(request);
    }),
    IS_LATE_IN_ANOTHER_WAY("thatHavePassedEndARead", (good, request) -> {
        if (request.deadline().passed()) {
            throw new SecretStoreException(SecretStoreException.Kind.DENIED, "too late", List.of());
        }
        return good.read(request);
    }),

    SHOWS_A_VALUE_IN_ITS_TEXT("isKeptInEveryText", () -> new MemoryStore(false) {
        @Override
        public String toString() {
            return "MemoryStore"
                    + MemoryStore.versions().get(OLD).text().orElseThrow().reveal();
        }
    }),
    SHOWS_A_VALUE_IN_ITS_HEALTH("isKeptInEveryText", () -> new MemoryStore(false) {
        @Override
        public StoreHealth health() {
            return StoreHealth.of(StoreHealth.Status.UP, "last read: older horse");
        }
    }),
    SHARES_WHAT_IT_MUST_NOT("areAllAnsweredAlikeByAStoreThatShares", () -> new MemoryStore(false) {
        @Override
        public Sharing sharing() {
            return Sharing.SHARED;
        }
    }),
    ANSWERS_AFTER_ITS_END("endsOnceAndForAll", () -> new MemoryStore(false) {
        @Override
        public void close() {}
    }),
    CANNOT_BE_CLOSED_TWICE("endsOnceAndForAll", () -> new MemoryStore(false) {
        @Override
        public void close() {
            if (closed.getCount() == 0) {
                throw new IllegalStateException("closed");
            }
            super.close();
        }
    }),
    HAS_NO_HEALTH("hasAHealthAtEveryTime", () -> new MemoryStore(false) {
        @Override
        public StoreHealth health() {
            return nothing();
        }
    }),
    HAS_NO_HEALTH_AFTER_ITS_END("hasAHealthAtEveryTime", () -> new MemoryStore(false) {
        @Override
        public StoreHealth health() {
            if (closed.getCount() == 0) {
                throw new IllegalStateException("closed");
            }
            return StoreHealth.unknown();
        }
    }),
    CANNOT_GIVE_BACK_AN_UNKNOWN_LEASE("outlivesLeasesThatItDoesNotKnow", () -> new MemoryStore(false) {
        @Override
        public void revoke(Lease lease, Caller caller) {
            throw MemoryStore.unavailable("no such lease");
        }
    }),

    IGNORES_DEADLINES("endAReadThatNothingAnswers", request -> {
        while (!Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(1_000_000);
        }
    }),
    IGNORES_INTERRUPTS("areNotWaitedForByAThreadThatIsInterrupted", request -> {
        while (!request.deadline().passed()) {
            boolean unused = Thread.interrupted();
            LockSupport.parkNanos(1_000_000);
        }
        throw MemoryStore.unavailable("no answer in time");
    });

    private final String namedTest;
    private final Function<Boolean, SecretStore> opening;

    BrokenStores(String namedTest, BiFunction<MemoryStore, SecretRequest, Map<SecretId, Secret>> reading) {
        this.namedTest = namedTest;
        this.opening = hanging -> new MemoryStore(hanging) {
            private final MemoryStore good = new MemoryStore(hanging);

            @Override
            public Map<SecretId, Secret> read(SecretRequest request) {
                return closed.getCount() == 0 ? super.read(request) : reading.apply(good, request);
            }
        };
    }

    BrokenStores(String namedTest, Supplier<SecretStore> opening) {
        this.namedTest = namedTest;
        this.opening = hanging -> hanging ? new MemoryStore(true) : opening.get();
    }

    BrokenStores(String namedTest, Consumer<SecretRequest> hang) {
        this.namedTest = namedTest;
        this.opening = hanging -> new MemoryStore(hanging) {
            @Override
            void hang(SecretRequest request) {
                hang.accept(request);
                super.hang(request);
            }
        };
    }

    String namedTest() {
        return namedTest;
    }

    SecretStore open(boolean hanging) {
        return opening.apply(hanging);
    }

    /** What a store can return that was compiled without null checks. */
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T nothing() {
        return null;
    }
}
