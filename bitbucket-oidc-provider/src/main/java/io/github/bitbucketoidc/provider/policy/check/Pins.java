package io.github.bitbucketoidc.provider.policy.check;

import io.github.bitbucketoidc.core.claims.ClaimWord;
import io.github.bitbucketoidc.core.filter.ClaimFilter;
import io.github.bitbucketoidc.core.filter.tree.Condition;
import io.github.bitbucketoidc.core.filter.tree.Predicate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Whether a condition holds its rule to known workspaces and repositories (attack rows R12, C20). A pin is a positive {@code
 * is} or {@code in}, with negations pushed inward; it counts when every alternative has one.
 */
final class Pins {

    private Pins() {}

    static boolean pinned(ClaimFilter filter) {
        return filter.condition().fold(new Pinned(EnumSet.of(ClaimWord.WORKSPACE, ClaimWord.REPOSITORY)));
    }

    static boolean pinsWorkspace(ClaimFilter filter) {
        return pinsWorkspace(filter.condition());
    }

    private static boolean pinsWorkspace(Condition condition) {
        return condition.fold(new Pinned(EnumSet.of(ClaimWord.WORKSPACE)));
    }

    /**
     * Whether some repository is named without a workspace beside it. An alias brings its workspace along, so in a policy for
     * several workspaces this finds the UUIDs that were written out. What stands under {@code not} is read by itself.
     */
    static boolean namesLooseRepository(ClaimFilter filter) {
        return filter.condition().match(new LooseRepository(false));
    }

    private record LooseRepository(boolean workspaceBeside) implements Condition.Cases<Boolean> {

        @Override
        public Boolean predicate(Predicate predicate) {
            return !workspaceBeside && names(predicate, EnumSet.of(ClaimWord.REPOSITORY));
        }

        @Override
        public Boolean not(Condition negated) {
            return negated.match(this);
        }

        @Override
        public Boolean and(List<Condition> members) {
            long pinning = members.stream().filter(Pins::pinsWorkspace).count();
            return members.stream()
                    .anyMatch(member -> member.match(
                            new LooseRepository(workspaceBeside || pinning > (pinsWorkspace(member) ? 1 : 0))));
        }

        @Override
        public Boolean or(List<Condition> members) {
            return members.stream().anyMatch(member -> member.match(this));
        }
    }

    private record Pinned(Set<ClaimWord> words) implements Condition.Fold<Boolean> {

        @Override
        public Boolean literal(Predicate predicate, boolean negated) {
            return !negated && names(predicate, words);
        }

        @Override
        public Boolean all(List<Boolean> parts) {
            return parts.contains(true);
        }

        @Override
        public Boolean any(List<Boolean> parts) {
            return !parts.contains(false);
        }
    }

    private static boolean names(Predicate predicate, Set<ClaimWord> words) {
        return !predicate.values().isEmpty()
                && predicate.claim().word().filter(words::contains).isPresent();
    }
}
