package io.github.bitbucketoidc.store.file.document;

import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretPath;
import io.github.bitbucketoidc.store.StoreHealth;
import io.github.bitbucketoidc.store.file.reading.FileChangedException;
import io.github.bitbucketoidc.store.file.reading.FileProblemException;
import io.github.bitbucketoidc.store.files.StillContent;
import io.github.bitbucketoidc.store.support.Sha256;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The last good content of a file of secrets. A changed file is taken when two looks, at least {@link #SETTLED} apart, show
 * the same bytes and all of them can be read; what is half written, empty or wrong never takes the place of what is good
 * (attacks.md section 2, "editor truncate-then-write"). Readers never wait for a look. Thread-safe.
 */
final class WatchedSecrets {

    static final Duration SETTLED = StillContent.USUAL;

    private static final System.Logger LOG = System.getLogger(WatchedSecrets.class.getPackageName());

    private final SecretsFile file;
    private final LongSupplier nanoTime;
    private volatile Map<SecretPath, Secret> secrets;
    private volatile StoreHealth health;

    /** What a look showed, as a digest of the bytes or as the reason why there are none. */
    private String taken;

    private byte[] takenBytes;

    private String seen;
    private long seenSince;
    private String settled;
    private String waitingFor = "";

    /** Begins with content that was parsed without a finding. */
    WatchedSecrets(SecretsFile file, byte[] bytes, Map<SecretPath, Secret> secrets, LongSupplier nanoTime) {
        this.file = file;
        this.nanoTime = nanoTime;
        this.secrets = secrets;
        this.health = up(secrets);
        this.taken = Sha256.hex(bytes);
        this.takenBytes = bytes;
        this.seen = taken;
        this.settled = taken;
    }

    /** The last good content: one unmodified map, so that what is taken from it belongs together. */
    Map<SecretPath, Secret> secrets() {
        return secrets;
    }

    StoreHealth health() {
        return health;
    }

    /** What the file holds at this moment, whether it held still or not; empty if it cannot be used. */
    Optional<Map<SecretPath, Secret>> onDisk() {
        try {
            SecretsContent content = file.parse(file.bytes());
            return content.findings().isEmpty() ? Optional.of(content.secrets()) : Optional.empty();
        } catch (FileProblemException | FileChangedException e) {
            return Optional.empty();
        }
    }

    /** Looks at the file once. */
    synchronized void look() {
        try {
            byte[] bytes = file.bytes();
            if (settled(seenAs(bytes)) && !mayBeCutOff(bytes)) {
                take(bytes);
            }
        } catch (FileProblemException e) {
            if (settled(e.line())) {
                keep(e.line());
            }
        } catch (FileChangedException e) {
            // Being written right now: the next look begins to count anew.
            seen = "";
        }
    }

    /** While what is there is not in use, what opens it counts too: a file may come before the identity that it is encrypted to. */
    private String seenAs(byte[] bytes) {
        String digest = Sha256.hex(bytes);
        return digest.equals(taken) ? digest : digest + file.openedBy();
    }

    /** Whether this has been seen for long enough, and nothing was done about it yet. */
    private boolean settled(String now) {
        if (!now.equals(seen)) {
            seen = now;
            seenSince = nanoTime.getAsLong();
            return false;
        }
        if (now.equals(settled) || nanoTime.getAsLong() - seenSince < SETTLED.toNanos()) {
            return false;
        }
        settled = now;
        return true;
    }

    /** What lacks the end of what is in use must hold still for longer; it is asked about again at each look. */
    private boolean mayBeCutOff(byte[] bytes) {
        Duration required = file.mustHoldStill(takenBytes, bytes);
        if (nanoTime.getAsLong() - seenSince >= required.toNanos()
                || !file.parse(bytes).findings().isEmpty()) {
            return false;
        }
        settled = "";
        String reason =
                "it lacks what stands at the end of the content in use, so it is taken when it has held still for "
                        + required.toSeconds() + " s; fix: write a file beside it, and rename it";
        if (!waitingFor.equals(seen)) {
            waitingFor = seen;
            keep(reason);
        }
        return true;
    }

    private void take(byte[] bytes) {
        String digest = Sha256.hex(bytes);
        if (!digest.equals(taken)) {
            SecretsContent content = file.parse(bytes);
            if (!content.findings().isEmpty()) {
                keep(content.findings().get(0).line());
                return;
            }
            secrets = content.secrets();
            taken = digest;
            takenBytes = bytes;
        }
        health = up(secrets);
        LOG.log(Level.INFO, "The file of secrets {0} was taken: {1}", file, health.detail());
    }

    private void keep(String reason) {
        health = StoreHealth.of(
                StoreHealth.Status.DEGRADED, "the last good content of " + file + " is served: " + reason);
        LOG.log(
                Level.WARNING,
                "The file of secrets {0} cannot be used; its last good content is still served. {1}",
                file,
                reason);
    }

    private static StoreHealth up(Map<SecretPath, Secret> secrets) {
        return StoreHealth.of(StoreHealth.Status.UP, secrets.size() + (secrets.size() == 1 ? " secret" : " secrets"));
    }
}
