package io.github.bitbucketoidc.testkit.store;

import io.github.bitbucketoidc.store.Caller;
import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretRequest;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * The store that a contract is about: how it is opened, what is in it, and how the contract reads from it. Its own class only
 * to keep the tests apart from what a subclass says.
 */
abstract class ContractSubject {

    static final Duration AMPLE = Duration.ofMinutes(10);
    static final int THREADS = 32;

    SecretStore store = request -> Map.of();

    /**
     * Opens a store with {@link #contents()} in it. Called for every test.
     *
     * @return a new store, which the contract closes
     * @throws Exception if it cannot be opened, which fails the test
     */
    protected abstract SecretStore open() throws Exception;

    /**
     * What is in the store: every secret without a version that the contract may ask for.
     *
     * @return at least two secrets whose values differ and have at least 8 characters, so that they are not found by chance
     *     where they must not be
     */
    protected abstract Map<SecretId, Secret> contents();

    /**
     * What one caller sees. A store whose answers depend on the caller overrides it, so that the answers to {@code caller(0)}
     * and {@code caller(1)} differ.
     *
     * @param caller the caller
     * @return {@link #contents()} unless overridden
     */
    protected Map<SecretId, Secret> contents(Caller caller) {
        return contents();
    }

    /**
     * Ids that the store could have but has not.
     *
     * @return {@code contract/no-such-secret} unless overridden
     */
    protected Set<SecretId> absent() {
        return Set.of(SecretId.of("contract/no-such-secret"));
    }

    /**
     * Ids with a version and what they hold.
     *
     * @return nothing unless overridden, for a store without versions
     */
    protected Map<SecretId, Secret> versions() {
        return Map.of();
    }

    /**
     * Ids that cannot be read, for example because what is there is no text, and how reading them fails.
     *
     * @return nothing unless overridden
     */
    protected Map<SecretId, SecretStoreException.Kind> failing() {
        return Map.of();
    }

    /**
     * Texts besides the values of {@link #contents()} and {@link #versions()} that no message may show, for example what
     * stands behind the ids of {@link #failing()}, or the store's own credentials.
     *
     * @return nothing unless overridden
     */
    protected Set<String> canaries() {
        return Set.of();
    }

    /**
     * Opens a store behind which nothing ever answers, for example one that talks to a socket which is never read.
     *
     * @return nothing unless overridden, for a store that cannot hang
     * @throws Exception if it cannot be opened, which fails the test
     */
    protected Optional<SecretStore> openHanging() throws Exception {
        return Optional.empty();
    }

    /**
     * One of several callers; a store that needs the caller's token overrides it to hand over tokens that work.
     *
     * @param number from 0 to 31; the same number is the same caller
     * @return the caller
     */
    protected Caller caller(int number) {
        return Caller.builder(new UUID(1, number), new UUID(2, number), new UUID(3, number))
                .token(
                        SecretValue.of("contract-caller-token-" + number),
                        Instant.now().plus(AMPLE))
                .build();
    }

    /**
     * How much longer than its deadline a read may take until a test gives it up.
     *
     * @return 20 seconds unless overridden
     */
    protected Duration timeout() {
        return Duration.ofSeconds(20);
    }

    @BeforeEach
    void openStore() throws Exception {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    static SecretRequest request(Collection<SecretId> ids, Duration time, Caller caller) {
        return SecretRequest.of(ids, Deadline.after(time), caller);
    }

    final Attempt attempt(Collection<SecretId> ids) {
        return Attempt.begin(store, request(ids, AMPLE, caller(0)), timeout());
    }

    final Map<SecretId, Secret> read(Collection<SecretId> ids) {
        return attempt(ids).answer();
    }

    final Set<SecretId> everything() {
        Set<SecretId> ids = new LinkedHashSet<>(contents(caller(0)).keySet());
        ids.addAll(absent());
        return ids;
    }

    final Canaries allCanaries() {
        Canaries canaries = new Canaries();
        canaries.addAll(contents().values());
        canaries.addAll(versions().values());
        canaries().forEach(canaries::add);
        IntStream.range(0, THREADS).mapToObj(this::caller).forEach(caller -> {
            canaries.addAll(contents(caller).values());
            caller.token().ifPresent(token -> canaries.add(token.reveal()));
        });
        return canaries;
    }
}
