package io.github.bitbucketoidc.provider.policy;

import io.github.bitbucketoidc.core.claims.ClaimWord;
import io.github.bitbucketoidc.provider.rules.Delivery;
import io.github.bitbucketoidc.provider.rules.Grant;
import io.github.bitbucketoidc.provider.rules.SecretRef;
import io.github.bitbucketoidc.store.SecretId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** What grants deliver. What a single one delivers is the same for every step, if no path is filled with what is its own. Thread-safe. */
final class Deliveries {

    /** By the grant's name; as long as the policy, which has no more of them than grants. */
    private final Map<String, List<DecidedDelivery>> ofSingleGrants = new ConcurrentHashMap<>();

    /** What these grants deliver together. */
    List<DecidedDelivery> of(List<Grant> grants, Function<ClaimWord, UUID> uuids) {
        return grants.size() == 1 ? of(grants.get(0), uuids) : together(grants, uuids);
    }

    private List<DecidedDelivery> of(Grant grant, Function<ClaimWord, UUID> uuids) {
        List<DecidedDelivery> known = ofSingleGrants.get(grant.name());
        if (known == null) {
            known = together(List.of(grant), uuids);
            if (grant.deliveries().stream()
                    .allMatch(delivery -> delivery.secret().placeholders().isEmpty())) {
                ofSingleGrants.put(grant.name(), known);
            }
        }
        return known;
    }

    private record Wanted(
            String variable,
            String store,
            SecretId secret,
            Optional<String> field,
            List<String> only,
            boolean anyName) {}

    /** Grants that deliver the same from the same secret and field deliver it once. */
    private static List<DecidedDelivery> together(List<Grant> grants, Function<ClaimWord, UUID> uuids) {
        Map<Wanted, List<String>> wanted = new LinkedHashMap<>();
        for (Grant grant : grants) {
            for (Delivery delivery : grant.deliveries()) {
                SecretRef ref = delivery.secret();
                SecretId secret = ref.secret(uuids);
                wanted.computeIfAbsent(
                                new Wanted(
                                        delivery.variable(),
                                        ref.store(),
                                        secret,
                                        ref.field(),
                                        delivery.only(),
                                        delivery.anyName()),
                                key -> new ArrayList<>(1))
                        .add(grant.name());
            }
        }
        List<DecidedDelivery> decided = new ArrayList<>(wanted.size());
        wanted.forEach((key, names) -> decided.add(new DecidedDelivery(
                key.variable(), key.store(), key.secret(), key.field(), names, key.only(), key.anyName())));
        return List.copyOf(decided);
    }
}
