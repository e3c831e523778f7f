package io.github.bitbucketoidc.core.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpHandler;
import io.github.bitbucketoidc.core.issuer.KeySourceException;
import io.github.bitbucketoidc.rows.Row;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attack rows K11 and K12: whose word counts for where the keys are. */
class DiscoveryTest {

    private final Verifying verifying = new Verifying();
    private final FakeIssuer elsewhere = FakeIssuer.start("k1", "k2");

    @AfterEach
    void close() {
        verifying.close();
        elsewhere.close();
    }

    private static HttpHandler redirect(int status, String to) {
        return exchange -> {
            exchange.getResponseHeaders().set("Location", to);
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        };
    }

    private void refusesAtFirstAndKeepsOldKeysLater(Runnable spoil) {
        verifying.accept(verifying.token());
        // The discovery document is asked for once a day, so that is when a spoilt one is met.
        pass(Duration.ofHours(24).minusSeconds(20));
        verifying.accept(verifying.token());
        await().until(() -> !verifying
                .verifier
                .keyStates()
                .get(verifying.issuer.issuer())
                .lastFailure()
                .isPresent());
        spoil.run();
        pass(Duration.ofSeconds(20));
        assertThat(verifying.codeOf(verifying.token("k2"))).isEqualTo("key_unknown");
        assertThat(verifying.verifier.keyStates().get(verifying.issuer.issuer()).lastFailure())
                .isPresent();
        assertThat(verifying.codeOf(verifying.token())).isEqualTo("accepted");
        try (TokenVerifier fresh = TokenVerifier.builder()
                .workspace(verifying.issuer.workspace())
                .clock(verifying.time)
                .build()) {
            assertThatThrownBy(() -> fresh.verify(verifying.token().signed()))
                    .isInstanceOf(KeySourceException.class)
                    .hasMessageContaining(verifying.issuer.issuer());
        }
        assertThat(elsewhere.requests()).isZero();
    }

    /** Lets keys grow older, but not tokens. */
    private void pass(Duration duration) {
        verifying.time.advance(duration);
        verifying.time.step(duration.negated());
    }

    @Test
    void asksForTheDiscoveryDocumentOnceADayAndAgainWhenTheKeysAreGone() {
        verifying.accept(verifying.token());
        for (int hour = 1; hour < 24; hour++) {
            pass(Duration.ofHours(1));
            verifying.accept(verifying.token());
        }
        assertThat(verifying.issuer.discoveries()).isOne();
        assertThat(verifying.issuer.keyRequests()).isEqualTo(24);
        pass(Duration.ofHours(1));
        verifying.accept(verifying.token());
        assertThat(verifying.issuer.discoveries()).isEqualTo(2);

        verifying.issuer.onKeys(FakeIssuer.answer(404, "", ""));
        pass(Duration.ofMinutes(59));
        verifying.accept(verifying.token());
        assertThat(verifying.issuer.discoveries()).isEqualTo(2);
        pass(Duration.ofMinutes(6));
        assertThatThrownBy(() -> verifying.codeOf(verifying.token())).isInstanceOf(KeySourceException.class);
        verifying.issuer.publish("k1");
        pass(Duration.ofMinutes(6));
        verifying.accept(verifying.token());
        assertThat(verifying.issuer.discoveries())
                .as("the keys were not there any more")
                .isEqualTo(3);
    }

    @Row("K11")
    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 303, 307, 308})
    void k11FollowsNoRedirectOfTheKeys(int status) {
        refusesAtFirstAndKeepsOldKeysLater(
                () -> verifying.issuer.onKeys(redirect(status, elsewhere.issuer() + "/keys.json")));
    }

    @Row("K11")
    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void k11FollowsNoRedirectOfTheDiscoveryDocument(int status) {
        refusesAtFirstAndKeepsOldKeysLater(() -> verifying.issuer.onDiscovery(
                redirect(status, elsewhere.issuer() + "/.well-known/openid-configuration")));
    }

    @Row("K11")
    @Test
    void k11FollowsNotEvenARedirectToTheSameServer() {
        refusesAtFirstAndKeepsOldKeysLater(() -> verifying.issuer.onKeys(exchange -> {
            boolean first = exchange.getRequestURI().getQuery() == null;
            (first
                            ? redirect(302, verifying.issuer.issuer() + "/keys.json?again")
                            : FakeIssuer.answer(200, "application/json", TestKeys.set(TestKeys.jwk("k2"))))
                    .handle(exchange);
        }));
    }

    private void discovery(String issuer, String keys) {
        verifying.issuer.onDiscovery(
                FakeIssuer.answer(200, "application/json", "{\"issuer\":" + issuer + ",\"jwks_uri\":" + keys + "}"));
    }

    @Row("K12")
    @ParameterizedTest
    @ValueSource(strings = {"\"https://evil.example\"", "null", "7", "\"%s/\"", "\"%s \"", "[\"%s\"]"})
    void k12WantsTheConfiguredIssuerInTheDiscoveryDocument(String issuer) {
        refusesAtFirstAndKeepsOldKeysLater(() -> {
            verifying.issuer.publish("k1", "k2");
            discovery(issuer.formatted(verifying.issuer.issuer()), '"' + verifying.issuer.issuer() + "/keys.json\"");
        });
    }

    @Row("K12")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"https://127.0.0.1:%d/acme/keys.json\"",
                "\"http://localhost:%d/acme/keys.json\"",
                "\"http://127.0.0.1/acme/keys.json\"",
                "\"http://user@127.0.0.1:%d/acme/keys.json\"",
                "\"http://127.0.0.1:%d@evil.example/acme/keys.json\"",
                "\"/acme/keys.json\"",
                "\"file:///etc/passwd\"",
                "\"//127.0.0.1:%d/acme/keys.json\"",
                "\"http://127.0.0.1:%d/acme/keys.json#x\"",
                "null",
                "7",
                "\"\"",
                "\"::\""
            })
    void k12WantsTheKeysOnTheIssuersOwnServer(String keys) {
        String port = verifying.issuer.server().substring("http://127.0.0.1:".length());
        refusesAtFirstAndKeepsOldKeysLater(() -> {
            verifying.issuer.publish("k1", "k2");
            discovery('"' + verifying.issuer.issuer() + '"', keys.replace("%d", port));
        });
    }

    @Row("K12")
    @Test
    void k12AsksNobodyElseForKeys() {
        refusesAtFirstAndKeepsOldKeysLater(
                () -> discovery('"' + verifying.issuer.issuer() + '"', '"' + elsewhere.issuer() + "/keys.json\""));
    }

    @Row("K12")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"issuer\":\"%1$s\",\"issuer\":\"%1$s\",\"jwks_uri\":\"%1$s/keys.json\"}",
                "{}",
                "<html>"
            })
    void k12WantsStrictJson(String document) {
        refusesAtFirstAndKeepsOldKeysLater(() -> {
            verifying.issuer.publish("k1", "k2");
            verifying.issuer.onDiscovery(
                    FakeIssuer.answer(200, "application/json", document.formatted(verifying.issuer.issuer())));
        });
    }
}
