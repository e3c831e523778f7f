package io.github.bitbucketoidc.provider.policy;

import io.github.bitbucketoidc.provider.rules.Grant;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;

/** The names of the grants whose review is overdue, computed when a new day begins in UTC. Thread-safe. */
final class OverdueGrants {

    private record OfDay(LocalDate day, List<String> names) {}

    private final List<Grant> reviewed;
    private volatile OfDay latest = new OfDay(LocalDate.MIN, List.of());

    OverdueGrants(Collection<Grant> grants) {
        this.reviewed =
                grants.stream().filter(grant -> grant.reviewBy().isPresent()).toList();
    }

    List<String> at(Instant now) {
        if (reviewed.isEmpty()) {
            return List.of();
        }
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        OfDay known = latest;
        if (!known.day().equals(today)) {
            known = new OfDay(
                    today,
                    reviewed.stream()
                            .filter(grant -> grant.isOverdue(now))
                            .map(Grant::name)
                            .toList());
            latest = known;
        }
        return known.names();
    }
}
