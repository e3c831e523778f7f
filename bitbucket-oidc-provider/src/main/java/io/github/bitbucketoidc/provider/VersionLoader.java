package io.github.bitbucketoidc.provider;

import io.github.bitbucketoidc.core.issuer.Workspace;
import io.github.bitbucketoidc.core.token.TokenVerifier;
import io.github.bitbucketoidc.provider.log.RequestLog;
import io.github.bitbucketoidc.provider.log.SafeTrace;
import io.github.bitbucketoidc.provider.policy.Policy;
import io.github.bitbucketoidc.provider.policy.file.PolicyFile;
import io.github.bitbucketoidc.provider.request.PolicyVersion;
import io.github.bitbucketoidc.provider.request.ReleaseGate;
import io.github.bitbucketoidc.provider.rules.Delivery;
import io.github.bitbucketoidc.provider.rules.Grant;
import io.github.bitbucketoidc.provider.rules.StoreDefinition;
import io.github.bitbucketoidc.provider.stores.CircuitBreaker;
import io.github.bitbucketoidc.provider.stores.LateStore;
import io.github.bitbucketoidc.provider.stores.OpenStore;
import io.github.bitbucketoidc.provider.stores.ReferenceCounted;
import io.github.bitbucketoidc.store.SecretReference;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStores;
import io.github.bitbucketoidc.store.SettingBounds;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Makes the next version of everything from the next version of the policy; keeps what has not changed. One thread. */
final class VersionLoader {

    private static final Logger log = RequestLog.PROVIDER;

    private final SecretStores factories;
    private final SettingBounds bounds;
    private final Map<String, OpenStore> given = new HashMap<>();
    private final UnaryOperator<SecretStore> decorator;
    private final UnaryOperator<TokenVerifier.Builder> keySettings;
    private final int readsPerStore;
    private final Supplier<CircuitBreaker> breakers;
    private final Clock clock;
    private Map<StoreDefinition, ReferenceCounted<OpenStore>> open = Map.of();

    VersionLoader(ProviderSettings settings, Workspace.KeyListener keyListener) {
        this.factories = settings.stores();
        this.bounds = settings.bounds();
        this.breakers = settings::breaker;
        settings.given().forEach((name, store) -> given.put(name, closedByItsOwner(name, store, settings)));
        this.decorator = settings::decorate;
        this.keySettings = verifier -> settings.applyKeySettings(verifier).keyListener(keyListener);
        this.clock = settings.clock();
        this.readsPerStore = settings.readsPerStore;
    }

    private static OpenStore closedByItsOwner(String name, SecretStore store, ProviderSettings settings) {
        return new OpenStore(name, store, settings.readsPerStore, settings.breaker(), () -> {});
    }

    /**
     * Reads the policy and opens what it needs.
     *
     * @param source reads the policy
     * @param previous the version in use, which is not touched; its owner releases it afterwards
     * @throws RuntimeException if the policy or a store is refused: then nothing stays open but the previous version
     */
    PolicyVersion load(PolicyFile.Source source, @Nullable PolicyVersion previous) {
        Map<StoreDefinition, ReferenceCounted<OpenStore>> opened = new HashMap<>();
        TokenVerifier verifier = null;
        try {
            Policy.StoreOpener opener = new Opener(opened);
            Policy policy = source.load(opener);
            policy.stores().values().forEach(opener::open);
            verifier = verifier(policy, previous);
            Map<String, ReferenceCounted<OpenStore>> byName = new HashMap<>();
            given.forEach((name, store) -> byName.put(name, shared(store, () -> {})));
            opened.forEach((definition, store) -> byName.put(definition.name(), store));
            checkStores(policy, byName.keySet());
            ReleaseGate gate = new ReleaseGate(
                    policy.settings().allowNames(), policy.settings().budget());
            PolicyVersion version = new PolicyVersion(policy, verifier, Map.copyOf(byName), gate);
            open = Map.copyOf(opened);
            List<String> overdue = policy.overdue(clock.instant());
            if (!overdue.isEmpty()) {
                log.warn("the review of these grants is overdue: {}", overdue);
            }
            return version;
        } catch (Throwable refused) {
            if (verifier != null) {
                verifier.close();
            }
            opened.values().forEach(ReferenceCounted::release);
            throw refused;
        }
    }

    /** Opens what the application did not hand over, and asks the stores about the references to them. */
    private final class Opener implements Policy.StoreOpener {

        private final Map<StoreDefinition, ReferenceCounted<OpenStore>> opened;

        Opener(Map<StoreDefinition, ReferenceCounted<OpenStore>> opened) {
            this.opened = opened;
        }

        @Override
        public void open(StoreDefinition definition) {
            if (!given.containsKey(definition.name())) {
                opened.computeIfAbsent(definition, VersionLoader.this::keepOrOpen);
            }
        }

        @Override
        public SettingBounds bounds() {
            return bounds;
        }

        @Override
        public Optional<String> validate(StoreDefinition definition, SecretReference reference) {
            OpenStore handedOver = given.get(definition.name());
            if (handedOver != null) {
                return handedOver.store().validate(reference);
            }
            ReferenceCounted<OpenStore> store = opened.get(definition);
            return store == null ? Optional.empty() : store.resource().store().validate(reference);
        }
    }

    /** A policy file cannot name a store that it does not define; a policy that was made in code can. */
    private static void checkStores(Policy policy, Set<String> names) {
        for (Grant grant : policy.grants().values()) {
            for (Delivery delivery : grant.deliveries()) {
                String name = delivery.secret().store();
                if (!names.contains(name)) {
                    throw new IllegalStateException("store: grant " + grant.name() + " needs a store named " + name
                            + "; define it in the policy or hand it over with store(name, store)");
                }
            }
        }
    }

    private TokenVerifier verifier(Policy policy, @Nullable PolicyVersion previous) {
        TokenVerifier.Builder builder = TokenVerifier.builder()
                .clock(clock)
                .workspaces(policy.workspaces())
                .skew(policy.settings().skew())
                .maxLifetime(policy.settings().maxLifetime());
        policy.settings().maxAge().ifPresent(builder::maxAge);
        // the keys of a verifier come with the client that fetched them
        return (previous == null ? keySettings.apply(builder) : builder.reuseKeysOf(previous.verifier())).build();
    }

    private ReferenceCounted<OpenStore> keepOrOpen(StoreDefinition definition) {
        ReferenceCounted<OpenStore> kept = open.get(definition);
        if (kept != null && kept.retain()) {
            return kept;
        }
        Supplier<SecretStore> opening = () -> decorator.apply(
                factories.open(definition.type(), definition.config().within(bounds)));
        SecretStore store =
                definition.required() ? opening.get() : LateStore.open(definition.name(), opening, LateStore.PAUSE);
        OpenStore opened = new OpenStore(
                definition.name(), store, readsPerStore, breakers.get(), () -> close(definition.name(), store));
        return shared(opened, opened::release);
    }

    private static ReferenceCounted<OpenStore> shared(OpenStore store, Runnable closing) {
        return new ReferenceCounted<>(store, closing);
    }

    private static void close(String name, SecretStore store) {
        try {
            store.close();
        } catch (RuntimeException defect) {
            log.warn("store {} did not close: {}", name, SafeTrace.of(defect));
        }
    }
}
