package io.github.bitbucketoidc.provider.request;

import io.github.bitbucketoidc.core.issuer.KeySourceException;
import io.github.bitbucketoidc.core.token.TokenVerifier;
import io.github.bitbucketoidc.core.token.Verification;
import io.github.bitbucketoidc.core.token.VerifiedToken;
import io.github.bitbucketoidc.provider.policy.DecidedDelivery;
import io.github.bitbucketoidc.provider.policy.Decision;
import io.github.bitbucketoidc.provider.policy.Policy;
import io.github.bitbucketoidc.provider.release.Release;
import io.github.bitbucketoidc.provider.rules.PolicySettings;
import io.github.bitbucketoidc.provider.stores.OpenStore;
import io.github.bitbucketoidc.provider.stores.ReferenceCounted;
import io.github.bitbucketoidc.provider.stores.ReleaseFailure;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretValue;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Everything that decides a request, in one version: a request uses exactly one of these from its beginning to its end
 * (attack row R18). It is shared by the provider and the requests under way; the last of them closes what no other version
 * uses.
 */
public record PolicyVersion(
        Policy policy, TokenVerifier verifier, Map<String, ReferenceCounted<OpenStore>> stores, ReleaseGate gate) {

    /**
     * Proves who asks.
     *
     * @throws EndOfRequest if the token is refused
     * @throws ReleaseFailure if it could not be found out, because the issuer's keys are not to be had
     */
    VerifiedToken verify(String token) {
        Verification verification;
        try {
            verification = verifier.verify(token);
        } catch (KeySourceException noKeys) {
            throw new ReleaseFailure(
                    Release.FailureCode.KEYS_UNAVAILABLE,
                    String.valueOf(noKeys.getMessage()),
                    noKeys.retryAfter().orElse(null));
        }
        if (verification instanceof Verification.Rejected rejected) {
            throw new EndOfRequest(new Release.Refused(rejected.rejection()));
        }
        return ((Verification.Verified) verification).token();
    }

    /** What to read of each store for a decision: nothing that is withheld altogether. */
    Map<OpenStore, Set<SecretId>> wanted(Decision decision) {
        Map<OpenStore, Set<SecretId>> wanted = new LinkedHashMap<>();
        for (DecidedDelivery delivery : decision.deliveries()) {
            wanted.computeIfAbsent(store(delivery.store()), store -> new LinkedHashSet<>())
                    .add(delivery.secret());
        }
        return wanted;
    }

    private OpenStore store(String name) {
        ReferenceCounted<OpenStore> store = stores.get(name);
        if (store == null) {
            throw new IllegalStateException("the policy names a store that is not open: " + name);
        }
        return store.resource();
    }

    /** What comes of those that passed every check: all of them, or nothing if there are none. */
    Release release(Map<String, Candidate> leaving) {
        if (leaving.isEmpty()) {
            return Release.NothingGranted.of(
                    policy.settings().nothingGranted() == PolicySettings.NothingGranted.FORBID);
        }
        Map<String, SecretValue> variables = new LinkedHashMap<>();
        leaving.forEach((name, candidate) -> variables.put(name, candidate.value()));
        return Release.Released.of(variables);
    }

    /** When no verifier of this version accepts the token any more. */
    Instant usableUntil(VerifiedToken token) {
        return token.expires().plus(policy.settings().skew());
    }

    public void close() {
        verifier.close();
        stores.values().forEach(ReferenceCounted::release);
    }

    @Override
    public String toString() {
        return "PolicyVersion[" + policy.digest() + "]";
    }
}
