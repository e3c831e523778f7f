package io.github.bitbucketoidc.provider.policy.explain;

import io.github.bitbucketoidc.core.claims.ClaimValue;
import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.filter.analysis.Literal;
import io.github.bitbucketoidc.core.filter.tree.Predicate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Claims in which some were changed so that given conditions may hold. */
final class ClaimChanges {

    private ClaimChanges() {}

    static Claims with(Claims claims, List<Literal> wanted) {
        Map<String, Optional<ClaimValue>> changes = new HashMap<>();
        for (Literal literal : wanted) {
            Predicate predicate = literal.predicate();
            changes.put(predicate.claim().name(), predicate.witness(!literal.negated()));
        }
        Claims.Builder builder = Claims.builder();
        for (String name : claims.names()) {
            if (!changes.containsKey(name)) {
                copy(claims, name, builder);
            }
        }
        changes.forEach((name, value) -> value.ifPresent(present -> present.addTo(builder, name)));
        return builder.build();
    }

    private static void copy(Claims claims, String name, Claims.Builder builder) {
        switch (claims.kind(name)) {
            case TEXT -> builder.text(name, claims.text(name).orElseThrow());
            case LIST -> builder.list(name, claims.list(name));
            case NUMBER -> builder.number(name, claims.number(name).orElseThrow());
            case FLAG -> builder.flag(name, claims.flag(name).orElseThrow());
            case OTHER -> builder.other(name);
            case ABSENT -> {}
        }
    }
}
