package io.github.bitbucketoidc.micrometer;

import io.github.bitbucketoidc.core.issuer.Workspace;
import io.github.bitbucketoidc.provider.ProviderHealth;
import io.github.bitbucketoidc.provider.SecretProvider;
import io.github.bitbucketoidc.store.StoreHealth;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.function.ToDoubleFunction;

/** What {@link SecretProvider#health()} says, whenever the registry asks. Issuers and stores follow the policy. */
final class HealthGauges implements MeterBinder {

    private final WeakReference<SecretProvider> provider;

    HealthGauges(SecretProvider provider) {
        this.provider = new WeakReference<>(provider);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        SecretProvider bound = provider.get();
        if (bound == null) {
            return;
        }
        MultiGauge ages = MultiGauge.builder("bitbucket.oidc.keys.age")
                .description("since the keys in use were asked for; NaN while there are none")
                .baseUnit("seconds")
                .register(registry);
        MultiGauge stores = MultiGauge.builder("bitbucket.oidc.store.up")
                .description("1 up, 0.5 degraded, 0 down, NaN unknown")
                .register(registry);
        gauge(registry, bound, "bitbucket.oidc.reviews.overdue", health -> {
            refresh(health, ages, stores); // once for each collection: issuers and stores may have changed
            return health.overdue().size();
        });
        gauge(
                registry,
                bound,
                "bitbucket.oidc.policy.refused",
                health -> health.problem().isPresent() ? 1 : 0);
        gauge(registry, bound, "bitbucket.oidc.ready", health -> health.ready() ? 1 : 0);
        gauge(
                registry,
                bound,
                "bitbucket.oidc.audit.hanging",
                health -> health.audit().hanging() ? 1 : 0);
        counter(
                registry,
                bound,
                "bitbucket.oidc.audit.failures",
                health -> health.audit().failures());
        counter(
                registry,
                bound,
                "bitbucket.oidc.audit.lost",
                health -> health.audit().lost());
        counter(registry, bound, "bitbucket.oidc.events.dropped", ProviderHealth::droppedEvents);
        refresh(bound.health(), ages, stores);
    }

    private static void gauge(
            MeterRegistry registry, SecretProvider provider, String name, ToDoubleFunction<ProviderHealth> value) {
        Gauge.builder(name, provider, from -> value.applyAsDouble(from.health()))
                .register(registry);
    }

    private static void counter(
            MeterRegistry registry, SecretProvider provider, String name, ToDoubleFunction<ProviderHealth> value) {
        FunctionCounter.builder(name, provider, from -> value.applyAsDouble(from.health()))
                .register(registry);
    }

    private void refresh(ProviderHealth health, MultiGauge ages, MultiGauge stores) {
        ages.register(health.keys().keySet().stream()
                .<MultiGauge.Row<?>>map(
                        issuer -> MultiGauge.Row.of(Tags.of("issuer", issuer), this, from -> from.age(issuer)))
                .toList());
        stores.register(health.stores().keySet().stream()
                .<MultiGauge.Row<?>>map(
                        store -> MultiGauge.Row.of(Tags.of("store", store), this, from -> from.up(store)))
                .toList());
    }

    private double age(String issuer) {
        SecretProvider bound = provider.get();
        Workspace.KeyState keys = bound == null ? null : bound.health().keys().get(issuer);
        return keys == null ? Double.NaN : keys.age().map(HealthGauges::seconds).orElse(Double.NaN);
    }

    private static double seconds(Duration age) {
        return age.toMillis() / 1000.0;
    }

    private double up(String store) {
        SecretProvider bound = provider.get();
        StoreHealth health = bound == null ? null : bound.health().stores().get(store);
        if (health == null) {
            return Double.NaN;
        }
        return switch (health.status()) {
            case UP -> 1;
            case DEGRADED -> 0.5;
            case DOWN -> 0;
            case UNKNOWN -> Double.NaN;
        };
    }
}
