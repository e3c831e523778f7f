package io.github.bitbucketoidc.store.vault.login;

import static io.github.bitbucketoidc.store.vault.FakeAnswer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.bitbucketoidc.rows.Row;
import io.github.bitbucketoidc.store.Caller;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretStoreException.Kind;
import io.github.bitbucketoidc.store.SecretValue;
import io.github.bitbucketoidc.store.vault.FakeLogins;
import io.github.bitbucketoidc.store.vault.FakeVault;
import io.github.bitbucketoidc.store.vault.Stores;
import io.github.bitbucketoidc.store.vault.client.Addresses;
import io.github.bitbucketoidc.store.vault.client.Threads;
import io.github.bitbucketoidc.store.vault.client.VaultClient;
import io.github.bitbucketoidc.store.vault.client.VaultTransport;
import io.github.bitbucketoidc.store.vault.http.HttpSender;
import io.github.bitbucketoidc.store.vault.http.Proxies;
import io.github.bitbucketoidc.store.vault.http.Server;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Steps whose logins are refused, and what they take from those that are good. */
class RefusedStepsTest {

    private static final Threads THREADS = new Threads();

    /** Sessions that nobody logs in with. */
    private static final VaultClient UNUSED = new VaultClient(
            new VaultTransport(
                    new HttpSender(
                            (SSLSocketFactory) SSLSocketFactory.getDefault(),
                            new Proxies(name -> null),
                            Duration.ofSeconds(1),
                            VaultClient.LONGEST_BODY,
                            Runnable::run,
                            System::nanoTime),
                    null),
            new Addresses(List.of(new Server(false, "127.0.0.1", 1)), System::nanoTime),
            Duration.ofSeconds(1));

    private final FakeLogins logins = new FakeLogins(6000); // longer than any of this takes, on the slowest machine
    private final FakeVault fake = FakeVault.start(logins);
    private final SecretStore store = open();

    private SecretStore open() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("address", fake.address().toString());
        settings.put("login", Map.of("step", Map.of("role", "deploy")));
        settings.put("mounts", Map.of("secret", "kv-2"));
        return Stores.open(settings);
    }

    @AfterEach
    void stop() {
        store.close();
        fake.close();
    }

    private static Caller caller(String token) {
        return Caller.builder(Stores.WORKSPACE, Stores.REPOSITORY, Stores.STEP)
                .token(SecretValue.of(token), Instant.now().plus(Duration.ofMinutes(5)))
                .build();
    }

    private String read(String token) {
        return Stores.field(Stores.read(store, caller(token), Duration.ofSeconds(30), "secret/x"), "secret/x", "a");
    }

    @Row("D11")
    @Test
    void takeNoRoomThatAGoodSessionNeeds() {
        logins.butFirst(
                request -> request.path().endsWith("/login") && request.body().contains("bad")
                        ? json(400, "{\"errors\": [\"error validating token\"]}")
                        : null);
        assertThat(read("good.1")).isEqualTo("for t1");

        for (int i = 0; i < 10_000; i++) {
            String token = "bad." + i;
            SecretStoreException failure = catchThrowableOfType(SecretStoreException.class, () -> read(token));
            assertThat(failure.kind()).isEqualTo(Kind.DENIED);
        }

        assertThat(read("good.1")).isEqualTo("for t1");
        assertThat(logins.logins()).isEqualTo(1);
        assertThat(logins.good()).containsExactly("t1");
    }

    @Row("D11")
    @Test
    void areRememberedInARoomOfTheirOwnWithABound() {
        StepSessions sessions = new StepSessions();
        LoginSession good = session();
        assertThat(sessions.of("good", () -> good)).isSameAs(good);
        sessions.loggedIn("good", good);

        for (int i = 0; i < 2 * StepSessions.MOST; i++) {
            sessions.of("refused " + i, RefusedStepsTest::session);
            assertThat(sessions.unproven()).isLessThanOrEqualTo(StepSessions.MOST_UNPROVEN);
        }

        assertThat(sessions.of("good", RefusedStepsTest::session)).isSameAs(good);
    }

    @Row("D11")
    @Test
    void takeNoRoomEitherWhenTheyWereGoodBefore() {
        StepSessions sessions = new StepSessions();
        LoginSession first = session();
        sessions.of("first", () -> first);
        sessions.loggedIn("first", first);
        for (int i = 1; i < StepSessions.MOST; i++) {
            LoginSession other = session();
            String digest = "other " + i;
            sessions.of(digest, () -> other);
            sessions.loggedIn(digest, other);
            sessions.refused(digest, other); // its token was revoked, and it may not log in again
        }
        LoginSession last = session();
        sessions.of("last", () -> last);

        assertThat(sessions.loggedIn("last", last)).isEqualTo(Optional.empty());
        assertThat(sessions.of("first", RefusedStepsTest::session)).isSameAs(first);
    }

    @Test
    void theLongestLoggedInMakesRoomForOneMore() {
        StepSessions sessions = new StepSessions();
        LoginSession first = session();
        sessions.of("first", () -> first);
        sessions.loggedIn("first", first);
        Optional<LoginSession> gone = Optional.empty();
        for (int i = 0; i < StepSessions.MOST; i++) {
            LoginSession other = session();
            String digest = "other " + i;
            sessions.of(digest, () -> other);
            gone = sessions.loggedIn(digest, other);
        }

        assertThat(gone).containsSame(first);
    }

    private static LoginSession session() {
        return new LoginSession(UNUSED, THREADS, System::nanoTime);
    }
}
