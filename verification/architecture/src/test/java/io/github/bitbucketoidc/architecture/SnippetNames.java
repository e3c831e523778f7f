package io.github.bitbucketoidc.architecture;

import com.sun.net.httpserver.HttpServer;
import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.filter.ClaimFilter;
import io.github.bitbucketoidc.core.token.Rejection;
import io.github.bitbucketoidc.core.token.TokenVerifier;
import io.github.bitbucketoidc.core.token.VerifiedToken;
import io.github.bitbucketoidc.provider.SecretProvider;
import io.github.bitbucketoidc.provider.policy.Policy;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretRequest;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreFactory;
import io.github.bitbucketoidc.store.SecretValue;
import io.github.bitbucketoidc.testkit.FakeBitbucket;
import io.github.bitbucketoidc.testkit.FakeWorkspace;
import io.javalin.config.JavalinConfig;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.ServletContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** What examples may name without saying where they have it from; never run. */
public abstract class SnippetNames {

    protected String token;
    protected String peer;
    protected String payments;
    protected String production;
    protected UUID acmeUuid;
    protected Path file;
    protected Claims claims;
    protected ClaimFilter filter;
    protected Policy policy;
    protected VerifiedToken verifiedToken;
    protected TokenVerifier verifier;
    protected SecretProvider provider;
    protected SecretStore store;
    protected SecretStoreFactory factory;
    protected ConcurrentMap<Rejection.Code, Integer> refusals;
    protected Cluster cluster;
    protected Logger log;
    protected Executor executor;
    protected HttpServer server;
    protected ServletContext context;
    protected JavalinConfig config;
    protected MeterRegistry registry;
    protected SecretsManagerClient client;
    protected FakeBitbucket bitbucket;
    protected FakeWorkspace workspace;

    /** A store of nothing. */
    public static final class ExampleStore implements SecretStore {

        /**
         * With settings.
         *
         * @param role a text
         * @param timeOut a time
         * @param credential a credential
         */
        public ExampleStore(String role, Duration timeOut, Optional<Supplier<SecretValue>> credential) {
            Objects.requireNonNull(role + timeOut + credential);
        }

        /**
         * With secrets.
         *
         * @param secrets values by path
         */
        public ExampleStore(Map<String, String> secrets) {
            Objects.requireNonNull(secrets);
        }

        @Override
        public Map<SecretId, Secret> read(SecretRequest request) {
            return Map.of();
        }
    }

    /** What a cluster may offer. */
    public interface Cluster {

        /**
         * Stores a value unless there is one.
         *
         * @param key its name
         * @param value what is stored
         * @param life how long
         * @return whether there was none
         */
        boolean setIfAbsent(String key, String value, Duration life);
    }
}
