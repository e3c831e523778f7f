package io.github.bitbucketoidc.core.filter.tree;

import io.github.bitbucketoidc.core.claims.ClaimRef;
import io.github.bitbucketoidc.core.claims.ClaimValue;
import io.github.bitbucketoidc.core.claims.Outcome;
import io.github.bitbucketoidc.core.text.Quoting;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** What every predicate is. Known in this package only, so that predicates are made nowhere else, although nothing lists them. */
non-sealed interface Leaf extends Predicate {

    UUID SOME_UUID = new UUID(0x4000L, 0x8000000000000001L);

    @Override
    default <T> T match(Cases<T> cases) {
        return cases.predicate(this);
    }

    @Override
    default Binding binding() {
        return Binding.TIGHT;
    }

    @Override
    default int nesting() {
        return 0;
    }

    static Outcome answer(boolean holds) {
        return holds ? Outcome.YES : Outcome.NO;
    }

    /** Some value of a claim that probably no predicate names. */
    static ClaimValue somethingElse(ClaimRef claim) {
        return claim.isUuid() ? new ClaimValue.Uuid(SOME_UUID) : new ClaimValue.Text("anything-else");
    }

    /** The texts among some values. */
    static List<String> texts(Collection<? extends ClaimValue> values) {
        return values.stream()
                .filter(ClaimValue.Text.class::isInstance)
                .map(value -> ((ClaimValue.Text) value).value())
                .toList();
    }

    /** The one text that a question takes. */
    static ClaimValue.Text only(List<? extends ClaimValue> values) {
        if (values.size() != 1 || !(values.get(0) instanceof ClaimValue.Text text)) {
            throw new IllegalArgumentException("one text is needed");
        }
        return text;
    }

    /** Refuses a value that the claim's type cannot hold, and one that no rule should name. */
    static void check(ClaimRef claim, ClaimValue value) {
        Objects.requireNonNull(value, "value");
        boolean fits = claim.isUuid() == value instanceof ClaimValue.Uuid;
        if (claim.word().isPresent() && !claim.isUuid()) {
            fits = value instanceof ClaimValue.Text;
        }
        if (!fits) {
            throw new IllegalArgumentException(claim + " is never " + value);
        }
        if (value instanceof ClaimValue.Text text) {
            Quoting.checkText(text.value(), "a value of " + claim);
        }
    }
}
