package io.github.bitbucketoidc.store.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.store.Caller;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How often a step makes the store ask Vault, once the mounts are known. */
@NeedsVault
class RequestsIT {

    private static final TestJwt ISSUER = new TestJwt();

    private FakeVault between;

    @BeforeAll
    static void fill() {
        VaultApi api = VaultServer.shared().api();
        for (int i = 0; i < 20; i++) {
            api.putSecret("counted/" + i, "{\"a\": \"" + i + "\", \"b\": \"" + i + "\"}");
        }
        api.policy("counted", "path \"secret/data/counted/*\" { capabilities = [\"read\"] }");
        api.enableAuth("counted", "jwt");
        api.write("auth/counted/config", Map.of("jwt_validation_pubkeys", ISSUER.publicKeyPem()));
        api.writeJson(
                "auth/counted/role/deploy",
                "{\"role_type\": \"jwt\", \"user_claim\": \"sub\", \"bound_audiences\": \"ci\","
                        + " \"token_policies\": \"counted\", \"token_ttl\": \"10m\"}");
    }

    @BeforeEach
    void start() {
        between = FakeVault.start(new Forwarding(VaultServer.shared().address()));
    }

    @AfterEach
    void stop() {
        between.close();
    }

    private static String[] paths(int count) {
        return IntStream.range(0, count).mapToObj(i -> "secret/counted/" + i).toArray(String[]::new);
    }

    private int requests(SecretStore store, Caller caller, int secrets) {
        int before = between.requests().size();
        assertThat(Stores.read(store, caller, Duration.ofSeconds(10), paths(secrets)))
                .hasSize(secrets);
        return between.requests().size() - before;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 20})
    void asTheProviderOneForEachPath(int secrets) {
        try (SecretStore store = Stores.open(between.address(), VaultServer.ROOT)) {
            requests(store, Stores.CALLER, 1); // logged in, and the mount is known

            assertThat(requests(store, Stores.CALLER, secrets)).isEqualTo(secrets);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 20})
    void asTheStepOneMore(int secrets) {
        Map<String, Object> settings = Map.of(
                "address", between.address().toString(),
                "login", Map.of("step", Map.of("mount", "counted", "role", "deploy")));
        try (SecretStore store = Stores.open(settings)) {
            requests(store, step(), 1); // the mount is known

            assertThat(requests(store, step(), secrets)).isEqualTo(secrets + 1);
        }
    }

    private static Caller step() {
        UUID step = UUID.randomUUID();
        String token = ISSUER.sign(Map.of("sub", step.toString(), "aud", "ci"), Duration.ofHours(1));
        return Caller.builder(Stores.WORKSPACE, Stores.REPOSITORY, step)
                .token(SecretValue.of(token), Instant.now().plus(Duration.ofHours(1)))
                .build();
    }
}
