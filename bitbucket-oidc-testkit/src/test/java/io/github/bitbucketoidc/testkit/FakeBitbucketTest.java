package io.github.bitbucketoidc.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FakeBitbucketTest {

    private final FakeBitbucket bitbucket = FakeBitbucket.start();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        bitbucket.close();
    }

    private HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Nested
    class Issuers {

        @Test
        void answers404UntilTheFirstPipelineRan() throws Exception {
            FakeWorkspace acme = bitbucket.acme();
            assertThat(get(acme.discovery().uri()).statusCode()).isEqualTo(404);
            assertThat(get(acme.keys().uri()).statusCode()).isEqualTo(404);
            acme.mint().token();
            assertThat(get(acme.discovery().uri()).statusCode()).isEqualTo(200);
            acme.pipelineHasRun(false);
            assertThat(get(acme.keys().uri()).statusCode()).isEqualTo(404);
        }

        @Test
        void describesItselfAsBitbucketDoes() throws Exception {
            FakeWorkspace acme = bitbucket.acme();
            acme.pipelineHasRun(true);
            assertThat(acme.issuer())
                    .isEqualTo(bitbucket.uri() + "/2.0/workspaces/acme/pipelines-config/identity/oidc");
            HttpResponse<String> discovery = get(acme.discovery().uri());
            assertThat(discovery.headers().firstValue("Content-Type")).contains("application/json");
            assertThat(discovery.body())
                    .contains("\"issuer\":\"" + acme.issuer() + "\"")
                    .contains("\"jwks_uri\":\"" + acme.issuer() + "/keys.json\"")
                    .contains("\"deploymentEnvironmentUuid\"");
        }

        @Test
        void givesEachWorkspaceItsOwnKey() throws Exception {
            FakeWorkspace acme = bitbucket.acme();
            FakeWorkspace other = bitbucket.workspace("other", UUID.randomUUID());
            assertThat(acme.signingKey().publicKey())
                    .isNotEqualTo(other.signingKey().publicKey());
            assertThat(bitbucket.workspace("acme", FakeBitbucket.ACME)).isSameAs(acme);
        }

        @Test
        void refusesWhatIsNoWorkspace() {
            bitbucket.acme();
            assertThatIllegalArgumentException().isThrownBy(() -> bitbucket.workspace("a/b", UUID.randomUUID()));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> bitbucket.workspace("acme", UUID.randomUUID()))
                    .withMessageContaining("another");
        }

        @Test
        void countsRequestsByDocument() throws Exception {
            FakeWorkspace acme = bitbucket.acme();
            get(acme.discovery().uri());
            get(acme.keys().uri());
            get(acme.keys().uri());
            get(bitbucket.uri().resolve("/elsewhere"));
            assertThat(acme.discovery().requests()).isEqualTo(1);
            assertThat(acme.keys().requests()).isEqualTo(2);
            assertThat(bitbucket.strayRequests()).isEqualTo(1);
        }
    }

    @Nested
    class Keys {

        private JWKSet published() throws Exception {
            return JWKSet.parse(get(bitbucket.acme().keys().uri()).body());
        }

        @Test
        void publishesKeysAsAnIndependentReaderExpectsThem() throws Exception {
            FakeWorkspace acme = bitbucket.acme();
            acme.pipelineHasRun(true);
            RSAKey key = published().getKeys().get(0).toRSAKey();
            assertThat(key.toRSAPublicKey()).isEqualTo(acme.signingKey().publicKey());
            assertThat(key.getKeyID()).isEqualTo(acme.signingKey().kid());
            assertThat(key.toJSONObject()).containsOnlyKeys("kty", "kid", "alg", "use", "n", "e");
        }

        @Test
        void keepsTheOldKeyWhileRotatingAndDropsItWhenTold() throws Exception {
            FakeWorkspace acme = bitbucket.acme();
            acme.pipelineHasRun(true);
            SigningKey old = acme.signingKey();
            SigningKey next = acme.rotate();
            assertThat(next.kid()).isNotEqualTo(old.kid());
            assertThat(published().getKeys()).extracting("keyID").containsExactly(old.kid(), next.kid());
            acme.removeOldKeys();
            assertThat(published().getKeys()).extracting("keyID").containsExactly(next.kid());
        }

        @Test
        void publishesAnythingWhenTold() throws Exception {
            FakeWorkspace acme = bitbucket.acme();
            acme.pipelineHasRun(true);
            acme.publish("{\"kty\":\"oct\"}", "7");
            assertThat(get(acme.keys().uri()).body()).isEqualTo("{\"keys\":[{\"kty\":\"oct\"},7]}");
        }

        @Test
        void signsWithAKeyOfTheSameIdAsAnotherIssuers() {
            FakeWorkspace other = bitbucket.workspace("other", UUID.randomUUID());
            SigningKey twin = SigningKey.generate(bitbucket.acme().signingKey().kid(), 2048);
            other.rotate(twin);
            assertThat(other.signingKey().kid())
                    .isEqualTo(bitbucket.acme().signingKey().kid());
            assertThat(twin).hasToString("SigningKey[acme-key-1]");
        }
    }

    @Nested
    class Faults {

        private HttpResponse<String> with(Fault fault) throws Exception {
            FakeWorkspace acme = bitbucket.acme();
            acme.pipelineHasRun(true);
            acme.keys().fails(fault);
            return get(acme.keys().uri());
        }

        @Test
        void healsWhenTold() throws Exception {
            assertThat(with(Fault.status(503)).statusCode()).isEqualTo(503);
            bitbucket.acme().keys().heals();
            assertThat(get(bitbucket.acme().keys().uri()).statusCode()).isEqualTo(200);
        }

        @Test
        void redirects() throws Exception {
            HttpResponse<String> response = with(Fault.redirect(307, URI.create("http://127.0.0.1:1/x")));
            assertThat(response.statusCode()).isEqualTo(307);
            assertThat(response.headers().firstValue("Location")).contains("http://127.0.0.1:1/x");
        }

        @Test
        void answersWithSomethingElse() throws Exception {
            assertThat(with(Fault.garbage()).body()).contains("<!DOCTYPE html>");
            assertThat(with(Fault.body("application/json", "")).body()).isEmpty();
            assertThat(with(Fault.halfJson()).body()).startsWith("{\"keys\":[").doesNotContain("]}");
            assertThat(with(Fault.huge(100_000)).body()).hasSizeGreaterThan(100_000);
        }

        @Test
        void breaksOff() {
            assertThatThrownBy(() -> with(Fault.truncated())).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> with(Fault.disconnect())).isInstanceOf(IOException.class);
        }

        @Test
        void takesItsTime() throws Exception {
            long before = System.nanoTime();
            assertThat(with(Fault.delay(Duration.ofMillis(50))).statusCode()).isEqualTo(200);
            assertThat(with(Fault.drip(Duration.ofMillis(0))).body()).endsWith("]}");
            assertThat(System.nanoTime() - before)
                    .isGreaterThan(Duration.ofMillis(50).toNanos());
        }

        @Test
        void stallsUntilItIsClosed() throws Exception {
            FakeWorkspace acme = bitbucket.acme();
            acme.keys().fails(Fault.stall());
            var pending = client.sendAsync(
                    HttpRequest.newBuilder(acme.keys().uri()).build(), HttpResponse.BodyHandlers.ofString());
            while (acme.keys().requests() == 0) {
                Thread.onSpinWait();
            }
            assertThat(pending).isNotDone();
            bitbucket.close();
            assertThatThrownBy(pending::join).hasCauseInstanceOf(IOException.class);
        }
    }
}
