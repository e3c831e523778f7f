package io.github.bitbucketoidc.core.filter;

import io.github.bitbucketoidc.core.claims.ClaimRef;
import io.github.bitbucketoidc.core.claims.ClaimValue;
import io.github.bitbucketoidc.core.claims.ClaimWord;
import io.github.bitbucketoidc.core.filter.tree.Operator;
import io.github.bitbucketoidc.core.text.Quoting;
import io.github.bitbucketoidc.core.text.Uuids;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Questions about a claim that is a UUID: workspace, repository, environment, pipeline, step; made by {@link ClaimFilters}. Immutable, safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class UuidClaim {

    private final ClaimRef claim;

    UuidClaim(ClaimWord word) {
        this.claim = ClaimRef.of(word);
    }

    /**
     * {@code c is v}.
     *
     * @param uuid a UUID as text; braces and hex case do not count
     * @return the predicate
     * @throws IllegalArgumentException if the text is not a UUID
     */
    public ClaimFilter is(String uuid) {
        return is(parse(uuid));
    }

    /**
     * {@code c is v}.
     *
     * @param uuid the UUID
     * @return the predicate
     */
    public ClaimFilter is(UUID uuid) {
        return ClaimFilter.of(Operator.IS, claim, List.of(new ClaimValue.Uuid(uuid)));
    }

    /**
     * {@code c in [..]}.
     *
     * @param uuids at least one UUID as text; braces and hex case do not count
     * @return the predicate; an {@code is} when there is one distinct value
     * @throws IllegalArgumentException if there is none, or one is not a UUID
     */
    public ClaimFilter in(String... uuids) {
        return in(Stream.of(uuids).map(UuidClaim::parse).toList());
    }

    /**
     * {@code c in [..]}.
     *
     * @param uuids at least one UUID
     * @return the predicate; an {@code is} when there is one distinct value
     * @throws IllegalArgumentException if there is none
     */
    public ClaimFilter in(Collection<UUID> uuids) {
        return ClaimFilter.of(
                Operator.IN, claim, uuids.stream().map(ClaimValue.Uuid::new).toList());
    }

    /**
     * {@code c is present}.
     *
     * @return the predicate
     */
    public ClaimFilter isPresent() {
        return ClaimFilter.of(Operator.PRESENT, claim, List.of());
    }

    /**
     * {@code c is absent}.
     *
     * @return the predicate
     */
    public ClaimFilter isAbsent() {
        return ClaimFilter.of(Operator.ABSENT, claim, List.of());
    }

    private static UUID parse(String text) {
        UUID uuid = Uuids.parse(text);
        if (uuid == null) {
            throw new IllegalArgumentException(
                    Quoting.quote(text) + " is not a UUID; one looks like \"{1de489be-ce6a-42a0-a8c8-eadbf1174ac7}\"");
        }
        return uuid;
    }
}
