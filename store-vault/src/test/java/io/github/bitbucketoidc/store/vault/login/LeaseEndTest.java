package io.github.bitbucketoidc.store.vault.login;

import static io.github.bitbucketoidc.store.vault.FakeAnswer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.bitbucketoidc.store.Caller;
import io.github.bitbucketoidc.store.Lease;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretValue;
import io.github.bitbucketoidc.store.vault.FakeAnswer;
import io.github.bitbucketoidc.store.vault.FakeLogins;
import io.github.bitbucketoidc.store.vault.FakeVault;
import io.github.bitbucketoidc.store.vault.Stores;
import io.github.bitbucketoidc.store.vault.VaultServer;
import io.github.bitbucketoidc.store.vault.client.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * When a lease ends: Vault reports an hour, whatever the login has left. Logins age by a clock that only the test puts forward.
 */
class LeaseEndTest {

    private static final String PATH = "dynamic/creds";
    private static final Map<String, ?> AS_PROVIDER = Map.of("app-role", Map.of("role-id", "r"));
    private static final String LOGIN_THAT_IS_NOT_RENEWED =
            "{\"auth\": {\"client_token\": \"t\", \"accessor\": \"acc\","
                    + " \"lease_duration\": 600, \"renewable\": %s, \"token_type\": \"%s\"}}";

    private final FakeLogins logins = new FakeLogins(600);
    private final FakeVault fake = FakeVault.start(logins);
    private final AtomicLong now = new AtomicLong();
    private SecretStore store = open(AS_PROVIDER);

    private SecretStore open(Map<String, ?> login) {
        Map<String, ?> settings = Map.of(
                "address",
                fake.address().toString(),
                "login",
                login,
                "mounts",
                Map.of("secret", "kv-2", "dynamic", "other"),
                "time-out",
                "30s");
        return Stores.open(settings, now::get);
    }

    private void reopen(Map<String, ?> login) {
        store.close();
        store = open(login);
    }

    @AfterEach
    void stop() {
        store.close();
        fake.close();
    }

    private Duration untilEnd(Caller caller) {
        Lease lease = Stores.read(store, caller, Duration.ofSeconds(10), PATH)
                .get(Stores.id(PATH))
                .lease()
                .orElseThrow();
        return Duration.between(Instant.now(), lease.expires());
    }

    private void awaitRenewals(int more) {
        long wanted = fake.count("auth/token/renew-self") + more;
        await().atMost(VaultServer.TIMEOUT).until(() -> fake.count("auth/token/renew-self") >= wanted);
    }

    private boolean wasRevoked(String token) {
        return fake.requests().stream()
                .anyMatch(request -> request.path().equals("auth/token/revoke-self")
                        && request.token().equals(token));
    }

    @Test
    void isThatOfTheLoginIfNobodyRenewedItAnyMore() {
        assertThat(untilEnd(Stores.CALLER)).isBetween(Duration.ofMinutes(8), Duration.ofMinutes(10));
    }

    @Test
    void isWhatVaultReportsIfTheLoginCanBeAskedToLastAsLong() {
        logins.renewsUpTo(7200);

        assertThat(untilEnd(Stores.CALLER)).isBetween(Duration.ofMinutes(58), Duration.ofMinutes(60));
        assertThat(increments()).containsExactly(3610L);
    }

    @Test
    void isKeptByLaterRenewals() {
        logins.lifetime(2); // so that it is renewed soon
        logins.renewsUpTo(4);
        logins.butFirst(request -> request.path().equals(PATH)
                ? json(200, "{\"lease_id\": \"l\", \"lease_duration\": 4, \"data\": {\"a\": \"made\"}}")
                : null);
        untilEnd(Stores.CALLER);
        awaitRenewals(2);

        assertThat(increments())
                .allMatch(seconds -> seconds >= 10); // four for the lease, ten more, and never the two of the role
    }

