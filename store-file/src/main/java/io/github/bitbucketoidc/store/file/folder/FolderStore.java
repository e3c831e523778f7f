package io.github.bitbucketoidc.store.file.folder;

import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretPath;
import io.github.bitbucketoidc.store.SecretReference;
import io.github.bitbucketoidc.store.SecretRequest;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.StoreHealth;
import io.github.bitbucketoidc.store.file.reading.FileChangedException;
import io.github.bitbucketoidc.store.file.reading.FileProblemException;
import io.github.bitbucketoidc.store.file.reading.FileReading;
import io.github.bitbucketoidc.store.file.reading.StoreRefusals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Secrets from a folder, read anew for every request. A secret whose files are being written is what it was when they last held
 * still ({@link LastGood}); in a Kubernetes mount, which is swapped whole, it is what is there. Thread-safe.
 */
public final class FolderStore implements SecretStore {

    /** After so many attempts, each of which met a change, the next ones wait a little. */
    private static final int EAGER_ATTEMPTS = 10;

    private static final long PAUSE_MILLIS = 5;
    private static final long UNTIL_STILL_MILLIS = 50;

    /** Before the deadline, so that the answer tells what is wrong: at the deadline, the provider takes the whole store to hang. */
    private static final Duration TO_SAY_SO = Duration.ofMillis(50);

    private final Path folder;
    private final FileReading reading;
    private final LastGood lastGood;
    private volatile StoreHealth health = StoreHealth.unknown();
    private volatile boolean closed;

    public FolderStore(Path folder, FileReading reading) {
        this(folder, reading, new LastGood(System::currentTimeMillis, System::nanoTime));
    }

    FolderStore(Path folder, FileReading reading, LastGood lastGood) {
        this.folder = folder;
        this.reading = reading;
        this.lastGood = lastGood;
    }

    @Override
    public Map<SecretId, Secret> read(SecretRequest request) {
        StoreRefusals.checkOpen(closed);
        StoreRefusals.checkNoVersions(request.ids());
        try {
            Map<SecretId, FolderSight> sights = readUnchanged(request);
            Map<SecretId, Secret> found = new LinkedHashMap<>();
            sights.forEach((id, sight) -> {
                if (sight.secret() != null) {
                    found.put(id, sight.secret());
                }
            });
            health = health(sights);
            return found;
        } catch (SecretStoreException e) {
            // one path's own trouble leaves the others: they can be read
            StoreHealth.Status status = e.isAboutStore() ? StoreHealth.Status.DOWN : StoreHealth.Status.DEGRADED;
            health = StoreHealth.of(status, String.valueOf(e.getMessage()));
            throw e;
        }
    }

    /** What is wrong with a field is no failure, as long as nobody asks for it; but somebody should know. */
    private static StoreHealth health(Map<SecretId, FolderSight> sights) {
        return sights.values().stream()
                .flatMap(sight -> sight.malformed().entrySet().stream())
                .findFirst()
                .map(field ->
                        StoreHealth.of(StoreHealth.Status.DEGRADED, "a field cannot be used: " + field.getValue()))
                .orElse(StoreHealth.of(StoreHealth.Status.UP, ""));
    }

    private Map<SecretId, FolderSight> readUnchanged(SecretRequest request) {
        for (int attempt = 1; ; attempt++) {
            try {
                return attempt(request);
            } catch (FileChangedException e) {
                long pause = e.isNotStill() ? UNTIL_STILL_MILLIS : attempt < EAGER_ATTEMPTS ? 0 : PAUSE_MILLIS;
                pause(pause, request, e);
            }
        }
    }

    private Map<SecretId, FolderSight> attempt(SecretRequest request) throws FileChangedException {
        SecretId current = request.ids().iterator().next();
        try (FolderRead read = new FolderRead(folder, reading, request.deadline())) {
            Map<SecretId, FolderSight> found = new LinkedHashMap<>();
            for (SecretId id : request.ids()) {
                current = id;
                found.put(id, look(read, id.path()));
            }
            if (!read.unchanged()) {
                throw new FileChangedException("a mount was swapped");
            }
            for (Map.Entry<SecretId, FolderSight> sight : found.entrySet()) {
                current = sight.getKey();
                sight.setValue(counting(current.path(), sight.getValue()));
            }
            return found;
        } catch (FileProblemException e) {
            throw ofPath(new SecretStoreException(e.kind(), e.line(), List.of(current), e));
        } catch (IOException | SecurityException e) {
            throw ofPath(new SecretStoreException(
                    SecretStoreException.Kind.UNAVAILABLE,
                    "the folder '" + folder + "' cannot be read",
                    List.of(current),
                    e));
        }
    }

    /** As long as the folder itself can be listed, what is wrong with one path says nothing about the others (attack row D10). */
    private SecretStoreException ofPath(SecretStoreException failure) {
        return Files.isDirectory(folder) && Files.isReadable(folder) ? failure.aboutIdsOnly() : failure;
    }

    /** Whatever changes without a pause is what it was before. */
    private FolderSight look(FolderRead read, SecretPath path)
            throws IOException, FileProblemException, FileChangedException {
        try {
            return read.look(path);
        } catch (FileChangedException e) {
            Optional<Secret> before = lastGood.get(path);
            if (before.isPresent()) {
                return FolderSight.nothing(true).with(before.get());
            }
            throw e;
        }
    }

    /** What counts: what is there, if it held still, else what was there when it last did. */
    private FolderSight counting(SecretPath path, FolderSight sight) throws FileProblemException, FileChangedException {
        if (!sight.mounted() && !lastGood.isStill(path, sight)) {
            Optional<Secret> before = lastGood.get(path);
            if (before.isPresent()) {
                return FolderSight.nothing(false).with(before.get());
            }
            if (sight.secret() != null || sight.problem() != null) {
                throw FileChangedException.notStill("'" + path + "' was written less than half a second ago");
            }
        }
        if (sight.problem() != null) {
            throw sight.problem();
        }
        if (!sight.mounted()) {
            lastGood.put(path, sight.secret());
        }
        return sight;
    }

    private void pause(long millis, SecretRequest request, FileChangedException change) {
        if (request.deadline().remaining().compareTo(TO_SAY_SO) < 0) {
            throw tooLate(request, change);
        }
        if (millis == 0) {
            return;
        }
        try {
            Thread.sleep(
                    Math.min(millis, Math.max(1, request.deadline().remaining().toMillis())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw tooLate(request, change);
        }
    }

    private SecretStoreException tooLate(SecretRequest request, FileChangedException change) {
        return ofPath(new SecretStoreException(
                SecretStoreException.Kind.UNAVAILABLE,
                "the folder '" + folder + "' could not be read in time: " + change.getMessage(),
                request.ids(),
                change));
    }

    @Override
    public Optional<String> validate(SecretReference reference) {
        return StoreRefusals.problem(reference.id());
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
        lastGood.clear();
    }

    @Override
    public String toString() {
        return "FolderStore[" + folder + "]";
    }
}
