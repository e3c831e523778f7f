package io.github.bitbucketoidc.testkit.policy;

import io.github.bitbucketoidc.provider.names.VariableNames;
import io.github.bitbucketoidc.provider.policy.Decision;
import io.github.bitbucketoidc.provider.policy.Policy;
import io.github.bitbucketoidc.provider.rules.Grant;
import java.util.List;

/** Whether a variable comes out of a decision; letter case does not count, because it does not on every runner. */
final class Delivered {

    private Delivered() {}

    static boolean isDelivered(Decision decision, String variable) {
        return !decision.withholds(variable)
                && decision.deliveries().stream()
                        .anyMatch(delivery -> canBecome(delivery.variable(), delivery.only(), variable));
    }

    static List<String> grantsOf(Decision decision, String variable) {
        return decision.deliveries().stream()
                .filter(delivery -> canBecome(delivery.variable(), delivery.only(), variable))
                .flatMap(delivery -> delivery.grants().stream())
                .distinct()
                .toList();
    }

    /** The grants that could deliver a variable. */
    static List<Grant> grantsThatCould(Policy policy, String variable) {
        return policy.grants().values().stream()
                .filter(grant -> grant.deliveries().stream()
                        .anyMatch(delivery -> canBecome(delivery.variable(), delivery.only(), variable)))
                .toList();
    }

    /** Whether a name, and if it says what it may become, one of those names, fits the variable. */
    private static boolean canBecome(String name, List<String> only, String variable) {
        return canBecome(name, variable)
                && (only.isEmpty() || only.stream().anyMatch(allowed -> canBecome(allowed, variable)));
    }

    private static boolean canBecome(String name, String variable) {
        String pattern = VariableNames.fold(name);
        String wanted = VariableNames.fold(variable);
        int star = pattern.indexOf('*');
        if (star < 0) {
            return pattern.equals(wanted);
        }
        String prefix = pattern.substring(0, star);
        String suffix = pattern.substring(star + 1);
        return wanted.length() > prefix.length() + suffix.length()
                && wanted.startsWith(prefix)
                && wanted.endsWith(suffix);
    }
}
