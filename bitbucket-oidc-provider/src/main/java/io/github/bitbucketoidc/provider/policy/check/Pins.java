package io.github.bitbucketoidc.provider.policy.check;

import io.github.bitbucketoidc.core.claims.ClaimFilter;
import io.github.bitbucketoidc.core.claims.ClaimRef;
import io.github.bitbucketoidc.core.claims.ClaimWord;
import java.util.List;

/**
 * Whether a condition holds its rule to known workspaces and repositories (attack rows R12, C20). A pin is a positive {@code
 * is} or {@code in}, with negations pushed inward; it counts when every alternative has one.
 */
final class Pins {

    private Pins() {}

    static boolean pinned(ClaimFilter filter) {
        return pins(filter, true, ClaimWord.WORKSPACE, ClaimWord.REPOSITORY);
    }

    static boolean pinsWorkspace(ClaimFilter filter) {
        return pins(filter, true, ClaimWord.WORKSPACE);
    }

    /**
     * Whether some repository is named without a workspace beside it. An alias brings its workspace along, so in a policy for
     * several workspaces this finds the UUIDs that were written out. What stands under {@code not} is read by itself.
     */
    static boolean namesLooseRepository(ClaimFilter filter) {
        return namesLooseRepository(filter, false);
    }

    private static boolean namesLooseRepository(ClaimFilter filter, boolean workspaceBeside) {
        if (filter instanceof ClaimFilter.And and) {
            long pinning = and.members().stream().filter(Pins::pinsWorkspace).count();
            return and.members().stream()
                    .anyMatch(member ->
                            namesLooseRepository(member, workspaceBeside || pinning > (pinsWorkspace(member) ? 1 : 0)));
        }
        if (filter instanceof ClaimFilter.Or or) {
            return or.members().stream().anyMatch(member -> namesLooseRepository(member, workspaceBeside));
        }
        if (filter instanceof ClaimFilter.Not not) {
            return namesLooseRepository(not.filter(), workspaceBeside);
        }
        return !workspaceBeside && names(filter, ClaimWord.REPOSITORY);
    }

    private static boolean pins(ClaimFilter filter, boolean positive, ClaimWord... words) {
        if (filter instanceof ClaimFilter.Not not) {
            return pins(not.filter(), !positive, words);
        }
        if (filter instanceof ClaimFilter.And and) {
            return positive ? some(and.members(), true, words) : all(and.members(), false, words);
        }
        if (filter instanceof ClaimFilter.Or or) {
            return positive ? all(or.members(), true, words) : some(or.members(), false, words);
        }
        return positive && names(filter, words);
    }

    private static boolean some(List<ClaimFilter> members, boolean positive, ClaimWord... words) {
        for (ClaimFilter member : members) {
            if (pins(member, positive, words)) {
                return true;
            }
        }
        return false;
    }

    private static boolean all(List<ClaimFilter> members, boolean positive, ClaimWord... words) {
        for (ClaimFilter member : members) {
            if (!pins(member, positive, words)) {
                return false;
            }
        }
        return true;
    }

    private static boolean names(ClaimFilter filter, ClaimWord... words) {
        ClaimRef claim = filter instanceof ClaimFilter.Is is
                ? is.claim()
                : filter instanceof ClaimFilter.In in ? in.claim() : null;
        ClaimWord word = claim == null ? null : claim.word().orElse(null);
        for (ClaimWord candidate : words) {
            if (candidate == word) {
                return true;
            }
        }
        return false;
    }
}
