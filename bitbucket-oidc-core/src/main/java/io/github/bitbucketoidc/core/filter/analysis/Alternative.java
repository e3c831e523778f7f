package io.github.bitbucketoidc.core.filter.analysis;

import io.github.bitbucketoidc.core.claims.ClaimRef;
import io.github.bitbucketoidc.core.claims.ClaimValue;
import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.claims.Outcome;
import io.github.bitbucketoidc.core.filter.tree.Predicate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One way in which a filter can hold: literals all of which must be YES. A filter is YES exactly when one of its alternatives is (see
 * {@link FilterAnalysis#alternatives}). Immutable, a value, safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class Alternative {

    private final List<Literal> literals;
    private final Map<ClaimRef, Set<ClaimValue>> values = new LinkedHashMap<>();
    private final Map<ClaimRef, List<Predicate>> patterns = new LinkedHashMap<>();

    Alternative(Set<Literal> literals) {
        this.literals = List.copyOf(literals);
        for (Literal literal : literals) {
            if (!literal.negated()) {
                note(literal.predicate());
            }
        }
    }

    private void note(Predicate predicate) {
        if (!predicate.values().isEmpty()) {
            narrow(predicate.claim(), predicate.values());
        } else if (predicate.ofUnnamedText().isEmpty()) {
            patterns.computeIfAbsent(predicate.claim(), key -> new ArrayList<>())
                    .add(predicate);
        }
    }

    private void narrow(ClaimRef claim, Set<ClaimValue> allowed) {
        Set<ClaimValue> before = values.putIfAbsent(claim, allowed);
        if (before != null) {
            Set<ClaimValue> narrowed = new LinkedHashSet<>(before);
            narrowed.retainAll(allowed);
            values.put(claim, Collections.unmodifiableSet(narrowed));
        }
    }

    /**
     * What must hold together.
     *
     * @return at least one literal, none twice, in the filter's order, unmodifiable
     */
    public List<Literal> literals() {
        return literals;
    }

    /**
     * The values that the positive {@code is} and {@code in} leave to a claim: what an alternative is pinned to. Presence, negations and
     * globs pin nothing (attack row R12).
     *
     * @param claim the claim
     * @return the values that all of them allow, unmodifiable, empty when they contradict each other; nothing when there is none
     */
    public Optional<Set<ClaimValue>> values(ClaimRef claim) {
        return Optional.ofNullable(values.get(claim));
    }

    /**
     * Whether it can be shown that no token satisfies both alternatives: some claim's positive {@code is}/{@code in} sets have no value
     * in common, or no value of such a set is matched by a glob of the other. Anything subtler is not looked for.
     *
     * @param other the other alternative
     * @return {@code false} when it is not shown; symmetric
     */
    public boolean isApartFrom(Alternative other) {
        return excludes(other) || other.excludes(this);
    }

    private boolean excludes(Alternative other) {
        return values.entrySet().stream().anyMatch(entry -> {
            Set<ClaimValue> theirs = other.values.get(entry.getKey());
            List<Predicate> others = other.patterns.getOrDefault(entry.getKey(), List.of());
            return (theirs != null && Collections.disjoint(entry.getValue(), theirs))
                    || others.stream().anyMatch(pattern -> holdsForNone(pattern, entry.getValue()));
        });
    }

    private static boolean holdsForNone(Predicate pattern, Set<ClaimValue> values) {
        return values.stream()
                .noneMatch(value -> pattern.evaluate(ClaimAnswers.only(pattern.claim(), value)) == Outcome.YES);
    }

    /**
     * Says whether the alternative holds.
     *
     * @param claims the claims to look at
     * @return Kleene's conjunction of the literals
     */
    public Outcome evaluate(Claims claims) {
        return literals.stream().map(literal -> literal.evaluate(claims)).reduce(Outcome.YES, Outcome::and);
    }

    /**
     * What keeps the alternative from holding.
     *
     * @param claims the claims to look at
     * @return the literals that are not YES, in order; none when the alternative holds
     */
    public List<Literal> unmet(Claims claims) {
        return literals.stream()
                .filter(literal -> literal.evaluate(claims) != Outcome.YES)
                .toList();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Alternative alternative && alternative.literals.equals(literals);
    }

    @Override
    public int hashCode() {
        return literals.hashCode();
    }

    /**
     * The literals with {@code and} between them, as a filter writes them.
     *
     * @return for example {@code branch is "main" and not environment is present}
     */
    @Override
    public String toString() {
        return literals.stream().map(Literal::toString).collect(Collectors.joining(" and "));
    }
}
