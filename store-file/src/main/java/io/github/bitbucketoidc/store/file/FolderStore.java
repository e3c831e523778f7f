package io.github.bitbucketoidc.store.file;

import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretRequest;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.StoreHealth;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Secrets from a folder, read anew for every request. Holds nothing between two requests. Thread-safe. */
final class FolderStore implements SecretStore {

    /** After so many attempts, each of which met a change, the next ones wait a little. */
    private static final int EAGER_ATTEMPTS = 10;

    private static final long PAUSE_MILLIS = 5;

    private final Path folder;
    private final FileReading reading;
    private volatile StoreHealth health = StoreHealth.unknown();
    private volatile boolean closed;

    FolderStore(Path folder, FileReading reading) {
        this.folder = folder;
        this.reading = reading;
    }

    @Override
    public Map<SecretId, Secret> read(SecretRequest request) {
        StoreRefusals.checkOpen(closed);
        StoreRefusals.checkNoVersions(request.ids());
        try {
            Map<SecretId, Secret> found = readUnchanged(request);
            health = new StoreHealth(StoreHealth.Status.UP, "");
            return found;
        } catch (SecretStoreException e) {
            health = new StoreHealth(StoreHealth.Status.DOWN, String.valueOf(e.getMessage()));
            throw e;
        }
    }

    private Map<SecretId, Secret> readUnchanged(SecretRequest request) {
        for (int attempt = 1; ; attempt++) {
            try {
                return attempt(request);
            } catch (FileChangedException e) {
                pause(attempt, request.deadline(), e);
            }
        }
    }

    private Map<SecretId, Secret> attempt(SecretRequest request) throws FileChangedException {
        SecretId current = request.ids().iterator().next();
        try {
            FolderRead read = new FolderRead(folder, reading, request.deadline());
            Map<SecretId, Secret> found = new LinkedHashMap<>();
            for (SecretId id : request.ids()) {
                current = id;
                read.secret(id.path()).ifPresent(secret -> found.put(id, secret));
            }
            return found;
        } catch (FileProblemException e) {
            throw new SecretStoreException(e.kind(), e.line(), List.of(current), e);
        } catch (IOException | SecurityException e) {
            throw new SecretStoreException(
                    SecretStoreException.Kind.UNAVAILABLE,
                    "the folder '" + folder + "' cannot be read",
                    List.of(current),
                    e);
        }
    }

    private void pause(int attempt, Deadline deadline, FileChangedException change) {
        if (deadline.passed()) {
            throw tooLate(change);
        }
        if (attempt < EAGER_ATTEMPTS) {
            return;
        }
        try {
            Thread.sleep(Math.min(PAUSE_MILLIS, Math.max(1, deadline.remaining().toMillis())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw tooLate(change);
        }
    }

    private SecretStoreException tooLate(FileChangedException change) {
        return new SecretStoreException(
                SecretStoreException.Kind.UNAVAILABLE,
                "the folder '" + folder + "' could not be read in time: " + change.getMessage(),
                List.of(),
                change);
    }

    @Override
    public Optional<String> problem(SecretId id) {
        return StoreRefusals.problem(id);
    }

    @Override
    public StoreHealth health() {
        return health;
    }

    @Override
    public Sharing sharing() {
        return Sharing.SHARED;
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public String toString() {
        return "FolderStore[" + folder + "]";
    }
}
