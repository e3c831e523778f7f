package io.github.bitbucketoidc.testkit.policy;

import io.github.bitbucketoidc.core.filter.ClaimFilter;
import io.github.bitbucketoidc.core.filter.ClaimFilters;
import io.github.bitbucketoidc.provider.policy.Policy;
import io.github.bitbucketoidc.provider.policy.PolicyBuilder;
import io.github.bitbucketoidc.provider.rules.Denial;
import io.github.bitbucketoidc.provider.rules.Grant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Policies that differ from one in what a law is about. Made once for each property. */
final class PolicyVariants {

    private final Policy reversed;
    private final Policy shuffled;
    private final Policy narrowed;
    private final Policy denied;
    private final Policy sealed;

    PolicyVariants(Policy policy) {
        List<Grant> grants = new ArrayList<>(policy.grants().values());
        List<Denial> denials = new ArrayList<>(policy.denials().values());
        Denial added = Denial.builder(unused(policy))
                .when(ClaimFilters.branch()
                        .isPresent()
                        .and(ClaimFilters.branch().like("**a*")))
                .withhold("*")
                .build();
        List<Denial> more = new ArrayList<>(denials);
        more.add(added);
        this.denied = policy(policy, grants, more);
        List<Denial> secrets = new ArrayList<>(denials);
        policy.stores().keySet().stream()
                .findFirst()
                .ifPresent(store -> secrets.add(Denial.builder(unused(policy))
                        .when(ClaimFilters.branch()
                                .isPresent()
                                .and(ClaimFilters.branch().like("**a*")))
                        .withholdSecrets(store + ":**")
                        .build()));
        this.sealed = policy(policy, grants, secrets);
        ClaimFilter condition = ClaimFilters.not(ClaimFilters.branch().like("**e*"));
        this.narrowed = policy(
                policy, grants.stream().map(grant -> narrow(grant, condition)).toList(), denials);
        Collections.reverse(grants);
        Collections.reverse(denials);
        this.reversed = policy(policy, grants, denials);
        Collections.shuffle(grants, new Random(1));
        Collections.shuffle(denials, new Random(2));
        this.shuffled = policy(policy, grants, denials);
    }

    Policy reversed() {
        return reversed;
    }

    Policy shuffled() {
        return shuffled;
    }

    /** Each grant has one condition more. */
    Policy narrowed() {
        return narrowed;
    }

    /** There is one denial more. */
    Policy denied() {
        return denied;
    }

    /** There is one denial more, of every secret of one store. */
    Policy sealed() {
        return sealed;
    }

    private static String unused(Policy policy) {
        String name = "one-denial-more";
        while (policy.denials().containsKey(name)) {
            name += "-";
        }
        return name;
    }

    private static Policy policy(Policy like, List<Grant> grants, List<Denial> denials) {
        PolicyBuilder builder = Policy.builder().settings(like.settings());
        like.workspaces().forEach(builder::workspace);
        like.stores().values().forEach(builder::store);
        grants.forEach(builder::grant);
        denials.forEach(builder::denial);
        return builder.build();
    }

    private static Grant narrow(Grant grant, ClaimFilter condition) {
        Grant.Builder builder = Grant.builder(grant.name()).when(grant.when().and(condition));
        grant.deliveries().forEach(builder::deliver);
        grant.reviewBy().ifPresent(builder::reviewBy);
        if (grant.isUnpinned()) {
            builder.unpinned();
        }
        if (grant.isShadow()) {
            builder.shadow();
        }
        if (grant.isRefusedWhenOverdue()) {
            builder.refusedWhenOverdue();
        }
        return builder.build();
    }
}
