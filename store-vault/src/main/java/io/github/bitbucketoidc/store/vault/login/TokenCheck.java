package io.github.bitbucketoidc.store.vault.login;

import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretValue;
import io.github.bitbucketoidc.store.support.SingleFlight;
import io.github.bitbucketoidc.store.vault.client.VaultAnswer;
import io.github.bitbucketoidc.store.vault.client.VaultCall;
import io.github.bitbucketoidc.store.vault.client.VaultClient;
import io.github.bitbucketoidc.store.vault.client.VaultPath;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Finds out whether a login token is still good when a refusal does not tell: OpenBao and older Vaults say of a revoked token
 * what they say of a policy. The token looks itself up, once for all threads. Thread-safe.
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
    private final SingleFlight<Boolean> lookUps = new SingleFlight<>("the look-up of a token", null);
    private long seenGood;
    private boolean doubtful;

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
        SingleFlight<Boolean>.Flight flight;
        synchronized (this) {
            if (doubtful || nanoTime.getAsLong() - seenGood < TRUSTED.toNanos()) {
                return doubtful;
            }
            flight = lookUps.join();
        }
        if (flight.isFirst()) {
            try {
                lookUp(vault, token, deadline);
            } finally {
                flight.complete(isDoubtful());
            }
        }
        try {
            return flight.await(deadline);
        } catch (SecretStoreException notKnownYet) {
            return false;
        }
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
}
