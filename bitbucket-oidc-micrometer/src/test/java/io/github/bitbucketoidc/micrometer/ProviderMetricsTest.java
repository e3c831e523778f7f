package io.github.bitbucketoidc.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.github.bitbucketoidc.provider.SecretProvider;
import io.github.bitbucketoidc.provider.audit.Origin;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretRequest;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretStoreFactory;
import io.github.bitbucketoidc.store.SecretStores;
import io.github.bitbucketoidc.store.SecretValue;
import io.github.bitbucketoidc.store.StoreConfig;
import io.github.bitbucketoidc.testkit.FakeBitbucket;
import io.github.bitbucketoidc.testkit.TokenMint;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a Prometheus that scrapes the application sees. */
class ProviderMetricsTest {

    private static final String SECRET = "correct horse battery staple";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final FakeBitbucket bitbucket = FakeBitbucket.start();
    private HttpServer server;
    private Path policy;

    @TempDir
    Path folder;

    @BeforeEach
    void serve() throws IOException {
        policy = Files.writeString(folder.resolve("policy.yaml"), """
                version: 1
                workspaces:
                  acme: { uuid: "{%s}", issuer: "%s" }
                stores:
                  good: { type: test, broken: false }
                  bad: { type: test, broken: true }
                grants:
                  all:
                    when: workspace is "{%s}" and branch is "main"
                    unpinned: true
                    deliver: { A: good:one, B: good:two }
                  broken:
                    when: workspace is "{%s}" and branch is "broken"
                    unpinned: true
                    deliver: { A: bad:one }
                """.formatted(
                        FakeBitbucket.ACME, bitbucket.acme().issuer(), FakeBitbucket.ACME, FakeBitbucket.ACME));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/metrics", exchange -> {
            byte[] page = registry.scrape().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
        bitbucket.close();
    }

    /** Has what it is asked for, or nothing but an exception. */
    private static final class TestStores implements SecretStoreFactory {

        @Override
        public String type() {
            return "test";
        }

        @Override
        public SecretStore open(StoreConfig config) {
            boolean broken = config.flag("broken", false);
            return new SecretStore() {
                @Override
                public Map<SecretId, Secret> read(SecretRequest request) {
                    if (broken) {
                        throw new SecretStoreException(
                                SecretStoreException.Kind.UNAVAILABLE, "down", List.copyOf(request.ids()));
                    }
                    return request.ids().stream()
                            .collect(java.util.stream.Collectors.toMap(
                                    id -> id, id -> Secret.ofText(SecretValue.of(SECRET))));
                }

                @Override
                public void close() {}
            };
        }
    }

    private SecretProvider provider(ProviderMetrics metrics) {
        return SecretProvider.builder()
                .policyFile(policy)
                .stores(SecretStores.of(new TestStores()))
                .auditLog(event -> {})
                .listener(metrics)
                .build();
    }

