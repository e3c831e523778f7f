package io.github.bitbucketoidc.store.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections that rested, and what becomes of a read on one that a balancer forgot. */
class IdleConnectionTest {

    private static final String PATH = "secret/x";

    private final FakeLogins logins = new FakeLogins(6000);
    private final FakeVault fake = FakeVault.start(logins);
    private final Relay balancer = Relay.before(fake.address());
    private final AtomicLong ahead = new AtomicLong();
    private final SecretStore store = Stores.open(
            Map.of(
                    "address", balancer.address().toString(),
                    "login", Map.of("app-role", Map.of("role-id", "r")),
                    "mounts", Map.of("secret", "kv-2", "dynamic", "other")),
            () -> System.nanoTime() + ahead.get());

    @AfterEach
    void stop() {
        store.close();
        balancer.close();
        fake.close();
    }

    private void rest(Duration time) {
        ahead.addAndGet(time.toNanos());
    }

    @Test
    void isUsedAgainSoon() {
        for (int i = 0; i < 5; i++) {
            Stores.read(store, PATH);
            rest(Duration.ofSeconds(20));
        }

        assertThat(balancer.accepted()).isEqualTo(1);
    }

    @Test
    void isNotUsedAgainAfterThirtySeconds() {
        Stores.read(store, PATH);
        rest(Duration.ofSeconds(30));
        Stores.read(store, PATH);

        assertThat(balancer.accepted()).isEqualTo(2);
    }

    @Test
    void thatWasForgottenCostsAReadAFractionOfItsDeadline() {
        Stores.read(store, PATH);
        balancer.forget();

        long begin = System.nanoTime();
        assertThat(Stores.field(store, PATH, "a")).isEqualTo("for t1");

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(balancer.accepted()).isEqualTo(2);
        assertThat(fake.count("secret/data/x")).isEqualTo(2); // the server saw each read once
    }

    @Test
    void isSuspectWithAllOthersWhenOneWasForgotten() throws Exception {
        Stores.readAtOnce(store, PATH, 8);
        int before = balancer.accepted();
        balancer.forget();
        Stores.read(store, PATH);

        Stores.readAtOnce(store, PATH, 8);

        assertThat(balancer.accepted()).isBetween(before + 1, before + 9);
    }

    @Test
    void isNotUsedForWhatMayNotBeRepeatedUnlessItWasInUseJustNow() {
        Stores.read(store, PATH);
        rest(Duration.ofSeconds(1));
        balancer.forget();

        assertThat(Stores.field(store, "dynamic/creds", "a")).isEqualTo("made");
        assertThat(balancer.accepted()).isEqualTo(2);
    }

    @Test
    void thatDripsIsWaitedFor() {
        Stores.read(store, PATH);
        logins.butFirst(request ->
                FakeAnswer.drip("{\"data\":{\"data\":{\"a\":\"1\"}}}" + " ".repeat(15))); // longer than silence may be

        assertThat(Stores.field(store, PATH, "a")).isEqualTo("1");
        assertThat(fake.count("secret/data/x")).isEqualTo(2);
    }

    @Test
    void isClosedWithTheStore() {
        Stores.read(store, PATH);
        store.close();

        await().atMost(VaultServer.TIMEOUT)
                .untilAsserted(() -> assertThat(
                                catchThrowableOfType(SecretStoreException.class, () -> Stores.read(store, PATH)))
                        .hasMessageContaining("closed"));
    }
}