    private List<Long> increments() {
        return fake.requests().stream()
                .filter(request -> request.path().equals("auth/token/renew-self"))
                .map(request -> Long.parseLong(request.body().replaceAll("[^0-9]", "")))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"false service", "true batch"})
    void isThatOfALoginThatCannotBeRenewed(String kind) {
        String[] words = kind.split(" ", 2);
        logins.butFirst(request -> request.path().endsWith("/login")
                ? json(200, LOGIN_THAT_IS_NOT_RENEWED.formatted(words[0], words[1]))
                : logins.usual(request));
        logins.good().add("t");

        assertThat(untilEnd(Stores.CALLER)).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(10));
    }

    @Test
    void isThatOfAStepsLoginThoughThatWasRenewedOnceToShortenIt() {
        reopen(Map.of("step", Map.of("role", "deploy")));
        Caller caller = Caller.builder(Stores.WORKSPACE, Stores.REPOSITORY, Stores.STEP)
                .token(SecretValue.of("step.jwt"), Instant.now().plus(Duration.ofMinutes(5)))
                .build();

        assertThat(untilEnd(caller)).isBetween(Duration.ofMinutes(3), Duration.ofMinutes(6));
        assertThat(fake.count("auth/token/renew-self")).isEqualTo(1);
    }

    @Test
    void isThatOfALoginThatVaultRefusesToRenewAnyFurther() {
        logins.lifetime(2);
        untilEnd(Stores.CALLER);
        logins.butFirst(request ->
                request.path().endsWith("renew-self") || request.path().endsWith("/login") ? json(400, "{}") : null);

        await().atMost(VaultServer.TIMEOUT).until(() -> fake.count("auth/approle/login") >= 2);

        assertThat(untilEnd(Stores.CALLER)).isLessThanOrEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void isThatOfALoginThatWasLetGoDuringTheRead() throws Exception {
        Stores.read(store, "secret/x");
        now.addAndGet(TokenCheck.TRUSTED.toNanos());
        CountDownLatch answer = new CountDownLatch(1);
        fake.behave(request -> switch (request.path()) {
            case PATH -> FakeAnswer.after(answer, logins.answer(request));
            case "auth/token/lookup-self", "secret/data/no" -> json(403, FakeAnswer.DENIED);
            default -> logins.answer(request);
        });
        CompletableFuture<Duration> read = CompletableFuture.supplyAsync(() -> untilEnd(Stores.CALLER));
        await().atMost(VaultServer.TIMEOUT).until(() -> fake.count(PATH) == 1);

        assertThatThrownBy(() -> Stores.read(store, "secret/no")).isInstanceOf(SecretStoreException.class);
        answer.countDown();

        assertThat(read.get()).isLessThan(Duration.ofMinutes(10));
    }

    @Test
    void isNotPromisedBeyondTheLongestLease() {
        logins.renewsUpTo(9_000_000);
        logins.butFirst(request -> request.path().equals(PATH)
                ? json(200, "{\"lease_id\": \"l\", \"lease_duration\": 9999999999, \"data\": {\"a\": \"made\"}}")
                : null);

        assertThat(untilEnd(Stores.CALLER)).isBetween(Duration.ofHours(23), Duration.ofHours(24));
        assertThat(increments()).containsExactly(86_410L);
    }

    @Test
    void aLoginIsAskedNotToOutlastTheLongestLeaseIfNobodyRenewsIt() {
        logins.lifetime(2_764_800); // the 32 days of a Vault that nobody told otherwise
        Stores.read(store, "secret/x");

        assertThat(increments()).containsExactly(86_410L);
    }

    @Test
    void aStopRenewsOnceForTheLeasesThatItLeaves() {
        logins.renewsUpTo(7200);
        untilEnd(Stores.CALLER);
        int before = increments().size();

        store.close();

        assertThat(increments()).hasSize(before + 1);
        assertThat(increments().get(before)).isGreaterThan(3500);
        assertThat(wasRevoked("t1")).isFalse();
    }

    @Test
    void aLoginWhoseLeaseRunsIsLeftThoughWhatItHadLeftAtTheReadIsOver() {
        logins.lifetime(2);
        untilEnd(Stores.CALLER);
        now.addAndGet(Duration.ofMillis(1500).toNanos());
        awaitRenewals(2); // the first may have been under way before the clock was put forward
        now.addAndGet(Duration.ofMillis(1500).toNanos());

        store.close();

        assertThat(wasRevoked("t1")).isFalse();
        assertThat(logins.logins()).isEqualTo(1);
    }

    @Test
    void noLeaseRunsLongerThanTheLoginThatOwnsIt() {
        Login login = Login.given(SecretValue.of("t"), Json.Members.NONE, now::get);
        login.renewed(60);

        assertThat(login.owns("l", Duration.ofHours(1))).isEqualTo(Duration.ofSeconds(60));
        assertThat(login.runningLeases()).containsExactly("l");
        assertThat(login.longestLease()).isEqualTo(Duration.ofHours(1));

        now.addAndGet(Duration.ofSeconds(60).toNanos());
        assertThat(login.runningLeases()).isEmpty();
    }
}
