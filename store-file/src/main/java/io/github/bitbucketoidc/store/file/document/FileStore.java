package io.github.bitbucketoidc.store.file.document;

import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretPath;
import io.github.bitbucketoidc.store.SecretReference;
import io.github.bitbucketoidc.store.SecretRequest;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.StoreHealth;
import io.github.bitbucketoidc.store.file.reading.StoreRefusals;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Secrets from one file, which a thread of the store's own looks at until the store is closed. Thread-safe. */
public final class FileStore implements SecretStore {

    private static final System.Logger LOG = System.getLogger(FileStore.class.getPackageName());

    /** Half of what a change must stand, so that it is taken soon after. */
    private static final long LOOK_MILLIS = WatchedSecrets.SETTLED.toMillis() / 2;

    private final WatchedSecrets watched;
    private final String name;
    private final boolean missingAllowed;
    private final CountDownLatch closed = new CountDownLatch(1);

    FileStore(WatchedSecrets watched, String name) {
        this(watched, name, false);
    }

    FileStore(WatchedSecrets watched, String name, boolean missingAllowed) {
        this.watched = watched;
        this.name = name;
        this.missingAllowed = missingAllowed;
    }

    /** Begins to look for changes. */
    public FileStore watch() {
        Thread thread = new Thread(this::lookUntilClosed, "bitbucket-oidc-store-file " + name);
        thread.setDaemon(true);
        // Not the application's: it would outlive the application's end in a container that forgets to close the store.
        thread.setContextClassLoader(null);
        thread.start();
        return this;
    }

    private void lookUntilClosed() {
        try {
            while (!closed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                lookOnce();
            }
        } catch (InterruptedException e) {
            // Nobody else holds this thread: whoever interrupts it wants it to end.
            Thread.currentThread().interrupt();
        }
    }

    private void lookOnce() {
        try {
            watched.look();
        } catch (RuntimeException | Error e) {
            // Whatever it was: without this thread no later change would ever be seen.
            LOG.log(Level.ERROR, "Looking at the file of secrets " + name + " failed", e);
        }
    }

    @Override
    public Map<SecretId, Secret> read(SecretRequest request) {
        StoreRefusals.checkOpen(closed.getCount() == 0);
        StoreRefusals.checkNoVersions(request.ids());
        Map<SecretPath, Secret> secrets = watched.secrets();
        Map<SecretId, Secret> found = new LinkedHashMap<>();
        for (SecretId id : request.ids()) {
            Secret secret = secrets.get(id.path());
            if (secret != null) {
                found.put(id, secret);
            }
        }
        return found;
    }

    @Override
    public Optional<String> validate(SecretReference reference) {
        Optional<String> versioned = StoreRefusals.problem(reference.id());
        if (versioned.isPresent() || missingAllowed || reference.isTemplate()) {
            return versioned;
        }
        // What was just written counts, too: a policy and its secrets are often changed together.
        return MissingSecret.problem(watched.secrets(), reference)
                .flatMap(problem -> watched.onDisk()
                        .map(disk -> MissingSecret.problem(disk, reference))
                        .orElse(Optional.of(problem)));
    }

    @Override
    public StoreHealth health() {
        return watched.health();
    }

    @Override
    public Sharing sharing() {
        return Sharing.SHARED;
    }

    /** A thread of its own looks at the file; readers take what that thread has left. */
    @Override
    public boolean readsFromMemory() {
        return true;
    }

    @Override
    public void close() {
        closed.countDown();
    }

    @Override
    public String toString() {
        return "FileStore[" + name + "]";
    }
}
