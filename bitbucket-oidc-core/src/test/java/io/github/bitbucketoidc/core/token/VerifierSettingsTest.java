package io.github.bitbucketoidc.core.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.bitbucketoidc.core.issuer.Workspace;
import io.github.bitbucketoidc.rows.Row;
import java.net.http.HttpClient;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class VerifierSettingsTest {

    private static final Workspace ACME = Workspace.of("acme", UUID.fromString(TestToken.WORKSPACE));
    private static final UUID OTHER = UUID.fromString(TestToken.OTHER.substring(1, 37));

    private static TokenVerifier.Builder acme() {
        return TokenVerifier.builder().workspace(ACME);
    }

    @Nested
    class Building {

        @Test
        void wantsAWorkspace() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> TokenVerifier.builder().build())
                    .withMessage("workspace: at least one");
        }

        @Test
        void wantsWorkspacesThatCanBeToldApart() {
            for (Workspace twin : List.of(
                    ACME,
                    Workspace.of("acme", OTHER),
                    Workspace.of("other", ACME.uuid()),
                    Workspace.builder("other", OTHER).issuer(ACME.issuer()).build())) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> acme().workspace(twin).build())
                        .withMessageStartingWith("workspace: two have the");
            }
        }

        @Test
        void boundsLifetimeAndTolerance() {
            for (Duration lifetime : List.of(Duration.ZERO, Duration.ofSeconds(-1), Duration.ofMillis(999))) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> acme().maxLifetime(lifetime).build())
                        .withMessageStartingWith("maxLifetime:");
            }
            for (Duration tolerance :
                    List.of(Duration.ofSeconds(-1), Duration.ofDays(1).plusNanos(1))) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> acme().keyOutageTolerance(tolerance).build())
                        .withMessageStartingWith("keyOutageTolerance:");
            }
        }

        @Row("K11")
        @Test
        void k11WantsAClientThatFollowsNoRedirects() {
            for (HttpClient.Redirect redirect : List.of(HttpClient.Redirect.NORMAL, HttpClient.Redirect.ALWAYS)) {
                HttpClient client =
                        HttpClient.newBuilder().followRedirects(redirect).build();
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> acme().httpClient(client).build())
                        .withMessageStartingWith("httpClient: must not follow redirects");
            }
        }

        @Test
        void refusesSettingsThatContradictEachOther() throws NoSuchAlgorithmException {
            HttpClient client = HttpClient.newHttpClient();
            SSLContext tls = SSLContext.getDefault();
            assertThatIllegalStateException()
                    .isThrownBy(() -> acme().httpClient(client).sslContext(tls).build())
                    .withMessageStartingWith("httpClient and sslContext");
            try (TokenVerifier previous = acme().build()) {
                for (TokenVerifier.Builder builder : List.of(
                        acme().httpClient(client),
                        acme().sslContext(tls),
                        acme().keyOutageTolerance(Duration.ZERO),
                        acme().monotonicClock(System::nanoTime))) {
                    assertThatIllegalStateException()
                            .isThrownBy(() -> builder.reuseKeysOf(previous).build())
                            .withMessageStartingWith("reuseKeysOf");
                }
            }
        }

        @Test
        void usesTheClientOfTheEmbedder() {
            HttpClient client = HttpClient.newHttpClient();
            try (Verifying verifying = new Verifying(builder -> builder.httpClient(client))) {
                verifying.accept(verifying.token());
            }
        }
    }

    @Nested
    class ReusingKeys {

        private final Verifying verifying = new Verifying();
        private final FakeIssuer added = FakeIssuer.start("k2");

        @AfterEach
        void close() {
            verifying.close();
            added.close();
        }

        private TokenVerifier next(TokenVerifier previous, Workspace... workspaces) {
            return TokenVerifier.builder()
                    .workspaces(List.of(workspaces))
                    .clock(verifying.time)
                    .reuseKeysOf(previous)
                    .build();
        }

        private Workspace addedWorkspace() {
            return Workspace.builder("globex", OTHER).issuer(added.issuer()).build();
        }

        @Test
        void fetchesNothingAgainForAnIssuerThatStays() {
            verifying.accept(verifying.token());
            try (TokenVerifier next = next(verifying.verifier, verifying.issuer.workspace(), addedWorkspace())) {
                verifying.verifier.close();
                assertThat(next.verify(verifying.token().signed())).isInstanceOf(Verification.Verified.class);
                assertThat(verifying.issuer.keyRequests()).isOne();
                assertThat(next.keyStates()).containsOnlyKeys(verifying.issuer.issuer(), added.issuer());

                TestToken token = TestToken.of(added.issuer(), "k2")
                        .text("workspaceUuid", TestToken.OTHER)
                        .text("aud", "ari:cloud:bitbucket::workspace/" + OTHER);
                assertThat(next.verify(token.signed())).isInstanceOf(Verification.Verified.class);
                assertThat(next.workspaces()).containsExactlyInAnyOrder(verifying.issuer.workspace(), addedWorkspace());
            }
        }

        @Test
        void keepsFetchingUntilTheLastOneIsClosed() {
            TokenVerifier second = next(verifying.verifier, verifying.issuer.workspace());
            TokenVerifier third = next(second, verifying.issuer.workspace());
            second.close();
            verifying.verifier.close();
            assertThat(third.verify(verifying.token().signed())).isInstanceOf(Verification.Verified.class);
            third.close();
            assertThatIllegalStateException()
                    .isThrownBy(() -> next(third, verifying.issuer.workspace()))
                    .withMessageContaining("closed");
        }

        @Test
        void forgetsTheKeysOfAnIssuerThatNobodyHasAnyMore() {
            verifying.accept(verifying.token());
            TokenVerifier without = next(verifying.verifier, addedWorkspace());
            verifying.verifier.close();
            try (TokenVerifier again = next(without, verifying.issuer.workspace())) {
                without.close();
                assertThat(again.keyStates().get(verifying.issuer.issuer()).isLoaded())
                        .isFalse();
            }
        }
    }
}
