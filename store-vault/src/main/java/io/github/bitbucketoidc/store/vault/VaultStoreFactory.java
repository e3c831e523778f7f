package io.github.bitbucketoidc.store.vault;

import io.github.bitbucketoidc.store.Caller;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreFactory;
import io.github.bitbucketoidc.store.StoreConfig;
import io.github.bitbucketoidc.store.StoreConfigException;
import io.github.bitbucketoidc.store.vault.client.Addresses;
import io.github.bitbucketoidc.store.vault.client.Threads;
import io.github.bitbucketoidc.store.vault.client.VaultClient;
import io.github.bitbucketoidc.store.vault.client.VaultTransport;
import io.github.bitbucketoidc.store.vault.engine.Mounts;
import io.github.bitbucketoidc.store.vault.engine.SecretReader;
import io.github.bitbucketoidc.store.vault.engine.WriteRequest;
import io.github.bitbucketoidc.store.vault.http.HttpSender;
import io.github.bitbucketoidc.store.vault.http.Proxies;
import io.github.bitbucketoidc.store.vault.http.Server;
import io.github.bitbucketoidc.store.vault.login.Access;
import io.github.bitbucketoidc.store.vault.login.LoginMethod;
import io.github.bitbucketoidc.store.vault.login.LoginSession;
import io.github.bitbucketoidc.store.vault.login.LoginSettings;
import io.github.bitbucketoidc.store.vault.login.LoginTokens;
import io.github.bitbucketoidc.store.vault.login.ProviderAccess;
import io.github.bitbucketoidc.store.vault.login.StepLogin;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

/**
 * Opens stores of type {@code vault}: HashiCorp Vault or OpenBao.
 *
 * <pre class="yaml">{@code
 * stores:
 *   vault:
 *     type: vault
 *     address: "https://vault.example:8200"
 *     login: { app-role: { role-id: "...", secret-id: { file: secret-id } } }
 *   as-step:
 *     type: vault
 *     address: "https://vault.example:8200"
 *     login: { step: { mount: jwt, role: deploy } }
 * }</pre>
 *
 * <p>In a path the mount comes first: {@code vault:secret/cerbos/hub#client_id}. All settings stand in
 * {@code docs/vault.md}. Stateless and thread-safe.
 *
 * @since 0.1.0
 */
public final class VaultStoreFactory implements SecretStoreFactory {

    /** What connecting may take at least, if the whole call may: a handshake of TLS on a busy machine is slow. */
    private static final Duration CONNECT = Duration.ofSeconds(2);

    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Proxies proxies;

    /** Made by {@link java.util.ServiceLoader}, or by an application that opens stores itself. */
    public VaultStoreFactory() {
        this(Clock.systemUTC(), System::nanoTime, System::getenv);
    }

    VaultStoreFactory(Clock clock, LongSupplier nanoTime, Proxies.Lookup environment) {
        this.proxies = new Proxies(environment);
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /**
     * The word for the policy file.
     *
     * @return {@code vault}
     */
    @Override
    public String type() {
        return "vault";
    }

    /**
     * Opens a store; it logs in when it is first read.
     *
     * @param config the settings
     * @return a new store
     * @throws StoreConfigException if the settings are wrong, with every problem
     */
    @Override
    public SecretStore open(StoreConfig config) {
        VaultSettings settings = new VaultSettings(config);
        List<Server> servers = settings.servers(proxies);
        String namespace = settings.namespace().orElse(null);
        SSLContext tls = settings.tls();
        Duration timeOut = settings.timeOut();
        Duration longestLease = settings.longestLease();
        boolean dataPaths = settings.dataPaths();
        boolean asText = settings.asText();
        List<Mounts.Mount> mounts = settings.mounts();
        Map<String, WriteRequest> requests = settings.requests();
        LoginSettings login = LoginSettings.of(config, servers, nanoTime);
        LoginMethod method = login.provider();
        Optional<LoginSettings.Step> step = login.step();
        config.check(); // nothing below is made of settings that are wrong

        Addresses addresses = new Addresses(servers, nanoTime);
        Threads threads = new Threads();
        HttpSender http = new HttpSender(
                tls == null ? (SSLSocketFactory) SSLSocketFactory.getDefault() : tls.getSocketFactory(),
                proxies,
                connectTimeOut(timeOut),
                VaultClient.LONGEST_BODY,
                threads.http(),
                nanoTime);
        VaultTransport transport = new VaultTransport(http, namespace);
        VaultClient vault = new VaultClient(transport, addresses, timeOut);
        LoginTokens tokens = new LoginTokens(vault, threads, longestLease);
        Mounts known = new Mounts(mounts, vault, nanoTime);
        SecretReader reader = new SecretReader(vault, known, requests, asText, dataPaths, longestLease, clock);
        Function<Caller, Access> access = step.map(s -> asStep(s, vault, threads, tokens))
                .orElseGet(() -> asProvider(method, vault, threads, tokens, longestLease));
        return new VaultStore(
                new VaultParts(addresses, threads, transport, vault, tokens, step.isPresent(), access, reader));
    }

    /** Half of a long time, so that a server which cannot be reached leaves time for another try; of a short one the whole. */
    static Duration connectTimeOut(Duration timeOut) {
        Duration half = timeOut.dividedBy(2);
        Duration atLeast = half.compareTo(CONNECT) < 0 ? CONNECT : half;
        return timeOut.compareTo(atLeast) < 0 ? timeOut : atLeast;
    }

    private Function<Caller, Access> asStep(
            LoginSettings.Step step, VaultClient vault, Threads threads, LoginTokens tokens) {
        return new StepLogin(step.mount(), step.role(), vault, threads, tokens, clock, nanoTime)::of;
    }

    private Function<Caller, Access> asProvider(
            LoginMethod method, VaultClient vault, Threads threads, LoginTokens tokens, Duration longestLease) {
        LoginSession session = new LoginSession(vault, threads, nanoTime);
        Access access = new ProviderAccess(method, session, vault, threads, tokens, longestLease);
        return caller -> access;
    }
}
