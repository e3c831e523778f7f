package io.github.bitbucketoidc.store.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretStoreException.Kind;
import io.github.bitbucketoidc.store.SecretStores;
import io.github.bitbucketoidc.store.StoreConfig;
import io.github.bitbucketoidc.store.StoreConfigException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store that reaches its Vault through a proxy: {@code vault.example} is a name that only the proxy can look up. */
class ProxyTest {

    private static final String PATH = "secret/x";

    /** Answers in the place of whatever server it is asked for. */
    private final FakeVault proxy = FakeVault.start(request -> FakeAnswer.secret("v"));

    private final Map<String, String> environment = new HashMap<>();

    @AfterEach
    void stop() {
        System.clearProperty("http.proxyHost");
        System.clearProperty("http.proxyPort");
        System.clearProperty("http.nonProxyHosts");
        proxy.close();
    }

    private SecretStore open(String address) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("address", address);
        settings.put("insecure", true);
        settings.put("login", Map.of("token", Map.of("env", "TOKEN")));
        settings.put("mounts", Map.of("secret", "kv-2"));
        settings.put("time-out", "2s");
        return SecretStores.of(new VaultStoreFactory(Clock.systemUTC(), System::nanoTime, environment::get))
                .open("vault", StoreConfig.of(settings, Path.of("target"), name -> "the-token"));
    }

    private void isRead(String address) {
        try (SecretStore store = open(address)) {
            assertThat(Stores.field(store, PATH, "a")).isEqualTo("v");
        }
    }

    private SecretStoreException failure(String address) {
        try (SecretStore store = open(address)) {
            SecretStoreException failure =
                    catchThrowableOfType(SecretStoreException.class, () -> Stores.read(store, PATH));
            assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
            return failure;
        }
    }

    private String url() {
        return "http://127.0.0.1:" + proxy.address().getPort();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http_proxy", "HTTP_PROXY"})
    void isUsedThatTheEnvironmentNames(String name) {
        environment.put(name, url());

        isRead("http://vault.example:8200");

        assertThat(proxy.requests())
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request.target()).startsWith("http://vault.example:8200/v1/"));
    }

    @Test
    void isToldWhoAsksIfItWantsToKnow() {
        environment.put("HTTP_PROXY", url().replace("http://", "http://user:pass%40word@"));

        isRead("http://vault.example:8200");

        assertThat(proxy.requests().get(0).headers())
                .containsEntry("proxy-authorization", "Basic dXNlcjpwYXNzQHdvcmQ=");
    }

    @Test
    void isUsedThatThePropertiesName() {
        environment.put("HTTP_PROXY", "http://127.0.0.1:1"); // the properties count first
        System.setProperty("http.proxyHost", "127.0.0.1");
        System.setProperty("http.proxyPort", Integer.toString(proxy.address().getPort()));
        System.setProperty("http.nonProxyHosts", "*.inner.example");

        isRead("http://vault.example:8200");
        int before = proxy.requests().size();
        failure("http://vault.inner.example:8200");

        assertThat(proxy.requests()).hasSize(before);
    }

    @Test
    void isNotUsedForThisMachine() {
        environment.put("http_proxy", "http://127.0.0.1:1");
        System.setProperty("http.nonProxyHosts", "nothing"); // takes away what the JDK itself leaves out

        isRead(proxy.address().toString());

        assertThat(proxy.requests())
                .allSatisfy(request -> assertThat(request.target()).startsWith("/v1/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "vault.example", ".example", "10.0.0.0/8, example", "vault.example:8200"})
    void isNotUsedForAnInnerVault(String inner) {
        environment.put("http_proxy", url());
        environment.put("no_proxy", inner);

        failure("http://vault.example:8200"); // nobody here can look that name up

        assertThat(proxy.requests()).isEmpty();
    }

    @Test
    void isAProblemOfTheSettingsWhenItIsNone() {
        environment.put("https_proxy", "https://user:password@proxy");

        StoreConfigException refusal =
                catchThrowableOfType(StoreConfigException.class, () -> open("https://vault.example:8200"));

        assertThat(refusal).hasMessageContaining("HTTPS_PROXY must be http://HOST:PORT");
        assertThat(refusal.getMessage()).doesNotContain("password");
    }
}
