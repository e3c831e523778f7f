package io.github.bitbucketoidc.core.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bitbucketoidc.core.issuer.KeySourceException;
import io.github.bitbucketoidc.core.issuer.Workspace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How an issuer is reached: through balancers that forget connections, through proxies, behind a private authority. */
@Timeout(120)
class KeyConnectionsTest {

    private final FakeIssuer issuer = FakeIssuer.start("k1");
    private final FakeTime time = new FakeTime();

    @AfterEach
    void close() {
        issuer.close();
    }

    private TokenVerifier.Builder builder(Workspace workspace) {
        return TokenVerifier.builder().workspace(workspace).clock(time).monotonicClock(time::nanoseconds);
    }

    private static Workspace.Builder workspace(String issuer) {
        return Workspace.builder("acme", UUID.fromString(TestToken.WORKSPACE)).issuer(issuer);
    }

    private static String code(TokenVerifier verifier, TestToken token) {
        return verifier.verify(token.signed()) instanceof Verification.Rejected rejected
                ? rejected.rejection().code().toString()
                : "accepted";
    }

    /** An issuer behind a balancer, by whose address it goes. */
    @Nested
    class BehindABalancer {

        private final SilentProxy balancer =
                new SilentProxy(URI.create(issuer.server()).getPort());
        private final String address = "http://127.0.0.1:" + balancer.port() + "/acme";

        BehindABalancer() {
            issuer.onDiscovery(FakeIssuer.answer(
                    200,
                    "application/json",
                    "{\"issuer\":\"" + address + "\",\"jwks_uri\":\"" + address + "/keys.json\"}"));
        }

        @AfterEach
        void close() throws IOException {
            balancer.close();
        }

        private TestToken token(String kid) {
            return TestToken.of(address, kid)
                    .claim("iat", time.instant().getEpochSecond())
                    .claim("exp", time.instant().getEpochSecond() + 3_600);
        }

        @Test
        void aConnectionThatWasIdleForThirtySecondsIsNotUsedAgain() {
            List<Long> millis = new ArrayList<>();
            try (TokenVerifier verifier = builder(workspace(address).build()).build()) {
                assertThat(code(verifier, token("k1"))).isEqualTo("accepted");
                for (int i = 2; i < 12; i++) {
                    balancer.forget();
                    time.advance(Duration.ofMinutes(5));
                    issuer.publish("k" + (i - 1), "k" + i);
                    long start = System.nanoTime();
                    assertThat(code(verifier, token("k" + i))).isEqualTo("accepted");
                    millis.add((System.nanoTime() - start) / 1_000_000);
                }
            }
            System.out.println("fetches of keys beside a forgotten connection took " + millis + " ms");
            assertThat(balancer.swallowed()).isZero();
        }

        @Test
        void aConnectionThatFallsSilentSoonerCostsAPartOfTheDeadlineOnly() {
            try (TokenVerifier verifier = builder(workspace(address).build()).build()) {
                assertThat(code(verifier, token("k1"))).isEqualTo("accepted");
                balancer.forget();
                time.advance(Duration.ofSeconds(10));
                issuer.publish("k1", "k2");
                assertThat(code(verifier, token("k2"))).isEqualTo("accepted");
                assertThat(balancer.swallowed()).isPositive();
            }
        }

        @Test
        void aClientOfTheApplicationsOwnIsTriedTwiceToo() {
            HttpClient own = HttpClient.newHttpClient();
            try (TokenVerifier verifier =
                    builder(workspace(address).build()).httpClient(own).build()) {
                assertThat(code(verifier, token("k1"))).isEqualTo("accepted");
                balancer.forget();
                time.advance(Duration.ofMinutes(5));
                issuer.publish("k1", "k2");
                assertThat(code(verifier, token("k2"))).isEqualTo("accepted");
                assertThat(balancer.swallowed()).isPositive();
            }
        }
    }

    @Nested
    class ThroughAProxy {

        private final ProxySelector before = ProxySelector.getDefault();

        @AfterEach
        void restore() {
            ProxySelector.setDefault(before);
            List.of("https.proxyHost", "https.proxyPort", "http.nonProxyHosts").forEach(System::clearProperty);
        }

