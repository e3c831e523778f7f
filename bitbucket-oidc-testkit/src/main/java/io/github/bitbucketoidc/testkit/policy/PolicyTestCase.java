package io.github.bitbucketoidc.testkit.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.core.token.Verification;
import io.github.bitbucketoidc.provider.policy.DecidedDelivery;
import io.github.bitbucketoidc.provider.policy.Decision;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One test of a file. Its name begins each of its messages, because reports often show the message only.
 *
 * @param claims the claims of the token that differ from a step's, by their names there; an empty one is absent
 * @param expected the variables; empty when a refusal is expected
 * @param withheld variables that must not come out of a wildcard
 * @param refused the code of the refusal
 * @param at the time of the decision
 */
record PolicyTestCase(
        String name,
        String workspace,
        Map<String, Optional<Object>> claims,
        Optional<Set<String>> expected,
        List<String> withheld,
        Optional<String> refused,
        Instant at) {

    void run(TokenBench bench) {
        Verification verification = bench.verify(this);
        if (verification instanceof Verification.Rejected rejected) {
            String code = rejected.rejection().code().toString();
            assertThat(Optional.of(code))
                    .as(
                            "%s: the token was refused: %s",
                            name, rejected.rejection().detail())
                    .isEqualTo(refused);
            return;
        }
        Decision decision = bench.decide((Verification.Verified) verification, at);
        String why = decision.explain().text();
        assertThat(refused)
                .as("%s: the token was accepted and gets %s%n%s", name, variables(decision), why)
                .isEmpty();
        assertThat(variables(decision))
                .as("%s: what the step gets%n%s", name, why)
                .isEqualTo(new TreeSet<>(expected.orElse(Set.of())));
        for (String variable : withheld) {
            assertThat(Delivered.isDelivered(decision, variable))
                    .as("%s: %s is delivered%n%s", name, variable, why)
                    .isFalse();
        }
    }

    private static Set<String> variables(Decision decision) {
        return decision.deliveries().stream()
                .map(DecidedDelivery::variable)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
