package io.github.bitbucketoidc.provider.policy;

import io.github.bitbucketoidc.core.claims.ClaimWord;
import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.claims.Outcome;
import io.github.bitbucketoidc.provider.rules.Denial;
import io.github.bitbucketoidc.provider.rules.Grant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
        List<DecidedDelivery> granted = policy.deliveries().of(grants, uuids);
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

    /** Whether a denial names the secret, or every name that the delivery can become is withheld. */
    private static boolean withheldAltogether(DecidedDelivery delivery, List<Denial> denials) {
        String secret = delivery.secret().path().toString();
        if (denials.stream().anyMatch(denial -> denial.withholdsSecret(delivery.store(), secret))) {
            return true;
        }
        List<String> names = delivery.only().isEmpty() ? List.of(delivery.variable()) : delivery.only();
        return names.stream().allMatch(name -> denials.stream().anyMatch(denial -> denial.withholdsAll(name)));
    }
}
