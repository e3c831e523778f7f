package io.github.bitbucketoidc.store.vault;

import static io.github.bitbucketoidc.store.vault.FakeAnswer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.github.bitbucketoidc.rows.Row;
import io.github.bitbucketoidc.store.Lease;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.StoreHealth;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Leases of dynamic secrets. */
class LeaseTest {

    private static final String PATH = "dynamic/creds";

    private final FakeLogins logins = new FakeLogins(600);
    private FakeVault fake;
    private SecretStore store;

    @BeforeEach
    void start() {
        fake = FakeVault.start(logins);
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("address", fake.address().toString());
        settings.put("login", Map.of("app-role", Map.of("role-id", "r")));
        settings.put("mounts", Map.of("secret", "kv-2", "dynamic", "other"));
        settings.put("requests", Map.of("otp", Map.of("path", PATH, "write", Map.of("ip", "10.0.0.1"))));
        store = Stores.open(settings);
    }

    @AfterEach
    void stop() {
        store.close();
        fake.close();
    }

    private Lease lease(String path) {
        Secret secret = Stores.read(store, path).get(Stores.id(path));
        assertThat(secret).isNotNull();
        return secret.lease().orElseThrow();
    }

    @Test
    void namesItselfAndItsLogin() {
        Lease lease = lease(PATH);

        assertThat(lease.id()).isEqualTo("dynamic/creds/1");
        assertThat(lease.holder()).contains("acc-t1");
    }

    @Test
    void aRequestIsWrittenAndNeverShared() {
        lease("otp");

        assertThat(fake.requests()).anySatisfy(request -> {
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.path()).isEqualTo(PATH);
            assertThat(request.body()).isEqualTo("{\"ip\":\"10.0.0.1\"}");
        });
        assertThat(store.sharing(Stores.id("otp"))).isEqualTo(SecretStore.Sharing.CALLER);
        assertThat(store.sharing(Stores.id(PATH))).isEqualTo(SecretStore.Sharing.CALLER);
    }

    @Test
    void givesALeaseBackByItsId() {
        store.revoke(lease(PATH), Stores.CALLER);

        assertThat(fake.requests()).anySatisfy(request -> {
            assertThat(request.path()).isEqualTo("sys/leases/revoke");
            assertThat(request.body()).isEqualTo("{\"lease_id\":\"dynamic/creds/1\"}");
            assertThat(request.token()).isEqualTo("t1");
        });
        store.close();
        assertThat(logins.good()).isEmpty(); // nothing keeps the login any more
    }

    @Test
    void aLeaseThatIsNotOursIsNoError() {
        store.revoke(Lease.of("somebody/elses", Instant.now()), Stores.CALLER);

        assertThat(fake.requests()).isEmpty();
    }

    @Test
    void saysThatALeaseMayStillBeRunning() {
        Lease lease = lease(PATH);
        logins.butFirst(request -> request.path().equals("sys/leases/revoke") ? json(403, FakeAnswer.DENIED) : null);

        SecretStoreException failure =
                catchThrowableOfType(SecretStoreException.class, () -> store.revoke(lease, Stores.CALLER));

        assertThat(failure).hasMessageContaining("dynamic/creds/1").hasMessageContaining("acc-t1");
    }

    @Test
    void revokesWhatWasMadeBeforeAnotherReadFailed() {
        logins.butFirst(request -> request.path().startsWith("secret/data/broken") ? json(500, "{}") : null);

        assertThatThrownBy(() -> Stores.read(store, PATH, "secret/broken")).isInstanceOf(SecretStoreException.class);

        await().atMost(VaultServer.TIMEOUT).until(() -> fake.count("sys/leases/revoke") == 1);
        assertThat(store.health().status()).isNotEqualTo(StoreHealth.Status.DEGRADED);
    }

    @Row("F7")
    @Test
    void triesAgainAndListsWhatIsLeftForTheOperator() {
        logins.butFirst(request -> request.path().startsWith("secret/data/broken")
                ? FakeAnswer.late(200, json(403, FakeAnswer.DENIED))
                : request.path().equals("sys/leases/revoke") ? json(403, FakeAnswer.DENIED) : null);

        assertThatThrownBy(() -> Stores.read(store, "secret/broken", PATH)).isInstanceOf(SecretStoreException.class);

        await().atMost(VaultServer.TIMEOUT).until(() -> fake.count("sys/leases/revoke") >= 2);
        StoreHealth health = store.health();
        assertThat(health.status()).isEqualTo(StoreHealth.Status.DEGRADED);
        assertThat(health.detail()).contains("dynamic/creds/1").contains("acc-t1");
    }

    @Test
    void eachReadMakesALeaseOfItsOwn() {
        assertThat(lease(PATH).id()).isNotEqualTo(lease(PATH).id());
    }
}
