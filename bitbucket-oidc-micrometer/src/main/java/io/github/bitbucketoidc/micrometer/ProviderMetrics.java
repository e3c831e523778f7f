package io.github.bitbucketoidc.micrometer;

import io.github.bitbucketoidc.provider.SecretProvider;
import io.github.bitbucketoidc.provider.audit.AuditEvent;
import io.github.bitbucketoidc.provider.listener.ProviderListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Objects;

/**
 * Counts and times what a {@link SecretProvider} does, in a registry of Micrometer. Thread-safe.
 *
 * <pre>{@code
 * SecretProvider provider = SecretProvider.builder()
 *         .policyFile(file)
 *         .listener(ProviderMetrics.of(registry))
 *         .build();
 * ProviderMetrics.health(provider).bindTo(registry);
 * }</pre>
 *
 * <p>How many meters there are does not depend on what strangers send: tags are codes, and names from the policy. A repository is a tag
 * only if {@linkplain Builder#repositoryTag asked for}. The meters stand in {@code docs/observability.md}; their names are stable.
 *
 * @since 0.1.0
 */
public final class ProviderMetrics implements ProviderListener {

    private static final String NONE = "none";

    private final MeterRegistry registry;
    private final Repositories repositories;

    private ProviderMetrics(Builder builder) {
        this.registry = builder.registry;
        this.repositories = new Repositories(builder.mostRepositories);
    }

    /**
     * Meters without a repository's tag.
     *
     * @param registry where they are
     * @return a listener for one provider
     */
    public static ProviderMetrics of(MeterRegistry registry) {
        return builder(registry).build();
    }

    /**
     * Begins a listener.
     *
     * @param registry where its meters are
     * @return a builder
     */
    public static Builder builder(MeterRegistry registry) {
        return new Builder(registry);
    }

    /**
     * Gauges of a provider's health: the age of each issuer's keys, each store, overdue reviews, a refused policy, whether it is ready, audit
     * logs that fail or hang, dropped events. They
     * are asked for by the registry, without a request being delayed.
     *
     * @param provider the provider; it is not kept from being collected
     * @return what puts the gauges into a registry
     */
    public static MeterBinder health(SecretProvider provider) {
        return new HealthGauges(provider);
    }

    private Tags asker(Asker asker) {
        return repositories.tags(asker);
    }

    @Override
    public void policyTaken(PolicyTaken event) {
        registry.counter("bitbucket.oidc.policy.reloads", "result", "taken").increment();
    }

    @Override
    public void policyRefused(PolicyRefused event) {
        registry.counter("bitbucket.oidc.policy.reloads", "result", "refused").increment();
    }

    @Override
    public void tokenAccepted(TokenAccepted event) {
        registry.counter("bitbucket.oidc.tokens", asker(event.asker()).and("result", "accepted", "code", NONE))
                .increment();
        if (event.uses() > 1) {
            registry.counter("bitbucket.oidc.tokens.reused", asker(event.asker()))
                    .increment();
        }
    }

    @Override
    public void tokenRefused(TokenRefused event) {
        Tags nobody = repositories.unknown();
        registry.counter(
                        "bitbucket.oidc.tokens",
                        nobody.and("result", "refused", "code", event.code().toString()))
                .increment();
    }

    @Override
    public void decided(Decided event) {
        String result = event.grants().isEmpty() ? "nothing" : "granted";
        registry.counter("bitbucket.oidc.decisions", asker(event.asker()).and("result", result))
                .increment();
    }

    @Override
    public void storeRead(StoreRead event) {
        registry.timer("bitbucket.oidc.store.reads", "store", event.store(), "result", "read", "code", NONE)
                .record(event.duration());
    }

    @Override
    public void storeFailed(StoreFailed event) {
        String result = event.asked() ? "failed" : "not_asked";
        registry.timer(
                        "bitbucket.oidc.store.reads",
                        "store",
                        event.store(),
                        "result",
                        result,
                        "code",
                        event.code().toString())
                .record(event.duration());
    }

    @Override
    public void storeSlow(StoreSlow event) {
        registry.counter("bitbucket.oidc.store.slow", "store", event.store()).increment();
    }

    @Override
    public void keysRefreshed(KeysRefreshed event) {
        registry.counter("bitbucket.oidc.keys.refreshes", "issuer", event.issuer(), "result", "refreshed")
                .increment();
    }

    @Override
    public void keysFailed(KeysFailed event) {
        registry.counter("bitbucket.oidc.keys.refreshes", "issuer", event.issuer(), "result", "failed")
                .increment();
    }

    @Override
    public void claimDrifted(ClaimDrifted event) {
        registry.counter("bitbucket.oidc.claim.drifts", "issuer", event.issuer())
                .increment();
    }

    @Override
    public void released(Released event) {
        registry.counter("bitbucket.oidc.variables", asker(event.asker())).increment(event.variables());
    }

    @Override
    public void answered(Answered event) {
        registry.timer(
                        "bitbucket.oidc.requests",
                        "status",
                        Integer.toString(event.status()),
                        "outcome",
                        event.outcome().toString(),
                        "code",
                        event.code().orElse(NONE))
                .record(event.duration());
    }

    @Override
    public void refusalsCounted(RefusalsCounted event) {
        String code = event.code().orElse(NONE);
        String outcome = event.outcome().toString();
        registry.counter(
                        "bitbucket.oidc.requests.counted",
                        "status",
                        Integer.toString(event.status()),
                        "outcome",
                        outcome,
                        "code",
                        code)
                .increment((double) event.count());
        if (event.outcome() == AuditEvent.Outcome.REFUSED) {
            registry.counter("bitbucket.oidc.tokens", repositories.unknown().and("result", "refused", "code", code))
                    .increment((double) event.count());
        }
    }

    /** Builds {@link ProviderMetrics}. Not thread-safe. */
    public static final class Builder {

        private final MeterRegistry registry;
        private int mostRepositories;

        private Builder(MeterRegistry registry) {
            this.registry = Objects.requireNonNull(registry, "registry");
        }

        /**
         * Adds a tag {@code repository} to the meters that know it. Each repository makes meters of its own, so say how many there may
         * be: the others are {@code other} together.
         *
         * @param most from 1 to 10,000
         * @return this
         * @throws IllegalArgumentException if the number is out of range
         */
        public Builder repositoryTag(int most) {
            if (most < 1 || most > 10_000) {
                throw new IllegalArgumentException("most: must be from 1 to 10,000, was " + most);
            }
            mostRepositories = most;
            return this;
        }

        /**
         * Makes the listener.
         *
         * @return a listener for one provider
         */
        public ProviderMetrics build() {
            return new ProviderMetrics(this);
        }
    }
}
