package io.github.bitbucketoidc.provider.policy.file;

import io.github.bitbucketoidc.core.filter.Aliases;
import io.github.bitbucketoidc.core.filter.ClaimFilter;
import io.github.bitbucketoidc.core.filter.FilterSyntaxException;
import io.github.bitbucketoidc.provider.policy.check.BranchRules;
import io.github.bitbucketoidc.provider.policy.yaml.Node;
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
            ClaimFilter filter = ClaimFilter.parse(text.value(), aliases);
            BranchRules.check(
                    filter, fault -> reading.report(text, offset(text, fault), fault.message(), fault.hint()));
            return filter;
        } catch (FilterSyntaxException e) {
            reading.report(text, e.offset(), e.problem(), e.hint().orElse(""));
            return null;
        }
    }

    /** Where a value stands that was written without escapes, as nearly all are; else the beginning of the condition. */
    private static int offset(Node.Scalar text, BranchRules.Fault fault) {
        return Math.max(0, text.value().indexOf('"' + fault.value() + '"'));
    }
}
