package io.github.bitbucketoidc.store.vault.login;

import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretValue;
import io.github.bitbucketoidc.store.vault.client.VaultAnswer;
import io.github.bitbucketoidc.store.vault.client.VaultCall;
import io.github.bitbucketoidc.store.vault.client.VaultClient;
import io.github.bitbucketoidc.store.vault.client.VaultPath;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a login token is still good when a refusal does not tell: OpenBao and older Vaults say of a revoked token
 * what they say of a policy. The token is let look at itself, for all threads at once. Thread-safe.
 */
final class TokenCheck {

    /** What a token may know of itself. */
    static final VaultPath LOOK_UP_SELF = VaultPath.of("auth/token/lookup-self");

    /**
     * So long a token is trusted that was made, or seen good, just now: no more often do refusals by a policy cost a look-up,
     * or a login where a token may not look at itself.
     */
    static final Duration TRUSTED = Duration.ofSeconds(10);

    private final LongSupplier nanoTime;
    private long seenGood;
    private boolean doubtful;
    private @Nullable CompletableFuture<Boolean> underWay;

    TokenCheck(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.seenGood = nanoTime.getAsLong();
    }

    /** Whether the token may not even look at itself; it does not become better again. */
    synchronized boolean isDoubtful() {
        return doubtful;
    }

    /**
     * Whether the token may be invalid, after Vault refused a call that was made with it. It is not if that cannot be found out
     * before the deadline.
     */
    boolean mayBeInvalid(VaultClient vault, SecretValue token, Deadline deadline) {
        CompletableFuture<Boolean> flight = new CompletableFuture<>();
        boolean first;
        synchronized (this) {
            if (doubtful || nanoTime.getAsLong() - seenGood < TRUSTED.toNanos()) {
                return doubtful;
            }
            first = underWay == null;
            if (underWay == null) {
                underWay = flight;
            } else {
                flight = underWay;
            }
        }
        if (first) {
            try {
                lookUp(vault, token, deadline);
            } finally {
                landed(flight);
            }
        }
        return await(flight, deadline);
    }

    private void lookUp(VaultClient vault, SecretValue token, Deadline deadline) {
        try {
            VaultAnswer answer = vault.send(VaultCall.read(LOOK_UP_SELF, true).as(token), deadline);
            saw(answer.isRefusal());
        } catch (SecretStoreException unavailable) {
            // nothing is known then: the next refusal asks again
        }
    }

    private synchronized void saw(boolean refusal) {
        doubtful = refusal;
        seenGood = nanoTime.getAsLong();
    }

    private synchronized void landed(CompletableFuture<Boolean> flight) {
        underWay = null;
        flight.complete(doubtful);
    }

    private static boolean await(CompletableFuture<Boolean> flight, Deadline deadline) {
        try {
            return flight.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        } catch (TimeoutException tooSlow) {
            return false;
        } catch (ExecutionException never) {
            throw new IllegalStateException("a look-up of a token failed with a defect", never);
        }
    }
}
