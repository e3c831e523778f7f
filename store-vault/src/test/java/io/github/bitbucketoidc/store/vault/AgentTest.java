package io.github.bitbucketoidc.store.vault;

import static io.github.bitbucketoidc.store.vault.FakeAnswer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.bitbucketoidc.store.Lease;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretStoreException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code login: none}: an agent on this machine sends a token of its own along. */
class AgentTest {

    private final FakeVault fake = FakeVault.start(AgentTest::agent);
    private final SecretStore store = Stores.open(Map.of(
            "address", fake.address().toString(),
            "login", "none",
            "mounts", Map.of("secret", "kv-2", "dynamic", "other")));

    private static FakeAnswer agent(FakeVault.Request request) {
        return switch (request.path()) {
            case "auth/token/lookup-self" ->
                json(200, "{\"data\": {\"accessor\": \"acc-agent\", \"ttl\": 60, \"renewable\": true}}");
            case "dynamic/creds" ->
                json(200, "{\"lease_id\": \"l\", \"lease_duration\": 3600, \"data\": {\"a\": \"made\"}}");
            case "secret/data/no" -> json(403, FakeAnswer.DENIED);
            default -> FakeAnswer.secret("by the agent");
        };
    }

    @AfterEach
    void stop() {
        store.close();
        fake.close();
    }

    @Test
    void needsNoTokenOfOurs() {
        assertThat(Stores.field(store, "secret/x", "a")).isEqualTo("by the agent");

        assertThat(fake.requests()).allSatisfy(request -> {
            assertThat(request.headers()).doesNotContainKey("x-vault-token");
            assertThat(request.headers()).containsEntry("x-vault-request", "true");
        });
    }

    @Test
    void promisesNoMoreThanTheAgentsTokenHas() {
        Lease lease = Stores.read(store, "dynamic/creds")
                .get(Stores.id("dynamic/creds"))
                .lease()
                .orElseThrow();

        assertThat(lease.expires()).isBefore(Instant.now().plus(Duration.ofSeconds(61)));
        assertThat(lease.holder()).contains("acc-agent");
    }

    @Test
    void isRefusedByAPolicyAsAnybodyElse() {
        SecretStoreException failure =
                catchThrowableOfType(SecretStoreException.class, () -> Stores.read(store, "secret/no"));

        assertThat(failure.kind()).isEqualTo(Kind.DENIED);
    }

    @Test
    void leavesTheAgentsTokenAlone() {
        Stores.read(store, "secret/x");
        store.close();

        assertThat(fake.count("auth/token/re")).isZero(); // neither renewed nor revoked
    }
}
