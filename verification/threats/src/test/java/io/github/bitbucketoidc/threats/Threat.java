package io.github.bitbucketoidc.threats;

import io.github.bitbucketoidc.threats.mutation.Mutant;
import java.util.List;

/**
 * One row of the catalogue.
 *
 * @param section the heading that it stands under
 * @param id for example {@code K14}
 * @param attack what somebody tries, or what breaks
 * @param defence what happens then
 * @param guard what in the code sees to that
 * @param codes what the row's tests must name: stable codes of refusals
 * @param mutants each of which takes the guard out
 * @param whole why no mutant can be tried here; empty if there are some
 */
record Threat(
        String section,
        String id,
        String attack,
        String defence,
        String guard,
        List<String> codes,
        List<Mutant> mutants,
        String whole) {}
