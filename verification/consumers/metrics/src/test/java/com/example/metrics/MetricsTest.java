package com.example.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.kit.Workplace;
import io.github.bitbucketoidc.provider.audit.Origin;
import io.github.bitbucketoidc.provider.SecretProvider;
import io.github.bitbucketoidc.micrometer.ProviderMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Every meter of a step appears, whatever version of Micrometer the application has. */
class MetricsTest {

    @Test
    void everyMeterOfAStepAppears() throws Exception {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (Workplace workplace = new Workplace();
                SecretProvider provider = SecretProvider.builder()
                        .policyFile(workplace.policy())
                        .listener(ProviderMetrics.of(registry))
                        .build()) {
            ProviderMetrics.health(provider).bindTo(registry);
            assertThat(provider.release(workplace.token(), Origin.local()).status()).isEqualTo(200);
            assertThat(provider.release("junk", Origin.local()).status()).isEqualTo(401);

            String[] meters = {
                "bitbucket.oidc.requests",
                "bitbucket.oidc.tokens",
                "bitbucket.oidc.decisions",
                "bitbucket.oidc.variables",
                "bitbucket.oidc.store.reads",
                "bitbucket.oidc.keys.refreshes",
                "bitbucket.oidc.keys.age",
                "bitbucket.oidc.policy.refused"
            };
            long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            for (String meter : meters) {
                while (registry.find(meter).meter() == null && System.nanoTime() < end) {
                    Thread.sleep(20);
                }
                assertThat(registry.find(meter).meter()).as(meter).isNotNull();
            }
        }
    }
}
