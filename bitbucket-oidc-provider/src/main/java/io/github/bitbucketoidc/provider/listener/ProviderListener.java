package io.github.bitbucketoidc.provider.listener;

import io.github.bitbucketoidc.core.token.Rejection;
import io.github.bitbucketoidc.provider.ProviderHealth;
import io.github.bitbucketoidc.provider.SecretProviderBuilder;
import io.github.bitbucketoidc.provider.audit.AuditEvent;
import io.github.bitbucketoidc.provider.audit.AuditLog;
import io.github.bitbucketoidc.provider.release.Release;
import io.github.bitbucketoidc.provider.stores.StoreRead;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Is told what a provider does, for metrics and alerts. Every method does nothing unless overridden, and later versions may add more.
 *
 * <p>A listener can neither break nor delay an answer: it is called on a daemon thread of its own ({@code bitbucket-oidc-events}), one
 * event at a time in the order in which they happened, what it throws is logged and forgotten, and when it is so slow that 16,384
 * events wait for it, further ones are dropped and counted ({@link ProviderHealth#droppedEvents()}). Events of requests that prove nothing
 * wait behind the others, 4,096 of them at most. Hence it is no audit log: for
 * that there is {@link AuditLog}.
 *
 * <p>Nothing that it is told is a secret, a token, or a text that only a committer chose: no branch, no claim's value (attack row H11).
 *
 * <pre>{@code
 * SecretProvider.builder().policyFile(file).listener(new ProviderListener() {
 *     @Override
 *     public void tokenRefused(TokenRefused event) {
 *         refusals.merge(event.code(), 1, Integer::sum);
 *     }
 * });
 * }</pre>
 *
 * @since 0.1.0
 */
public interface ProviderListener {

    /**
     * A policy was taken in place of another one.
     *
     * @param event what happened
     */
    default void policyTaken(PolicyTaken event) {}

    /**
     * A new policy was refused; told again at each try, every half minute, as long as it is.
     *
     * @param event what happened
     */
    default void policyRefused(PolicyRefused event) {}

    /**
     * A token was verified, and the replay guard admits it.
     *
     * @param event what happened
     */
    default void tokenAccepted(TokenAccepted event) {}

    /**
     * A token was refused.
     *
     * @param event what happened
     */
    default void tokenRefused(TokenRefused event) {}

    /**
     * The policy has decided about an accepted token.
     *
     * @param event what happened
     */
    default void decided(Decided event) {}

    /**
     * A store was read.
     *
     * @param event what happened
     */
    default void storeRead(StoreRead event) {}

    /**
     * A store was not read: it failed, was too slow, or was not asked because it failed before.
     *
     * @param event what happened
     */
    default void storeFailed(StoreFailed event) {}

    /**
     * A store took longer than {@link SecretProviderBuilder#slowStoreAfter} for an answer; besides its {@link #storeRead} or {@link
     * #storeFailed}.
     *
     * @param event what happened
     */
    default void storeSlow(StoreSlow event) {}

    /**
     * An issuer's keys were fetched.
     *
     * @param event what happened
     */
    default void keysRefreshed(KeysRefreshed event) {}

    /**
     * An issuer's keys could not be fetched.
     *
     * @param event what happened
     */
    default void keysFailed(KeysFailed event) {}

    /**
     * The tokens of an issuer look different from those before.
     *
     * @param event what happened
     */
    default void claimDrifted(ClaimDrifted event) {}

    /**
     * Secrets left.
     *
     * @param event what happened
     */
    default void released(Released event) {}

    /**
     * A request was answered, whatever the answer: exactly once for each request, after its other events. Requests that prove nothing and come
     * too fast are told together, by {@link #refusalsCounted}.
     *
     * @param event what happened
     */
    default void answered(Answered event) {}

    /**
     * Requests without a verified token came so fast that they were counted: none of them was told by {@link #answered} or {@link
     * #tokenRefused}.
     *
     * @param event what happened
     */
    default void refusalsCounted(RefusalsCounted event) {}

    /** Whose token it was. */
    interface Asker {

        /** {@return the token's issuer} */
        String issuer();

        /** {@return the workspace's name, as configured} */
        String workspace();

        /** {@return the repository's UUID} */
        UUID repository();
    }

    /** A verified token. */
    interface TokenAccepted {

        /** {@return whose it is} */
        Asker asker();

        /** {@return how often it was used, this use included; 0 if the replay guard does not count} */
        long uses();
    }

    /** A refused token. */
    interface TokenRefused {

        /** {@return why} */
        Rejection.Code code();
    }

    /** A decision. */
    interface Decided {

        /** {@return about whom} */
        Asker asker();

        /** {@return the names of the grants that applied} */
        List<String> grants();

        /** {@return the names of the denials that applied} */
        List<String> denials();

        /** {@return the names that were granted and are withheld altogether} */
        List<String> withheld();
    }

    /** What a store gave. */
    interface StoreRead {

        /** {@return its name in the policy} */
        String store();

        /** {@return how many secrets it had} */
        int secrets();

        /** {@return how long it took} */
        Duration duration();
    }

    /** A store without an answer. */
    interface StoreFailed {

        /** {@return its name in the policy} */
        String store();

        /** {@return what it means for the request} */
        Release.FailureCode code();

        /** {@return how long it took} */
        Duration duration();

        /** {@return whether it was asked at all: {@code false} when its circuit breaker is open or its bulkhead full} */
        boolean asked();
    }

    /** A slow store. */
    interface StoreSlow {

        /** {@return its name in the policy} */
        String store();

        /** {@return how long it took} */
        Duration duration();
    }

    /** A policy that is in use from now on. */
    interface PolicyTaken {

        /** {@return which one} */
        String digest();
    }

    /** A policy that was refused; {@link ProviderHealth#problem()} says why. */
    interface PolicyRefused {

        /** {@return the digest of the one that stays in use} */
        String inUse();
    }

    /** Fresh keys. */
    interface KeysRefreshed {

        /** {@return whose} */
        String issuer();

        /** {@return how many can verify a token} */
        int usableKeys();
    }

    /** No fresh keys. */
    interface KeysFailed {

        /** {@return whose} */
        String issuer();

        /** {@return why, safe to log} */
        String reason();
    }

    /** A change of what an issuer's tokens look like, told once. */
    interface ClaimDrifted {

        /** {@return whose tokens} */
        String issuer();

        /** {@return which claim, and what became of it, for example {@code shard appeared as number}} */
        String change();
    }

    /** Secrets that left. */
    interface Released {

        /** {@return who has them now} */
        Asker asker();

        /** {@return how many there are} */
        int variables();
    }

    /** The end of a request. */
    interface Answered {

        /** {@return the status of the answer} */
        int status();

        /** {@return what came of it} */
        AuditEvent.Outcome outcome();

        /** {@return the stable reason, if the outcome has one} */
        Optional<String> code();

        /** {@return how long it took, without writing its audit event} */
        Duration duration();
    }

    /** Requests of one address and one code, within ten seconds. */
    interface RefusalsCounted {

        /** {@return the status of the answers} */
        int status();

        /** {@return what came of them} */
        AuditEvent.Outcome outcome();

        /** {@return the stable reason, if the outcome has one} */
        Optional<String> code();

        /** {@return the address of the other end, {@code others} if there were too many; empty if unknown} */
        String peer();

        /** {@return how many there were, besides those that were told one by one} */
        long count();
    }
}
