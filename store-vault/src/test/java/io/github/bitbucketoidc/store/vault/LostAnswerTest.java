package io.github.bitbucketoidc.store.vault;

import static io.github.bitbucketoidc.store.vault.FakeAnswer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.github.bitbucketoidc.store.Caller;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretStoreException.Kind;
import io.github.bitbucketoidc.store.SecretValue;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Vault made a lease and nobody heard of it. */
class LostAnswerTest {

    private static final String MADE = "team/ssh/creds/otp";

    private final FakeLogins logins = new FakeLogins(600);
    private final FakeVault fake = FakeVault.start(logins);
    private final CapturedLog log = new CapturedLog();
    private SecretStore store = open(Map.of("app-role", Map.of("role-id", "r")));

    private SecretStore open(Map<String, ?> login) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("address", fake.address().toString());
        settings.put("login", login);
        settings.put("mounts", Map.of("secret", "kv-2", "dynamic", "other"));
        settings.put("requests", Map.of("otp", Map.of("path", MADE, "write", Map.of("ip", "10.0.0.1"))));
        settings.put("time-out", "2s");
        return Stores.open(settings);
    }

    @AfterEach
    void stop() {
        log.close();
        store.close();
        fake.close();
    }

    private void lose(FakeAnswer answer) {
        logins.butFirst(request -> request.path().equals(MADE) || request.path().startsWith("dynamic") ? answer : null);
    }

    private static Caller step() {
        return Caller.builder(Stores.WORKSPACE, Stores.REPOSITORY, Stores.STEP)
                .token(SecretValue.of("step.jwt"), Instant.now().plus(Duration.ofMinutes(5)))
                .build();
    }

    private void assertUnavailable(Caller caller, String... paths) {
        SecretStoreException failure = catchThrowableOfType(
                SecretStoreException.class, () -> Stores.read(store, caller, Duration.ofSeconds(10), paths));
        assertThat(failure).isNotNull();
        assertThat(failure.kind()).isIn(Kind.UNAVAILABLE, Kind.MALFORMED);
    }

    static Stream<FakeAnswer> losses() {
        String half = "{\"lease_id\": \"x/1\", ";
        return Stream.of(
                FakeAnswer.closed(),
                FakeAnswer.truncated(half),
                FakeAnswer.reset(half),
                FakeAnswer.late(60_000, FakeAnswer.closed()),
                json(200, half),
                json(502, "<html></html>", "Content-Type: text/html"),
                json(200, "{\"data\": \"" + "x".repeat(1 << 20) + "\"}"));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void isToldOnceWithMountRoleAndAccessorAndNeverRepeated(FakeAnswer loss) {
        lose(loss);

        assertUnavailable(Stores.CALLER, "otp");

        assertThat(fake.count(MADE)).isEqualTo(1);
        assertThat(log.ofLostAnswers()).hasSize(1);
        assertThat(log.ofLostAnswers().get(0)).contains("mount team/ssh", "role otp", "acc-t1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"otp", "dynamic/creds"})
    void endsWithTheStepsLoginWhichIsRevoked(String path) {
        store.close();
        store = open(Map.of("step", Map.of("role", "deploy")));
        lose(FakeAnswer.closed());

        assertUnavailable(step(), path);

        await().atMost(VaultServer.TIMEOUT).until(() -> logins.good().isEmpty());
        assertThat(log.ofLostAnswers()).hasSize(1);
    }

    @Test
    void endsWithTheProvidersLoginWhichIsReplaced() {
        lose(FakeAnswer.closed());
        assertUnavailable(Stores.CALLER, "otp");
        logins.butFirst(request -> null);

        assertThat(Stores.field(store, "secret/x", "a")).isEqualTo("for t2");
        await().atMost(VaultServer.TIMEOUT).until(() -> !logins.good().contains("t1"));
    }

    @Test
    void leavesTheProvidersLoginToTheLeasesThatStepsAreUsing() {
        Stores.read(store, "dynamic/creds");
        lose(FakeAnswer.closed());
        assertUnavailable(Stores.CALLER, "otp");
        logins.butFirst(request -> null);

        assertThat(Stores.field(store, "secret/x", "a")).isEqualTo("for t2");
        await().during(Duration.ofSeconds(3)).until(() -> logins.good().contains("t1"));
        assertThat(fake.count("auth/token/renew-self")).isEqualTo(1); // for the lease that is known, and not again
    }

    @Test
    void isToldThoughTheReadIsInterrupted() throws Exception {
        lose(FakeAnswer.late(60_000, FakeAnswer.closed()));
        Thread reader = new Thread(() -> assertUnavailable(Stores.CALLER, "otp"));
        reader.start();
        await().atMost(VaultServer.TIMEOUT).until(() -> fake.count(MADE) == 1);

        reader.interrupt();

        await().atMost(VaultServer.TIMEOUT).until(() -> log.ofLostAnswers().size() == 1);
        reader.join();
    }

    @ParameterizedTest
    @ValueSource(strings = {"500 {\"errors\": [\"no such role\"]}", "400 {\"errors\": []}", "503 {\"errors\": []}"})
    void isNoneWhenVaultSaysThatItFailed(String answer) {
        lose(json(Integer.parseInt(answer.substring(0, 3)), answer.substring(4)));

        SecretStoreException failure =
                catchThrowableOfType(SecretStoreException.class, () -> Stores.read(store, "otp"));

        assertThat(failure).isNotNull();
        assertThat(log.ofLostAnswers()).isEmpty();
    }

    @Test
    void isNoneForAReadThatMakesNothing() {
        logins.butFirst(request -> request.path().startsWith("secret") ? FakeAnswer.closed() : null);

        assertUnavailable(Stores.CALLER, "secret/x");

        assertThat(log.ofLostAnswers()).isEmpty();
    }
}
