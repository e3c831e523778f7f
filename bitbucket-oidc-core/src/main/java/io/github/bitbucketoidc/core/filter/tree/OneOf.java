package io.github.bitbucketoidc.core.filter.tree;

import io.github.bitbucketoidc.core.claims.ClaimRef;
import io.github.bitbucketoidc.core.claims.ClaimValue;
import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.claims.Outcome;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code c is v} and {@code c in [..]}: the claim equals one of the values, which are of one type. They keep the order in which they were
 * written, which does not count for equality; repeated ones count once.
 */
final class OneOf implements Leaf {

    private final ClaimRef claim;
    private final Set<ClaimValue> values;
    private final Class<? extends ClaimValue> type;
    /** The value, if it is one: nearly all rules name but one, and comparing is quicker than looking it up. */
    private final @Nullable ClaimValue only;

    private OneOf(ClaimRef claim, Set<ClaimValue> values) {
        this.claim = claim;
        this.values = values;
        ClaimValue first = values.iterator().next();
        this.type = first.getClass();
        this.only = values.size() == 1 ? first : null;
    }

    static OneOf of(ClaimRef claim, Collection<? extends ClaimValue> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException(
                    "at least one value is needed: " + claim + " in [] would hold for nothing");
        }
        for (ClaimValue value : values) {
            Leaf.check(claim, value);
        }
        Class<?> type = values.iterator().next().getClass();
        if (!values.stream().allMatch(type::isInstance)) {
            throw new IllegalArgumentException(
                    "the values of one `in` are all texts, all numbers, or all true and false");
        }
        return new OneOf(
                claim,
                values.size() == 1
                        ? Set.of(values.iterator().next())
                        : Collections.unmodifiableSet(new LinkedHashSet<>(values)));
    }

    /** UNKNOWN unless the claim is there with a value of the type that is asked for. */
    @Override
    public Outcome evaluate(Claims claims) {
        ClaimValue actual = claims.value(claim);
        if (actual == null || actual.getClass() != type) {
            return Outcome.UNKNOWN;
        }
        return Leaf.answer(only != null ? only.equals(actual) : values.contains(actual));
    }

    @Override
    public ClaimRef claim() {
        return claim;
    }

    @Override
    public String word() {
        return only != null ? "is" : "in";
    }

    @Override
    public String text(Function<ClaimValue, String> named) {
        return claim + (only != null ? " is " + list(named) : " in [" + list(named) + "]");
    }

    @Override
    public String phrase(boolean negated, Function<ClaimValue, String> named) {
        return claim + (negated ? " were not " : " were ") + (only != null ? "" : "one of ") + list(named);
    }

    private String list(Function<ClaimValue, String> named) {
        return values.stream().map(named).collect(Collectors.joining(", "));
    }

    @Override
    public Set<ClaimValue> values() {
        return values;
    }

    @Override
    public Set<ClaimValue> keys() {
        return values;
    }

    @Override
    public List<String> texts() {
        return Leaf.texts(values);
    }

    @Override
    public boolean accepts(String own, String actual) {
        return own.equals(actual);
    }

    @Override
    public Condition opposite() {
        return negate();
    }

    /** UNKNOWN where another type is asked for. */
    @Override
    public Optional<Outcome> ofUnnamedText() {
        boolean otherType = type == ClaimValue.Whole.class || type == ClaimValue.Flag.class;
        return Optional.of(otherType ? Outcome.UNKNOWN : Outcome.NO);
    }

    @Override
    public Optional<ClaimValue> witness(boolean holds) {
        return Optional.of(holds ? values.iterator().next() : Leaf.somethingElse(claim));
    }

    @Override
    public List<ClaimValue> samples() {
        return List.copyOf(values);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OneOf oneOf && oneOf.claim.equals(claim) && oneOf.values.equals(values);
    }

    @Override
    public int hashCode() {
        return 31 * claim.hashCode() + values.hashCode();
    }

    @Override
    public String toString() {
        return text(ClaimValue::toString);
    }
}
