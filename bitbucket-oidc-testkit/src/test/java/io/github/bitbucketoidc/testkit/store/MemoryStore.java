package io.github.bitbucketoidc.testkit.store;

import io.github.bitbucketoidc.store.Caller;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretRequest;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A store that keeps its contract. Each broken store of these tests is one that breaks it in one place. */
class MemoryStore implements SecretStore {

    static final SecretId TEXT = SecretId.of("app/token");
    static final SecretId FIELDS = SecretId.of("app/database");
    static final SecretId MALFORMED = SecretId.of("app/number");
    static final SecretId OLD = SecretId.of("app/token", "1");

    final CountDownLatch closed = new CountDownLatch(1);
    private final boolean hanging;

    MemoryStore(boolean hanging) {
        this.hanging = hanging;
    }

    static Map<SecretId, Secret> contents(Caller caller) {
        String whose = " of " + caller.run();
        return Map.of(
                TEXT,
                Secret.ofText(SecretValue.of("correct horse" + whose)),
                FIELDS,
                Secret.ofFields(Map.of(
                        "user", SecretValue.of("battery" + whose), "password", SecretValue.of("staple" + whose))));
    }

    static Map<SecretId, Secret> versions() {
        return Map.of(OLD, Secret.ofText(SecretValue.of("older horse")).withVersion("1"));
    }

    @Override
    public Map<SecretId, Secret> read(SecretRequest request) {
        if (closed.getCount() == 0) {
            throw new SecretStoreException(SecretStoreException.Kind.UNAVAILABLE, "closed", List.of());
        }
        if (hanging) {
            hang(request);
        }
        Map<SecretId, Secret> found = new LinkedHashMap<>();
        for (SecretId id : request.ids()) {
            find(id, request.caller(), found);
        }
        return found;
    }

    void find(SecretId id, Caller caller, Map<SecretId, Secret> found) {
        if (id.equals(MALFORMED)) {
            throw malformed();
        }
        Secret secret =
                id.version().isPresent() ? versions().get(id) : contents(caller).get(id);
        if (secret != null) {
            found.put(id, secret);
        }
    }

    RuntimeException malformed() {
        return new SecretStoreException(
                SecretStoreException.Kind.MALFORMED, "a number where text is needed", List.of(MALFORMED));
    }

    void hang(SecretRequest request) {
        try {
            boolean over = closed.await(request.deadline().remaining().toNanos(), TimeUnit.NANOSECONDS);
            throw unavailable(over ? "closed" : "no answer in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("interrupted");
        }
    }

    static SecretStoreException unavailable(String why) {
        return new SecretStoreException(SecretStoreException.Kind.UNAVAILABLE, why, List.of());
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
