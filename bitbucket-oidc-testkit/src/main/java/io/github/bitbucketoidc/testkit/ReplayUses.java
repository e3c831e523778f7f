package io.github.bitbucketoidc.testkit;

import io.github.bitbucketoidc.provider.facts.UseFacts;
import io.github.bitbucketoidc.provider.replay.ReplayGuard;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * Makes uses of tokens as a provider does, for tests of a {@link ReplayGuard} of one's own. Stateless and thread-safe.
 *
 * <pre>{@code
 * ReplayGuard guard = ReplayGuards.once();
 * Assertions.assertTrue(guard.admit(ReplayUses.of("a token", "192.0.2.1")).admitted());
 * Assertions.assertFalse(guard.admit(ReplayUses.of("a token", "192.0.2.9")).admitted());
 * }</pre>
 *
 * @since 0.1.0
 */
public final class ReplayUses {

    private static final long LIFE_SECONDS = 3600;

    private ReplayUses() {}

    /**
     * One use, now, of a token that was issued now. Two uses are of one token if they have one name; no two have the same id.
     *
     * @param token names the token
     * @param source the address that it comes from; empty if it is unknown
     * @return the use
     */
    public static ReplayGuard.Use of(String token, String source) {
        Instant now = Instant.now();
        UUID named = UUID.nameUUIDFromBytes(token.getBytes(StandardCharsets.UTF_8));
        String digest = named.toString().replace("-", "");
        return new UseFacts(
                "https://api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc",
                digest + digest,
                named.toString(),
                source,
                now,
                now,
                now.plusSeconds(LIFE_SECONDS),
                UUID.randomUUID().toString().replace("-", ""));
    }
}
