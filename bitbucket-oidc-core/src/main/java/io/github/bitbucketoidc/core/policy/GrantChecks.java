package io.github.bitbucketoidc.core.policy;

import io.github.bitbucketoidc.core.claims.ClaimFilter;
import io.github.bitbucketoidc.core.claims.ClaimWord;
import io.github.bitbucketoidc.core.claims.FilterAnalysis;
import java.util.List;

/** What a grant's condition must be, whatever the other grants are (attack rows R12, C20). */
final class GrantChecks {

    private GrantChecks() {}

    static void check(
            Problems problems,
            Place place,
            ClaimFilter when,
            List<Delivery> deliveries,
            boolean unpinned,
            boolean shadow,
            boolean several) {
        boolean ownPaths = !deliveries.isEmpty() && deliveries.stream().allMatch(GrantChecks::ownPath);
        if (!unpinned && !ownPaths && !Pins.pinned(when)) {
            problems.add(
                    place,
                    "the grant is not pinned: some alternative names neither a repository nor a workspace",
                    "add `repository is ...` or `workspace is ...` to it, put {repository} into every path,"
                            + " or say `unpinned: true`");
        }
        if (several && Pins.namesLooseRepository(when)) {
            problems.add(place, LOOSE, LOOSE_HINT);
        } else if (several && deliveries.stream().anyMatch(GrantChecks::ownPath) && !Pins.pinsWorkspace(when)) {
            problems.add(
                    place,
                    "there are several workspaces, and the grant fills {repository} in without naming one",
                    "add `workspace is ...` to every alternative");
        }
        if (!shadow && mayBranch(when) && FilterAnalysis.alternatives(when).isEmpty()) {
            problems.add(
                    place,
                    "the condition has more than " + FilterAnalysis.MAX_ALTERNATIVES + " alternatives",
                    "use `in [...]` instead of `or`, or split the grant");
        }
    }

    static final String LOOSE = "there are several workspaces, and a repository's UUID stands here without one";
    static final String LOOSE_HINT = "add `workspace is ...` beside it, or use a name from `names`";

    /** Most conditions are one conjunction of predicates, and then there is nothing to count. */
    private static boolean mayBranch(ClaimFilter when) {
        if (when instanceof ClaimFilter.And and) {
            for (ClaimFilter member : and.members()) {
                if (!(member instanceof ClaimFilter.Predicate)) {
                    return true;
                }
            }
            return false;
        }
        return !(when instanceof ClaimFilter.Predicate);
    }

    private static boolean ownPath(Delivery delivery) {
        return delivery.secret().placeholders().contains(ClaimWord.REPOSITORY);
    }
}
