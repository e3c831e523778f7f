package io.github.bitbucketoidc.store.file;

import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretPath;
import io.github.bitbucketoidc.store.StoreHealth;
import java.lang.System.Logger.Level;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The last good content of a file of secrets. A changed file is taken when two looks, at least {@link #SETTLED} apart, show
 * the same bytes and all of them can be read; what is half written, empty or wrong never takes the place of what is good
 * (attacks.md section 2, "editor truncate-then-write"). Readers never wait for a look. Thread-safe.
 */
final class WatchedSecrets {

    static final Duration SETTLED = Duration.ofMillis(500);

    private static final System.Logger LOG = System.getLogger(WatchedSecrets.class.getPackageName());

    private final SecretsFile file;
    private final LongSupplier nanoTime;
    private volatile Map<SecretPath, Secret> secrets;
    private volatile StoreHealth health;

    /** What a look showed, as a digest of the bytes or as the reason why there are none. */
    private String taken;

    private String seen;
    private long seenSince;
    private String settled;

    /** Begins with content that was parsed without a finding. */
    WatchedSecrets(SecretsFile file, byte[] bytes, Map<SecretPath, Secret> secrets, LongSupplier nanoTime) {
        this.file = file;
        this.nanoTime = nanoTime;
        this.secrets = secrets;
        this.health = up(secrets);
        this.taken = digest(bytes);
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

    /** Looks at the file once. */
    synchronized void look() {
        try {
            byte[] bytes = file.bytes();
            if (settled(digest(bytes))) {
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

    private void take(byte[] bytes) {
        String digest = digest(bytes);
        if (!digest.equals(taken)) {
            SecretsContent content = file.parse(bytes);
            if (!content.findings().isEmpty()) {
                keep(content.findings().get(0).line());
                return;
            }
            secrets = content.secrets();
            taken = digest;
        }
        health = up(secrets);
        LOG.log(Level.INFO, "The file of secrets {0} was taken: {1}", file, health.detail());
    }

    private void keep(String reason) {
        health = new StoreHealth(
                StoreHealth.Status.DEGRADED, "the last good content of " + file + " is served: " + reason);
        LOG.log(
                Level.WARNING,
                "The file of secrets {0} cannot be used; its last good content is still served. {1}",
                file,
                reason);
    }

    private static StoreHealth up(Map<SecretPath, Secret> secrets) {
        return new StoreHealth(StoreHealth.Status.UP, secrets.size() + (secrets.size() == 1 ? " secret" : " secrets"));
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