    private String scrape() {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
                                            + server.getAddress().getPort() + "/metrics"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** The value of one line of the page, waited for: events are told a moment after their answer. */
    private void awaitLine(String meter, double value, String... tags) {
        await().untilAsserted(() -> assertThat(scrape().lines()
                        .filter(line -> line.startsWith(meter + "{") || line.startsWith(meter + " "))
                        .filter(line -> List.of(tags).stream().allMatch(line::contains))
                        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                        .sum())
                .isEqualTo(value));
    }

    private TokenMint mint() {
        return bitbucket.acme().mint();
    }

    @Test
    void aScrapeShowsTheWholeWay() {
        try (SecretProvider provider = provider(ProviderMetrics.of(registry))) {
            ProviderMetrics.health(provider).bindTo(registry);
            String token = mint().branch("main").token();
            assertThat(provider.release(token, Origin.local()).status()).isEqualTo(200);
            assertThat(provider.release(token, Origin.local()).status()).isEqualTo(200);
            assertThat(provider.release(mint().branch("broken").token(), Origin.local())
                            .status())
                    .isEqualTo(503);
            assertThat(provider.release(mint().branch("other").token(), Origin.local())
                            .status())
                    .isEqualTo(200);
            assertThat(provider.release("junk", Origin.local()).status()).isEqualTo(401);

            awaitLine("bitbucket_oidc_requests_seconds_count", 5);
            awaitLine("bitbucket_oidc_requests_seconds_count", 2, "outcome=\"released\"", "status=\"200\"");
            awaitLine("bitbucket_oidc_requests_seconds_count", 1, "code=\"store_unavailable\"", "status=\"503\"");
            awaitLine("bitbucket_oidc_tokens_total", 4, "result=\"accepted\"", "workspace=\"acme\"");
            awaitLine("bitbucket_oidc_tokens_total", 1, "result=\"refused\"", "code=\"malformed_compact\"");
            awaitLine("bitbucket_oidc_tokens_reused_total", 1);
            awaitLine("bitbucket_oidc_decisions_total", 3, "result=\"granted\"");
            awaitLine("bitbucket_oidc_decisions_total", 1, "result=\"nothing\"");
            awaitLine("bitbucket_oidc_store_reads_seconds_count", 2, "store=\"good\"", "result=\"read\"");
            awaitLine("bitbucket_oidc_store_reads_seconds_count", 1, "store=\"bad\"", "result=\"failed\"");
            awaitLine("bitbucket_oidc_keys_refreshes_total", 1, "result=\"refreshed\"");
            awaitLine("bitbucket_oidc_variables_total", 4, "workspace=\"acme\"");
            awaitLine("bitbucket_oidc_reviews_overdue", 0);
            awaitLine("bitbucket_oidc_policy_refused", 0);
            awaitLine("bitbucket_oidc_events_dropped_total", 0);
            awaitLine("bitbucket_oidc_ready", 1);
            awaitLine("bitbucket_oidc_audit_hanging", 0);
            awaitLine("bitbucket_oidc_audit_failures_total", 0);
            awaitLine("bitbucket_oidc_audit_lost_total", 0);
            assertThat(scrape())
                    .contains("bitbucket_oidc_keys_age_seconds{issuer=\""
                            + bitbucket.acme().issuer());
            assertThat(scrape())
                    .contains("bitbucket_oidc_store_up{store=\"bad\"}", "bitbucket_oidc_store_up{store=\"good\"}");
            assertThat(scrape()).doesNotContain(SECRET, "repository", TokenMint.REPOSITORY.toString());
        }
    }

    @Test
    void whatIsCountedIsCountedWhenItsWindowEnds() throws IOException {
        try (SecretProvider provider = provider(ProviderMetrics.of(registry))) {
            for (int i = 0; i < 100; i++) {
                provider.release("junk", Origin.local());
            }
        }
        awaitLine("bitbucket_oidc_requests_seconds_count", 20, "code=\"malformed_compact\"");
        awaitLine("bitbucket_oidc_requests_counted_total", 80, "code=\"malformed_compact\"", "status=\"401\"");
        awaitLine("bitbucket_oidc_tokens_total", 100, "result=\"refused\"", "code=\"malformed_compact\"");
    }

    @Test
    void aRefusedPolicyShowsUntilOneIsTaken() throws IOException {
        try (SecretProvider provider = provider(ProviderMetrics.of(registry))) {
            ProviderMetrics.health(provider).bindTo(registry);
            String good = Files.readString(policy);
            Files.writeString(policy, "version: 2\n");
            assertThatThrownBy(provider::reload).hasMessageContaining("version");
            assertThatThrownBy(provider::reload).hasMessageContaining("version");

            awaitLine("bitbucket_oidc_policy_refused", 1);
            awaitLine("bitbucket_oidc_policy_reloads_total", 2, "result=\"refused\"");

            Files.writeString(policy, good);
            provider.reload();
            awaitLine("bitbucket_oidc_policy_refused", 0);
            awaitLine("bitbucket_oidc_policy_reloads_total", 1, "result=\"taken\"");
        }
    }

    @Test
    void repositoriesAreTagsIfAskedForAndOnlySoMany() {
        try (SecretProvider provider =
                provider(ProviderMetrics.builder(registry).repositoryTag(2).build())) {
            for (int i = 0; i < 10; i++) {
                provider.release(
                        mint().branch("main").repository(new UUID(7, i)).token(), Origin.local());
            }
            awaitLine("bitbucket_oidc_tokens_total", 10);
            awaitLine("bitbucket_oidc_tokens_total", 1, "repository=\"" + new UUID(7, 0));
            awaitLine("bitbucket_oidc_tokens_total", 8, "repository=\"other\"");
            provider.release("junk", Origin.local());
            awaitLine("bitbucket_oidc_tokens_total", 1, "repository=\"unknown\"");
        }
    }

    @Test
    void theNumberOfRepositoriesIsChecked() {
        ProviderMetrics.Builder builder = ProviderMetrics.builder(registry);
        assertThatThrownBy(() -> builder.repositoryTag(0)).hasMessageContaining("from 1 to 10,000");
    }
}