        private void proxied(int port) {
            ProxySelector.setDefault(new ProxySelector() {
                @Override
                public List<Proxy> select(URI uri) {
                    return List.of(
                            new Proxy(Proxy.Type.HTTP, new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
                }

                @Override
                public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
            });
        }

        @Test
        void asksTheProxyOfTheJvmForPlainHttp() throws IOException {
            try (SilentProxy proxy = new SilentProxy(URI.create(issuer.server()).getPort())) {
                proxied(proxy.port());
                try (TokenVerifier verifier = builder(issuer.workspace()).build()) {
                    // The issuer's address is loopback, as plain http must be; that it is asked through the proxy is
                    // what counts.
                    assertThat(code(verifier, TestToken.of(issuer.issuer(), "k1")))
                            .isEqualTo("accepted");
                }
                assertThat(proxy.connects()).isPositive();
            }
        }

        @Test
        void asksTheProxyOfTheJvmsPropertiesForATunnel(@TempDir Path directory) throws Exception {
            try (TlsIssuer tls = TlsIssuer.withCertificateFor(directory, "tunnel", "ip:127.0.0.1");
                    SilentProxy proxy = new SilentProxy(tls.port())) {
                System.setProperty("https.proxyHost", "127.0.0.1");
                System.setProperty("https.proxyPort", Integer.toString(proxy.port()));
                System.setProperty("http.nonProxyHosts", ""); // else loopback addresses are reached without it
                Workspace acme = workspace(tls.issuer())
                        .certificateAuthorities(List.of(tls.certificate()))
                        .build();
                try (TokenVerifier verifier = builder(acme).build()) {
                    assertThat(code(verifier, TestToken.of(tls.issuer(), "k1"))).isEqualTo("accepted");
                }
                assertThat(proxy.connects()).isPositive();
            }
        }
    }

    @Nested
    class BehindAPrivateAuthority {

        @Test
        void countsForItsOwnIssuerOnlyAndAReloadThatChangesItAsksAgain(@TempDir Path directory) throws Exception {
            try (TlsIssuer own = TlsIssuer.withCertificateFor(directory, "own", "ip:127.0.0.1");
                    TlsIssuer other = TlsIssuer.withCertificateFor(directory, "other", "ip:127.0.0.1")) {
                TestToken token = TestToken.of(own.issuer(), "k1");
                Workspace wrong = workspace(own.issuer())
                        .certificateAuthorities(List.of(other.certificate()))
                        .build();
                Workspace right = workspace(own.issuer())
                        .certificateAuthorities(List.of(own.certificate()))
                        .build();
                TokenVerifier first = builder(wrong).build();
                assertThatThrownBy(() -> code(first, token))
                        .isInstanceOf(KeySourceException.class)
                        .hasMessageContaining("SSLHandshakeException");
                try (TokenVerifier second = TokenVerifier.builder()
                        .workspace(right)
                        .clock(time)
                        .reuseKeysOf(first)
                        .build()) {
                    first.close();
                    assertThat(code(second, token)).isEqualTo("accepted");
                    try (TokenVerifier third = TokenVerifier.builder()
                            .workspace(wrong)
                            .clock(time)
                            .reuseKeysOf(second)
                            .build()) {
                        assertThatThrownBy(() -> code(third, token)).isInstanceOf(KeySourceException.class);
                        assertThat(code(second, token)).isEqualTo("accepted");
                    }
                }
                assertThatIllegalStateException()
                        .isThrownBy(() -> builder(right)
                                .httpClient(HttpClient.newHttpClient())
                                .build())
                        .withMessageContaining("certificate authorities");
            }
        }
    }

    @Nested
    class WithPinnedKeys {

        private String thumbprint(String name) throws Exception {
            RSAPublicKey key = (RSAPublicKey) TestKeys.rsa(name).getPublic();
            return new com.nimbusds.jose.jwk.RSAKey.Builder(key)
                    .build()
                    .computeThumbprint()
                    .toString();
        }

        @Test
        void otherKeysOfTheIssuerDoNotCount() throws Exception {
            issuer.publish("k1", "k2");
            Workspace pinned = workspace(issuer.issuer())
                    .keyPins(List.of(thumbprint("k1")))
                    .build();
            try (TokenVerifier verifier = builder(pinned).build()) {
                assertThat(code(verifier, TestToken.of(issuer.issuer(), "k1"))).isEqualTo("accepted");
                assertThat(code(verifier, TestToken.of(issuer.issuer(), "k2"))).isEqualTo("key_unknown");
                assertThat(verifier.keyStates().get(issuer.issuer()).usableKeys())
                        .isOne();
            }
            Workspace elsewhere = workspace(issuer.issuer())
                    .keyPins(List.of(thumbprint("k3")))
                    .build();
            try (TokenVerifier verifier = builder(elsewhere).build()) {
                assertThatThrownBy(() -> code(verifier, TestToken.of(issuer.issuer(), "k9")))
                        .isInstanceOf(KeySourceException.class)
                        .hasMessageContaining("no usable key");
            }
        }

        @Test
        void aPinMustBeAThumbprint() {
            for (String pin : new String[] {"", "x", "A".repeat(42), "A".repeat(44), "+".repeat(43)}) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() ->
                                workspace(issuer.issuer()).keyPins(List.of(pin)).build())
                        .withMessageStartingWith("key-pins:");
            }
        }
    }
}
