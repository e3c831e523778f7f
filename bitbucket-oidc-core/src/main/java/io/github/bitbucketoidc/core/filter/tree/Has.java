package io.github.bitbucketoidc.core.filter.tree;

import io.github.bitbucketoidc.core.claims.ClaimRef;
import io.github.bitbucketoidc.core.claims.ClaimValue;
import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.claims.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** {@code audience has v}: one of the claim's texts equals the value. */
record Has(ClaimRef claim, ClaimValue.Text value) implements Leaf {

    Has {
        Leaf.check(claim, value);
    }

    static Has of(ClaimRef claim, List<? extends ClaimValue> values) {
        return new Has(claim, Leaf.only(values));
    }

    /** One text or a list of texts, as RFC 7519 section 4.1.3 has it. */
    @Override
    public Outcome evaluate(Claims claims) {
        String name = claim.name();
        return switch (claims.kind(name)) {
            case TEXT -> Leaf.answer(claims.text(name).orElseThrow().equals(value.value()));
            case LIST -> Leaf.answer(claims.list(name).contains(value.value()));
            case ABSENT, NUMBER, FLAG, OTHER -> Outcome.UNKNOWN;
        };
    }

    @Override
    public String word() {
        return "has";
    }

    @Override
    public String text(Function<ClaimValue, String> named) {
        return claim + " has " + named.apply(value);
    }

    @Override
    public String phrase(boolean negated, Function<ClaimValue, String> named) {
        return claim + (negated ? " did not have " : " had ") + named.apply(value);
    }

    /** None: the list may hold others beside it. */
    @Override
    public Set<ClaimValue> values() {
        return Set.of();
    }

    @Override
    public Set<ClaimValue> keys() {
        return Set.of(value);
    }

    @Override
    public List<String> texts() {
        return List.of(value.value());
    }

    @Override
    public boolean accepts(String own, String actual) {
        return own.equals(actual);
    }

    @Override
    public Condition opposite() {
        return negate();
    }

    /** A list that the predicate does not name may hold the value, or not. */
    @Override
    public Optional<Outcome> ofUnnamedText() {
        return Optional.empty();
    }

    @Override
    public Optional<ClaimValue> witness(boolean holds) {
        return Optional.of(holds ? value : Leaf.somethingElse(claim));
    }

    @Override
    public List<ClaimValue> samples() {
        return List.of(value);
    }

    @Override
    public String toString() {
        return text(ClaimValue::toString);
    }
}
