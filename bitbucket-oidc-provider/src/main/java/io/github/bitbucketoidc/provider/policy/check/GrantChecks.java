package io.github.bitbucketoidc.provider.policy.check;

import io.github.bitbucketoidc.core.claims.ClaimWord;
import io.github.bitbucketoidc.core.filter.ClaimFilter;
import io.github.bitbucketoidc.core.filter.analysis.FilterAnalysis;
import io.github.bitbucketoidc.provider.rules.Delivery;
import java.util.List;

/** What a grant's condition must be, whatever the other grants are (attack rows R12, C20). */
public final class GrantChecks {

    private GrantChecks() {}

    public static void check(
            Problems problems,
            FilePosition position,
            ClaimFilter when,
            List<Delivery> deliveries,
            boolean unpinned,
            boolean shadow,
            boolean several) {
        int own = 0;
        for (Delivery delivery : deliveries) {
            own += ownPath(delivery) ? 1 : 0;
        }
        boolean ownPaths = own > 0 && own == deliveries.size();
        if (!unpinned && !ownPaths && !Pins.pinned(when)) {
            problems.add(
                    position,
                    "the grant is not pinned: some alternative names neither a repository nor a workspace",
                    "add `repository is ...` or `workspace is ...` to it, put {repository} into every path,"
                            + " or say `unpinned: true`");
        }
        if (several && Pins.namesLooseRepository(when)) {
            problems.add(position, LOOSE, LOOSE_HINT);
        } else if (several && own > 0 && !Pins.pinsWorkspace(when)) {
            problems.add(
                    position,
                    "there are several workspaces, and the grant fills {repository} in without naming one",
                    "add `workspace is ...` to every alternative");
        }
        if (!shadow && !FilterAnalysis.hasFewAlternatives(when)) {
            problems.add(
                    position,
                    "the condition has more than " + FilterAnalysis.MAX_ALTERNATIVES + " alternatives",
                    "use `in [...]` instead of `or`, or split the grant");
        }
    }

    public static final String LOOSE = "there are several workspaces, and a repository's UUID stands here without one";
    public static final String LOOSE_HINT = "add `workspace is ...` beside it, or use a name from `names`";

    private static boolean ownPath(Delivery delivery) {
        return delivery.secret().placeholders().contains(ClaimWord.REPOSITORY);
    }
}
