package io.github.bitbucketoidc.provider.policy.check;

import io.github.bitbucketoidc.core.filter.ClaimFilter;
import io.github.bitbucketoidc.core.filter.analysis.FilterAnalysis;

/** What a denial's condition must be (attack rows R10, C20). */
public final class DenialChecks {

    private DenialChecks() {}

    public static void check(
            Problems problems, FilePosition position, ClaimFilter when, boolean whenAbsent, boolean several) {
        if (!whenAbsent) {
            FilterAnalysis.appliesByAbsenceOf(when)
                    .ifPresent(claim -> problems.add(
                            position,
                            "the denial also applies to every token without `" + claim + "`",
                            "write `" + claim + " is present and ...`, or if it is meant, `when-absent: withhold`"));
        }
        if (several && Pins.namesLooseRepository(when)) {
            problems.add(position, GrantChecks.LOOSE, GrantChecks.LOOSE_HINT);
        }
    }
}
