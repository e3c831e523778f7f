package io.github.bitbucketoidc.core.filter.tree;

import io.github.bitbucketoidc.core.claims.ClaimRef;
import io.github.bitbucketoidc.core.claims.ClaimValue;
import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.claims.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** {@code c is present} and {@code c is absent}: the claim is there, of a type that fits; or it is missing, or JSON {@code null}. */
record Presence(ClaimRef claim, boolean present) implements Leaf {

    static Presence present(ClaimRef claim, List<? extends ClaimValue> none) {
        return new Presence(claim, true);
    }

    static Presence absent(ClaimRef claim, List<? extends ClaimValue> none) {
        return new Presence(claim, false);
    }

    /** UNKNOWN when the claim is there with a type that it should not have. */
    @Override
    public Outcome evaluate(Claims claims) {
        if (claims.value(claim) != null) {
            return Leaf.answer(present);
        }
        return claims.kind(claim.name()) != Claims.Kind.ABSENT ? Outcome.UNKNOWN : Leaf.answer(!present);
    }

    @Override
    public String word() {
        return present ? "is present" : "is absent";
    }

    @Override
    public String text(Function<ClaimValue, String> named) {
        return claim + " " + word();
    }

    @Override
    public String phrase(boolean negated, Function<ClaimValue, String> named) {
        return claim + (present == negated ? " were absent" : " were present");
    }

    @Override
    public Set<ClaimValue> values() {
        return Set.of();
    }

    @Override
    public Set<ClaimValue> keys() {
        return Set.of();
    }

    @Override
    public List<String> texts() {
        return List.of();
    }

    @Override
    public boolean accepts(String own, String actual) {
        return present;
    }

    @Override
    public Condition opposite() {
        return new Presence(claim, !present);
    }

    @Override
    public Optional<Outcome> ofUnnamedText() {
        return Optional.of(Leaf.answer(present));
    }

    @Override
    public Optional<ClaimValue> witness(boolean holds) {
        return holds == present ? Optional.of(Leaf.somethingElse(claim)) : Optional.empty();
    }

    /** There are always some UUIDs that no rule names. */
    @Override
    public List<ClaimValue> samples() {
        return claim.isUuid() ? List.of() : List.of(new ClaimValue.Text("something"));
    }

    @Override
    public String toString() {
        return text(ClaimValue::toString);
    }
}
