package io.github.bitbucketoidc.core.policy;

import io.github.bitbucketoidc.core.claims.Aliases;
import io.github.bitbucketoidc.core.claims.ClaimFilter;
import io.github.bitbucketoidc.core.claims.FilterSyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads conditions, and says in which column of the file one goes wrong. */
final class FilterReader {

    private static final String EXAMPLE = "a condition such as repository is payments and branch is \"main\"";

    private final Reading reading;
    private final Aliases aliases;

    FilterReader(Reading reading, Aliases aliases) {
        this.reading = reading;
        this.aliases = aliases;
    }

    @Nullable
    ClaimFilter read(Node node, String what) {
        Node.Scalar text = reading.text(node, what, EXAMPLE);
        if (text == null) {
            return null;
        }
        try {
            return ClaimFilter.parse(text.value(), aliases);
        } catch (FilterSyntaxException e) {
            reading.report(text, e.offset(), e.problem(), e.hint().orElse(""));
            return null;
        }
    }
}
