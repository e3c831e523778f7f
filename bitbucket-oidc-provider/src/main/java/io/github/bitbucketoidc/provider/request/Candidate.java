package io.github.bitbucketoidc.provider.request;

import io.github.bitbucketoidc.provider.audit.AuditEvent;
import io.github.bitbucketoidc.provider.facts.AuditFacts;
import io.github.bitbucketoidc.provider.log.SafeText;
import io.github.bitbucketoidc.store.Lease;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretValue;
import java.util.List;
import java.util.Optional;

/**
 * A variable that would leave: its final name, its value, and where that came from.
 *
 * @param anyName whether nothing in the policy names it: it came from a wildcard that brings any name
 */
record Candidate(
        String variable,
        SecretValue value,
        String store,
        SecretId id,
        Optional<String> field,
        Secret secret,
        List<String> grants,
        boolean anyName) {

    boolean hasSameSourceAs(Candidate other) {
        return store.equals(other.store) && id.equals(other.id) && field.equals(other.field);
    }

    /** Where it came from, for an operator. */
    String source() {
        return source(store, id, field);
    }

    static String source(String store, SecretId id, Optional<String> field) {
        return store + ":" + id + field.map(name -> "#" + name).orElse("");
    }

    AuditEvent.Variable audited() {
        return new AuditFacts.Variable(
                SafeText.of(variable),
                store,
                SafeText.of(id.path().toString()),
                secret.version().or(id::version).map(SafeText::of),
                field.map(SafeText::of),
                grants,
                secret.lease().map(Lease::id).map(SafeText::of),
                secret.lease().flatMap(Lease::holder).map(SafeText::of),
                secret.lease().map(Lease::expires));
    }
}
