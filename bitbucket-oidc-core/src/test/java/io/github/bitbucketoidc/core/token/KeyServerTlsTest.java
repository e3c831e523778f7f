package io.github.bitbucketoidc.core.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bitbucketoidc.core.issuer.KeySourceException;
import io.github.bitbucketoidc.core.issuer.Workspace;
import io.github.bitbucketoidc.rows.Row;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Attack row K13: who the key server is, is proved by TLS with its name, and nothing turns that off. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeyServerTlsTest {

    private TlsIssuer named;
    private TlsIssuer elsewhere;

    @BeforeAll
    void makeCertificates(@TempDir Path directory) throws Exception {
        named = TlsIssuer.withCertificateFor(directory, "named", "ip:127.0.0.1");
        elsewhere = TlsIssuer.withCertificateFor(directory, "elsewhere", "dns:keys.example");
    }

    @AfterAll
    void stop() {
        named.close();
        elsewhere.close();
    }

    private static TokenVerifier verifier(TlsIssuer issuer, SSLContext trust) {
        TokenVerifier.Builder builder = TokenVerifier.builder()
                .workspace(Workspace.builder("acme", UUID.fromString(TestToken.WORKSPACE))
                        .issuer(issuer.issuer())
                        .build())
                .clock(new FakeTime());
        return (trust == null ? builder : builder.sslContext(trust)).build();
    }

    private static void refuses(TlsIssuer issuer, SSLContext trust) {
        int before = issuer.requests();
        try (TokenVerifier verifier = verifier(issuer, trust)) {
            assertThatThrownBy(() ->
                            verifier.verify(TestToken.of(issuer.issuer(), "k1").signed()))
                    .isInstanceOf(KeySourceException.class)
                    .hasMessageContaining("was not reached: SSLHandshakeException");
            assertThat(issuer.requests()).isEqualTo(before);
        }
    }

    @Row("K13")
    @Test
    void k13TakesKeysFromAServerThatProvesItsName() {
        try (TokenVerifier verifier = verifier(named, named.trust())) {
            assertThat(verifier.verify(TestToken.of(named.issuer(), "k1").signed()))
                    .isInstanceOf(Verification.Verified.class);
            assertThat(named.requests()).isPositive();
        }
    }

    @Row("K13")
    @Test
    void k13RefusesASelfSignedServer() {
        refuses(named, null);
    }

    @Row("K13")
    @Test
    void k13RefusesATrustedCertificateOfAnotherServer() {
        refuses(named, elsewhere.trust());
    }

    @Row("K13")
    @Test
    void k13RefusesATrustedCertificateForAnotherName() {
        refuses(elsewhere, elsewhere.trust());
    }

    @Row("K13")
    @Test
    void k13RefusesPlainHttpBeyondLoopback() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Workspace.builder("acme", UUID.fromString(TestToken.WORKSPACE))
                        .issuer("http://keys.example")
                        .build())
                .withMessageStartingWith("issuer: plain http only for");
    }

    @Row("K13")
    @Test
    void k13HasNoInsecureSwitch() {
        for (Class<?> type : new Class<?>[] {TokenVerifier.Builder.class, Workspace.Builder.class}) {
            assertThat(Arrays.stream(type.getMethods()).map(Method::getName))
                    .noneMatch(name -> name.matches("(?i).*(insecure|trust|skip|disable|hostname|plain|unsafe).*"));
        }
        assertThat(Arrays.stream(TokenVerifier.Builder.class.getDeclaredMethods())
                        .filter(method ->
                                Arrays.asList(method.getParameterTypes()).contains(boolean.class)))
                .isEmpty();
    }
}
