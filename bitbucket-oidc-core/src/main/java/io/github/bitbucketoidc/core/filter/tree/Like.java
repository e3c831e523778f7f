package io.github.bitbucketoidc.core.filter.tree;

import io.github.bitbucketoidc.core.claims.ClaimRef;
import io.github.bitbucketoidc.core.claims.ClaimValue;
import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.claims.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** {@code c like "p"}: the whole text of the claim matches the glob. */
record Like(ClaimRef claim, Glob pattern) implements Leaf {

    static final Argument PATTERN = Argument.text(
            "a pattern", Glob.MAX_LENGTH, "an empty pattern matches nothing; any text at all is `like \"**\"`");

    static Like of(ClaimRef claim, List<? extends ClaimValue> values) {
        return new Like(claim, Glob.of(Leaf.only(values).value()));
    }

    /** UNKNOWN unless the claim is there and a text. */
    @Override
    public Outcome evaluate(Claims claims) {
        return claims.value(claim) instanceof ClaimValue.Text text
                ? Leaf.answer(pattern.matches(text.value()))
                : Outcome.UNKNOWN;
    }

    @Override
    public String word() {
        return "like";
    }

    @Override
    public String text(Function<ClaimValue, String> named) {
        return claim + " like " + pattern;
    }

    @Override
    public String phrase(boolean negated, Function<ClaimValue, String> named) {
        return claim + (negated ? " did not match " : " matched ") + pattern;
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
        return List.of(pattern.pattern());
    }

    @Override
    public boolean accepts(String own, String actual) {
        return !own.isEmpty() && own.length() <= Glob.MAX_LENGTH && Glob.of(own).matches(actual);
    }

    @Override
    public Condition opposite() {
        return negate();
    }

    @Override
    public Optional<Outcome> ofUnnamedText() {
        return Optional.empty();
    }

    @Override
    public Optional<ClaimValue> witness(boolean holds) {
        return Optional.of(holds ? with("x", "x", "x") : Leaf.somethingElse(claim));
    }

    /** Texts that match, one that crosses a slash where it must not, and what is left without any wildcard. */
    @Override
    public List<ClaimValue> samples() {
        return Stream.of(with("x", "x", "x"), with("x/y", "xy", "y"), with("x/y/z", "x/y", "x"), with("", "", ""))
                .filter(text -> !text.value().isEmpty())
                .<ClaimValue>map(text -> text)
                .toList();
    }

    private ClaimValue.Text with(String stars, String star, String mark) {
        return new ClaimValue.Text(
                pattern.pattern().replace("**", stars).replace("*", star).replace("?", mark));
    }

    @Override
    public String toString() {
        return text(ClaimValue::toString);
    }
}
