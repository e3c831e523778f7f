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
        List<Denial> denials = List.of();
        List<Denial> shadowDenials = List.of();
        for (Denial denial : policy.denialsFor(claims)) {
            if (denial.when().evaluate(claims) != Outcome.NO) {
                if (denial.isShadow()) {
                    shadowDenials = with(shadowDenials, denial);
                } else {
                    denials = with(denials, denial);
                }
            }
        }
        List<Grant> grants = List.of();
        List<Grant> shadowGrants = List.of();
        List<Grant> lapsed = List.of();
        for (Grant grant : policy.grantsFor(claims)) {
            if (grant.when().evaluate(claims) == Outcome.YES) {
                if (grant.isRefusedWhenOverdue() && grant.isOverdue(now)) {
                    lapsed = with(lapsed, grant);
                } else if (grant.isShadow()) {
                    shadowGrants = with(shadowGrants, grant);
                } else {
                    grants = with(grants, grant);
                }
            }
        }
        List<DecidedDelivery> deliveries = List.of();
        List<DecidedDelivery> withheld = List.of();
        List<DecidedDelivery> granted = granted(grants, uuids);
        if (denials.isEmpty()) {
            deliveries = granted;
        } else {
            for (DecidedDelivery delivery : granted) {
                if (withheldAltogether(delivery, denials)) {
                    withheld = with(withheld, delivery);
                } else {
                    deliveries = with(deliveries, delivery);
                }
            }
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

    /** A list with one more at its end; the empty one it starts from is {@link List#of()}, since most of these lists stay so. */
    private static <T> List<T> with(List<T> list, T more) {
        if (list.isEmpty()) {
            return List.of(more);
        }
        List<T> longer = list instanceof ArrayList ? list : new ArrayList<>(list);
        longer.add(more);
        return longer;
    }

    /** What these grants deliver together. That of a single one is prepared, if no path of it has to be filled. */
    private static List<DecidedDelivery> granted(List<Grant> grants, Function<ClaimWord, UUID> uuids) {
        return grants.size() == 1 ? grants.get(0).decided(uuids) : deliveries(grants, uuids);
    }

    /** Grants that deliver the same from the same secret and field deliver it once. */
    static List<DecidedDelivery> deliveries(List<Grant> grants, Function<ClaimWord, UUID> uuids) {
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
        return List.copyOf(decided);
    }

    private static boolean withheldAltogether(DecidedDelivery delivery, List<Denial> denials) {
        NamePattern variable = NamePattern.of(delivery.variable());
        return denials.stream().anyMatch(denial -> denial.withholdsAll(variable));
    }
}
