package io.github.bitbucketoidc.threats;

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
        String whole) {

    /**
     * A guard taken out: one place of one file, written differently.
     *
     * @param file a source file, from the root of the repository
     * @param find what stands there exactly once
     * @param put what stands there instead
     */
    record Mutant(String file, String find, String put) {

        @Override
        public String toString() {
            String name = file.substring(file.lastIndexOf('/') + 1, file.length() - ".java".length());
            return name + ": " + find.strip().lines().findFirst().orElse("");
        }
    }
}
