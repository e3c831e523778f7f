package io.github.bitbucketoidc.provider.policy.explain;

import io.github.bitbucketoidc.core.claims.ClaimFilter;
import io.github.bitbucketoidc.core.claims.ClaimRef;
import io.github.bitbucketoidc.core.claims.ClaimValue;
import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.claims.analysis.Literal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Claims in which some were changed so that given conditions may hold. */
final class ClaimChanges {

    private static final UUID SOME_UUID = new UUID(0x4000L, 0x8000000000000001L);

    private ClaimChanges() {}

    static Claims with(Claims claims, List<Literal> wanted) {
        Map<String, Optional<ClaimValue>> changes = new HashMap<>();
        for (Literal literal : wanted) {
            ClaimFilter.Predicate predicate = literal.predicate();
            changes.put(predicate.claim().name(), value(predicate, literal.negated()));
        }
        Claims.Builder builder = Claims.builder();
        for (String name : claims.names()) {
            if (!changes.containsKey(name)) {
                copy(claims, name, builder);
            }
        }
        changes.forEach((name, value) -> value.ifPresent(present -> put(builder, name, present)));
        return builder.build();
    }

    /** A value with which the predicate holds, or with which it does not hold; nothing for absence. */
    private static Optional<ClaimValue> value(ClaimFilter.Predicate predicate, boolean negated) {
        if (predicate instanceof ClaimFilter.Absent || (predicate instanceof ClaimFilter.Present && negated)) {
            return negated == predicate instanceof ClaimFilter.Absent ? some(predicate.claim()) : Optional.empty();
        }
        if (negated || predicate instanceof ClaimFilter.Present) {
            return some(predicate.claim());
        }
        if (predicate instanceof ClaimFilter.Is is) {
            return Optional.of(is.value());
        }
        if (predicate instanceof ClaimFilter.In in) {
            return Optional.of(in.values().iterator().next());
        }
        if (predicate instanceof ClaimFilter.Like like) {
            return Optional.of(new ClaimValue.Text(
                    like.pattern().pattern().replace("*", "x").replace("?", "x")));
        }
        return predicate instanceof ClaimFilter.Has has ? Optional.of(has.value()) : Optional.empty();
    }

    private static Optional<ClaimValue> some(ClaimRef claim) {
        return Optional.of(claim.isUuid() ? new ClaimValue.Uuid(SOME_UUID) : new ClaimValue.Text("anything-else"));
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

    private static void put(Claims.Builder builder, String name, ClaimValue value) {
        if (value instanceof ClaimValue.Uuid uuid) {
            builder.text(name, "{" + uuid.value() + "}");
        } else if (value instanceof ClaimValue.Whole whole) {
            builder.number(name, whole.value());
        } else if (value instanceof ClaimValue.Flag flag) {
            builder.flag(name, flag.value());
        } else if (value instanceof ClaimValue.Text text) {
            builder.text(name, text.value());
        }
    }
}
