package io.github.bitbucketoidc.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.micrometer.ProviderMetrics;
import io.github.bitbucketoidc.provider.ProviderHealth;
import io.github.bitbucketoidc.provider.SecretProvider;
import io.github.bitbucketoidc.provider.audit.Origin;
import io.github.bitbucketoidc.provider.facts.UseFacts;
import io.github.bitbucketoidc.provider.policy.Policy;
import io.github.bitbucketoidc.provider.release.Release;
import io.github.bitbucketoidc.provider.replay.ReplayGuard;
import io.github.bitbucketoidc.provider.replay.ReplayGuards;
import io.github.bitbucketoidc.testkit.FakeBitbucket;
import io.github.bitbucketoidc.testkit.TokenMint;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages about replay and about metrics: their code runs, and their tables are complete. */
class RunningPagesTest {

    private static final String REPLAY = "docs/replay.md";
    private static final String OBSERVABILITY = "docs/observability.md";
    private static final Pattern METER = Pattern.compile("\"(bitbucket\\.oidc\\.[a-z.]+)\"");
    private static final Pattern ROW = Pattern.compile("^\\| `([A-Za-z.]+)` \\|", Pattern.MULTILINE);

    private Path policy;

    @BeforeEach
    void writePolicy(@TempDir Path folder) throws IOException {
        policy = Files.writeString(folder.resolve("policy.yaml"), """
                version: 1
                workspaces:
                  acme: { uuid: "{922e118c-f34f-4226-a897-0e0afbec553d}" }
                """);
    }

    /** What a cluster may offer. */
    private static final class Cluster {

        private final ConcurrentMap<String, String> values = new ConcurrentHashMap<>();

        boolean setIfAbsent(String key, String value, Duration life) {
            return !life.isNegative() && values.putIfAbsent(key, value) == null;
        }
    }

    @Test
    void everyJavaBlockStandsInThisClass() throws IOException {
        String source = words(Files.readString(Repository.sourceOf(RunningPagesTest.class)));
        for (String page : List.of(REPLAY, OBSERVABILITY)) {
            assertThat(Markdown.blocks(page, "java"))
                    .isNotEmpty()
                    .allSatisfy(block -> assertThat(source).contains(words(block)));
        }
    }

    private static String words(String text) {
        return text.replaceAll("\\s+", "");
    }

    @Test
    void theGuardOfThePageIsTaken() {
        SecretProvider provider = SecretProvider.builder()
                .policyFile(policy)
                .replayGuard(ReplayGuards.onceWithin(Duration.ofSeconds(60)))
                .build();
        assertThat(provider.release("no token", Origin.local()).status()).isEqualTo(401);
        provider.close();
    }

    @Test
    void theSharedGuardOfThePageAdmitsOnce() {
        Cluster cluster = new Cluster();
        ReplayGuard shared = use -> {
            String key = use.issuer() + " " + use.run() + " " + use.signatureDigest();
            boolean first = cluster.setIfAbsent(key, use.id(), Duration.between(use.at(), use.forgettable()));
            return ReplayGuard.Verdict.of(first, 0);
        };
        ReplayGuard.Use use = new UseFacts(
                "issuer",
                "digest",
                "run",
                "192.0.2.1",
                Instant.EPOCH,
                Instant.EPOCH,
                Instant.EPOCH.plusSeconds(60),
                "id");
        assertThat(shared.admit(use).admitted()).isTrue();
        assertThat(shared.admit(use).admitted()).isFalse();
    }

    @Test
    void everyGuardStandsOnThePage() throws IOException {
        String page = Files.readString(Repository.root().resolve(REPLAY));
        assertThat(Arrays.stream(ReplayGuards.class.getDeclaredMethods())
                        .filter(method -> java.lang.reflect.Modifier.isPublic(method.getModifiers())
                                && method.getReturnType() == ReplayGuard.class))
                .isNotEmpty()
                .allSatisfy(method -> assertThat(page).contains("| `ReplayGuards." + method.getName() + "("));
    }

    @Test
    void theRevocationsOfTheOperatingPageShutOutWhatTheyName(@TempDir Path folder) throws IOException {
        String page = Markdown.blocks("docs/operating.md", "conf").get(0);
        Path revoked = Files.writeString(folder.resolve("revoked.txt"), page);
        try (FakeBitbucket bitbucket = FakeBitbucket.start();
                SecretProvider provider = SecretProvider.builder()
                        .policy(Policy.builder()
                                .workspace(bitbucket.acme().workspace())
                                .build())
                        .revocationFile(revoked)
                        .build()) {
            TokenMint other = bitbucket
                    .acme()
                    .mint()
                    .repository(UUID.randomUUID())
                    .step(UUID.randomUUID())
                    .claim("pipelineUuid", "{" + UUID.randomUUID() + "}");
            assertThat(codeOf(provider, other)).isEmpty();
            assertThat(codeOf(provider, other.step(uuidOf("step", page)))).contains("revoked");
            assertThat(codeOf(provider, other.repository(uuidOf("repository", page))))
                    .contains("revoked");
            assertThat(codeOf(provider, other.claim("pipelineUuid", "{" + uuidOf("pipeline", page) + "}")))
                    .contains("revoked");
        }
    }

    private static Optional<String> codeOf(SecretProvider provider, TokenMint mint) {
        return provider.release(mint.token(), Origin.local()) instanceof Release.Refused refused
                ? Optional.of(refused.rejection().code().toString())
                : Optional.empty();
    }

    private static UUID uuidOf(String word, String page) {
        Matcher line =
                Pattern.compile("^" + word + " +\\{(.*)}", Pattern.MULTILINE).matcher(page);
        assertThat(line.find()).as(word).isTrue();
        return UUID.fromString(line.group(1));
    }

    @Test
    void theMetricsOfThePageAreThere() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        SecretProvider provider = SecretProvider.builder()
                .policyFile(policy)
                .listener(ProviderMetrics.of(registry))
                .build();
        ProviderMetrics.health(provider).bindTo(registry);
        provider.release("no token", Origin.local());
        assertThat(registry.scrape()).contains("bitbucket_oidc_keys_age_seconds{");
        provider.close(); // tells what is waiting

        assertThat(registry.scrape()).contains("bitbucket_oidc_requests_seconds_count{");
    }

    @Test
    void everyMeterStandsOnThePageAndNoOther() throws IOException {
        StringBuilder sources = new StringBuilder();
        try (Stream<Path> files = Files.walk(Repository.root().resolve("bitbucket-oidc-micrometer/src/main"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                sources.append(Files.readString(file));
            }
        }
        assertThat(rows("meter"))
                .containsExactlyInAnyOrderElementsOf(METER.matcher(sources)
                        .results()
                        .map(name -> name.group(1))
                        .distinct()
                        .toList());
    }

    @Test
    void everyPartOfHealthStandsOnThePage() throws IOException {
        assertThat(rows("part"))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ProviderHealth.class.getDeclaredMethods())
                        .filter(part -> !part.isSynthetic())
                        .map(part -> part.getName())
                        .toList());
    }

    private static List<String> rows(String head) throws IOException {
        String page = Files.readString(Repository.root().resolve(OBSERVABILITY));
        int from = page.indexOf("| " + head + " |");
        assertThat(from).as("a table of %s", head).isNotNegative();
        String table = page.substring(from, page.indexOf("\n\n", from));
        return ROW.matcher(table).results().map(row -> row.group(1)).toList();
    }
}
