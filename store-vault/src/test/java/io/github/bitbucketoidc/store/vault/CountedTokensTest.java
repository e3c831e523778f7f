package io.github.bitbucketoidc.store.vault;

import static io.github.bitbucketoidc.store.vault.FakeAnswer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.bitbucketoidc.store.Caller;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretStoreException.Kind;
import io.github.bitbucketoidc.store.SecretValue;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Login tokens with {@code token_num_uses}: Vault ends one with its last use. */
class CountedTokensTest {

    private final Map<String, Integer> left = new ConcurrentHashMap<>();
    private final AtomicInteger logins = new AtomicInteger();
    private final FakeVault fake = FakeVault.start(this::answer);
    private int uses = 1;
    private SecretStore store =
            open(Map.of("app-role", Map.of("role-id", "r")), Map.of("secret", "kv-2", "dynamic", "other"));

    private SecretStore open(Map<String, ?> login, Map<String, ?> mounts) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("address", fake.address().toString());
        settings.put("login", login);
        if (!mounts.isEmpty()) {
            settings.put("mounts", mounts);
        }
        return Stores.open(settings);
    }

    private FakeAnswer answer(FakeVault.Request request) {
        if (request.path().endsWith("/login")) {
            String token = "t" + logins.incrementAndGet();
            left.put(token, uses);
            return json(
                    200,
                    "{\"auth\": {\"client_token\": \"" + token + "\", \"accessor\": \"acc\", \"lease_duration\": 7200,"
                            + " \"renewable\": true, \"token_type\": \"service\", \"num_uses\": " + uses + "}}");
        }
        Integer remaining = left.computeIfPresent(request.token(), (token, count) -> count - 1);
        if (remaining == null || remaining < 0) {
            return json(403, FakeAnswer.INVALID_TOKEN);
        }
        return request.path().startsWith("sys/internal/ui/mounts")
                ? json(200, FakeAnswer.KV2)
                : request.path().startsWith("dynamic")
                        ? json(200, "{\"lease_id\": \"l\", \"lease_duration\": 60, \"data\": {\"a\": \"made\"}}")
                        : FakeAnswer.secret("for " + request.token());
    }

    @AfterEach
    void stop() {
        store.close();
        fake.close();
    }

    private static Caller step() {
        return Caller.builder(Stores.WORKSPACE, Stores.REPOSITORY, Stores.STEP)
                .token(SecretValue.of("step.jwt"), Instant.now().plus(Duration.ofMinutes(5)))
                .build();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void areUsedForReadsOnly(int allowed) {
        uses = allowed;
        for (int read = 0; read < 10; read++) {
            Stores.read(store, "secret/x");
        }

        assertThat(fake.count("secret/data/x")).isEqualTo(10); // none was refused
        assertThat(logins).hasValue(10 / allowed);
        assertThat(fake.requests()).hasSize(10 + 10 / allowed);
    }

    @Test
    void areUsedForReadsOnlyByAStepToo() {
        store.close();
        store = open(Map.of("step", Map.of("role", "deploy")), Map.of("secret", "kv-2"));

        assertThat(Stores.read(store, step(), Duration.ofSeconds(10), "secret/x"))
                .hasSize(1);

        assertThat(fake.requests()).hasSize(2); // though its login lasts longer than the step
    }

    @Test
    void areReplacedWhenLookingForTheEngineUsedOneUp() {
        store.close();
        store = open(Map.of("step", Map.of("role", "deploy")), Map.of());

        assertThat(Stores.read(store, step(), Duration.ofSeconds(10), "secret/x"))
                .hasSize(1);

        assertThat(logins).hasValue(2);
        assertThat(fake.count("secret/data/x")).isEqualTo(1);
    }

    @Test
    void areEnoughForReadsAtTheSameTime() throws Exception {
        Stores.readAtOnce(store, "secret/x", 20);

        assertThat(fake.count("secret/data/x")).isEqualTo(20);
        assertThat(logins).hasValue(20);
    }

    @Test
    void areNamedWhenTheyEndWhatVaultMade() {
        SecretStoreException failure =
                catchThrowableOfType(SecretStoreException.class, () -> Stores.read(store, "dynamic/creds"));

        assertThat(failure.kind()).isEqualTo(Kind.MISCONFIGURED);
        assertThat(failure).hasMessageContaining("token_num_uses").hasMessageContaining("fix:");
    }

    @Test
    void areNamedWhenAGivenOneIsUsedUp() {
        store.close();
        left.put("given", 1);
        store = Stores.open(Stores.settings(fake.address(), "given", Map.of("mounts", Map.of("secret", "kv-2"))));

        SecretStoreException failure =
                catchThrowableOfType(SecretStoreException.class, () -> Stores.read(store, "secret/x"));

        assertThat(failure.kind()).isEqualTo(Kind.DENIED);
        assertThat(failure).hasMessageContaining("token_num_uses");
    }
}
