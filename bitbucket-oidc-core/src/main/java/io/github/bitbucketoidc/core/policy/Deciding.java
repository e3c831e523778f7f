package io.github.bitbucketoidc.core.policy;

import io.github.bitbucketoidc.core.claims.ClaimWord;
import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.claims.Outcome;
import io.github.bitbucketoidc.store.SecretId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * The making of a decision: a grant applies only on YES, a denial on YES and on UNKNOWN, a denial wins over every grant, and
 * grants add up, so that no order plays a part (attack row R14).
 */
record Deciding(
        List<Grant> grants,
        List<Denial> denials,
        List<Grant> shadowGrants,
        List<Denial> shadowDenials,
        List<Grant> lapsed,
        List<DecidedDelivery> deliveries,
        List<DecidedDelivery> withheld) {

    private record Wanted(String variable, String store, SecretId secret, Optional<String> field) {}

    static Deciding decide(Policy policy, Claims claims, Instant now, Function<ClaimWord, UUID> uuids) {
        List<Denial> denials = new ArrayList<>(0);
        List<Denial> shadowDenials = new ArrayList<>(0);
        for (Denial denial : policy.denialsFor(claims)) {
            if (denial.when().evaluate(claims) != Outcome.NO) {
                (denial.isShadow() ? shadowDenials : denials).add(denial);
            }
        }
        List<Grant> grants = new ArrayList<>(2);
        List<Grant> shadowGrants = new ArrayList<>(0);
        List<Grant> lapsed = new ArrayList<>(0);
        for (Grant grant : policy.grantsFor(claims)) {
            if (grant.when().evaluate(claims) == Outcome.YES) {
                boolean refused = grant.isRefusedWhenOverdue() && grant.isOverdue(now);
                (refused ? lapsed : grant.isShadow() ? shadowGrants : grants).add(grant);
            }
        }
        List<DecidedDelivery> deliveries = new ArrayList<>();
        List<DecidedDelivery> withheld = new ArrayList<>(0);
        for (DecidedDelivery delivery : deliveries(grants, uuids)) {
            boolean all = !denials.isEmpty() && withheldAltogether(delivery, denials);
            (all ? withheld : deliveries).add(delivery);
        }
        return new Deciding(
                List.copyOf(grants),
                List.copyOf(denials),
                List.copyOf(shadowGrants),
                List.copyOf(shadowDenials),
                List.copyOf(lapsed),
                List.copyOf(deliveries),
                List.copyOf(withheld));
    }

    /** Grants that deliver the same from the same secret and field deliver it once. */
    private static List<DecidedDelivery> deliveries(List<Grant> grants, Function<ClaimWord, UUID> uuids) {
        Map<Wanted, List<String>> wanted = new LinkedHashMap<>();
        for (Grant grant : grants) {
            for (Delivery delivery : grant.deliveries()) {
                SecretRef ref = delivery.secret();
                SecretId secret = ref.secret(uuids);
                wanted.computeIfAbsent(
                                new Wanted(delivery.variable(), ref.store(), secret, ref.field()),
                                key -> new ArrayList<>(1))
                        .add(grant.name());
            }
        }
        List<DecidedDelivery> decided = new ArrayList<>(wanted.size());
        wanted.forEach((key, names) ->
                decided.add(new DecidedDelivery(key.variable(), key.store(), key.secret(), key.field(), names)));
        return decided;
    }

    private static boolean withheldAltogether(DecidedDelivery delivery, List<Denial> denials) {
        NamePattern variable = NamePattern.of(delivery.variable());
        return denials.stream().anyMatch(denial -> denial.withholdsAll(variable));
    }
}
