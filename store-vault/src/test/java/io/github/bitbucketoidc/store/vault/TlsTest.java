package io.github.bitbucketoidc.store.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretStoreException.Kind;
import io.github.bitbucketoidc.store.SecretStores;
import io.github.bitbucketoidc.store.StoreConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom a store trusts: a server that is not the right one never sees the token. */
class TlsTest {

    private static final String PATH = "secret/x";

    @TempDir
    static Path folder;

    private static TestCertificates certificates;

    private final List<String> tokensSeen = new CopyOnWriteArrayList<>();
    private HttpsServer server;

    @BeforeAll
    static void make() {
        certificates = new TestCertificates(folder);
        certificates.authority("ours", "-1d");
        certificates.authority("another", "-1d");
        certificates.authority("expired", "-30d");
        certificates.signed("ours", "good", "ip:127.0.0.1");
        certificates.signed("ours", "elsewhere", "dns:vault.example");
        certificates.signed("another", "stranger", "ip:127.0.0.1");
        certificates.signed("expired", "late", "ip:127.0.0.1");
        certificates.signed("ours", "client", "dns:provider.example");
        certificates.signed("another", "impostor", "dns:provider.example");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void serve(String name, boolean withClients) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(certificates.only(name), new char[0]);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            KeyStore ours = certificates.trusting("ours");
            trust.init(ours);
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(context) {
                @Override
                public void configure(HttpsParameters parameters) {
                    SSLParameters ssl = getSSLContext().getDefaultSSLParameters();
                    ssl.setNeedClientAuth(withClients);
                    parameters.setSSLParameters(ssl);
                }
            });
            server.createContext("/", this::answer);
            server.start();
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        tokensSeen.add(exchange.getRequestHeaders().getFirst("X-Vault-Token"));
        String text = exchange.getRequestURI().getPath().endsWith("lookup-self")
                ? "{\"data\": {\"ttl\": 0}}"
                : "{\"data\": {\"data\": {\"a\": \"read over TLS\"}, \"metadata\": {\"version\": 1}}}";
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private SecretStore open(Map<String, Path> files) {
        Map<String, Object> settings = new LinkedHashMap<>(Stores.settings(
                "https://127.0.0.1:" + server.getAddress().getPort(),
                "the-token",
                Map.of("mounts", Map.of("secret", "kv-2"))));
        files.forEach((name, file) -> settings.put(name, file.toString()));
        return Stores.open(settings, folder);
    }

    private SecretStore openThrough(Relay proxy) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("address", "https://vault.example:8200");
        settings.put("ca", certificates.certificate("ours").toString());
        settings.put("login", Map.of("token", Map.of("env", "TOKEN")));
        settings.put("mounts", Map.of("secret", "kv-2"));
        VaultStoreFactory factory = new VaultStoreFactory(
                Clock.systemUTC(),
                System::nanoTime,
                name -> name.equals("HTTPS_PROXY") ? "http://us%3aer:pw@127.0.0.1:" + proxy.port() : null);
        return SecretStores.of(factory).open("vault", StoreConfig.of(settings, folder, name -> "the-token"));
    }

    private void isRefused(Map<String, Path> files) {
        try (SecretStore store = open(files)) {
            SecretStoreException failure =
                    catchThrowableOfType(SecretStoreException.class, () -> Stores.read(store, PATH));

            assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(failure.getMessage()).doesNotContain("the-token");
            assertThat(tokensSeen).isEmpty();
        }
    }

    private void isRead(Map<String, Path> files) {
        try (SecretStore store = open(files)) {
            assertThat(Stores.field(store, PATH, "a")).isEqualTo("read over TLS");
        }
    }

    @Test
    void anAuthorityOfOnesOwnIsTrustedWhenItIsNamed() {
        serve("good", false);

        isRead(Map.of("ca", certificates.certificate("ours")));
    }

    @Test
    void anAuthorityOfOnesOwnIsNotTrustedUnlessItIsNamed() {
        serve("good", false);

        isRefused(Map.of());
    }

    @Test
    void anotherAuthorityIsNotTrusted() {
        serve("stranger", false);

        isRefused(Map.of("ca", certificates.certificate("ours")));
    }

    @Test
    void aCertificateOfAnotherHostIsRefused() {
        serve("elsewhere", false);

        isRefused(Map.of("ca", certificates.certificate("ours")));
    }

    @Test
    void anAuthorityWhoseTimeIsOverIsRefused() {
        serve("expired", false);

        isRefused(Map.of("ca", certificates.certificate("ours")));
    }

    @Test
    void aServerMayAskWhoWeAre() {
        serve("good", true);

        isRead(Map.of(
                "ca", certificates.certificate("ours"),
                "client-cert", certificates.certificate("client"),
                "client-key", certificates.key("client")));
    }

    @Test
    void aServerThatAsksWhoWeAreTakesNoStranger() {
        serve("good", true);

        isRefused(Map.of("ca", certificates.certificate("ours")));
        isRefused(Map.of(
                "ca", certificates.certificate("ours"),
                "client-cert", certificates.certificate("impostor"),
                "client-key", certificates.key("impostor")));
    }

    @Test
    void aProxyOnTheWaySeesTheNameOfTheServerAndNothingElse() {
        serve("elsewhere", false);
        URI target = URI.create("https://127.0.0.1:" + server.getAddress().getPort());
        try (Relay proxy = Relay.proxyTo(target);
                SecretStore store = openThrough(proxy)) {
            assertThat(Stores.field(store, PATH, "a")).isEqualTo("read over TLS");

            assertThat(proxy.tunnels()).hasSize(1);
            assertThat(proxy.tunnels().get(0))
                    .startsWith("CONNECT vault.example:8200 HTTP/1.1\r\n")
                    .contains("Proxy-Authorization: Basic ")
                    .doesNotContain("the-token");
        }
    }

    @Test
    void aProxyOnTheWayCannotBeTheServer() {
        serve("stranger", false);
        URI target = URI.create("https://127.0.0.1:" + server.getAddress().getPort());
        try (Relay proxy = Relay.proxyTo(target);
                SecretStore store = openThrough(proxy)) {
            SecretStoreException failure =
                    catchThrowableOfType(SecretStoreException.class, () -> Stores.read(store, PATH));

            assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(tokensSeen).isEmpty();
        }
    }

    @Test
    void aProxyThatRefusesIsNamed() {
        serve("elsewhere", false);
        URI target = URI.create("https://127.0.0.1:" + server.getAddress().getPort());
        try (Relay proxy = Relay.proxyTo(target);
                SecretStore store = openThrough(proxy)) {
            proxy.refuse();

            SecretStoreException failure =
                    catchThrowableOfType(SecretStoreException.class, () -> Stores.read(store, PATH));

            assertThat(failure)
                    .hasMessageContaining("proxy")
                    .hasMessageContaining("403")
                    .hasMessageContaining("NO_PROXY");
            assertThat(proxy.tunnels()).hasSize(1); // asking again would change nothing
        }
    }
}
