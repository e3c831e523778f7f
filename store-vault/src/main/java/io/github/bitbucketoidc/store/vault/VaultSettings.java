package io.github.bitbucketoidc.store.vault;

import io.github.bitbucketoidc.store.SecretPath;
import io.github.bitbucketoidc.store.StoreConfig;
import io.github.bitbucketoidc.store.vault.client.HeaderText;
import io.github.bitbucketoidc.store.vault.client.VaultPath;
import io.github.bitbucketoidc.store.vault.engine.Mounts;
import io.github.bitbucketoidc.store.vault.engine.WriteRequest;
import io.github.bitbucketoidc.store.vault.http.Proxies;
import io.github.bitbucketoidc.store.vault.http.Server;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** The settings of a store but for {@code login}, read from a policy file. Notes what is wrong; makes no network call. */
final class VaultSettings {

    private static final Duration TIME_OUT = Duration.ofSeconds(5);
    private static final Duration LONGEST_LEASE = Duration.ofHours(24);

    private final StoreConfig config;

    VaultSettings(StoreConfig config) {
        this.config = config;
    }

    List<Server> servers(Proxies proxies) {
        return new ServerSettings(config, proxies).read();
    }

    Optional<String> namespace() {
        return config.optional("namespace")
                .map(text -> text.endsWith("/") ? text.substring(0, text.length() - 1) : text)
                .filter(text -> check("namespace", text) && header("namespace", text));
    }

    private boolean header(String key, String text) {
        boolean fits = HeaderText.isToken(text);
        if (!fits) {
            config.problem(key, "must be ASCII letters, digits and punctuation", "");
        }
        return fits;
    }

    private boolean check(String key, String path) {
        try {
            Optional<String> problem = VaultPath.problem(SecretPath.of(path).segments());
            problem.ifPresent(text -> config.problem(key, text, ""));
            return problem.isEmpty();
        } catch (IllegalArgumentException notOne) {
            config.problem(key, String.valueOf(notOne.getMessage()), "no '/' first or last");
            return false;
        }
    }

    Duration timeOut() {
        return config.duration("time-out", TIME_OUT, Duration.ofMillis(50), Duration.ofSeconds(30));
    }

    /** The longest time that a secret which Vault makes for a step is promised. */
    Duration longestLease() {
        return config.duration("longest-lease", LONGEST_LEASE, Duration.ofMinutes(1), Duration.ofDays(30));
    }

    /** Whether names of secrets may begin with what belongs to Vault's API. */
    boolean dataPaths() {
        List<String> allowed = config.list("allow");
        if (!allowed.isEmpty() && !allowed.equals(List.of("data-path"))) {
            config.problem("allow", "must be [data-path]", "");
        }
        return !allowed.isEmpty();
    }

    boolean asText() {
        return asText(config);
    }

    private static boolean asText(StoreConfig section) {
        Optional<String> as = section.optional("as");
        if (as.isPresent() && !as.get().equals("text")) {
            section.problem("as", "must be text", "leave it out to refuse fields that are no text");
        }
        return as.isPresent();
    }

    List<Mounts.Mount> mounts() {
        List<Mounts.Mount> mounts = new ArrayList<>();
        config.section("mounts").ifPresent(section -> {
            for (String path : section.keys()) {
                String text = section.required(path);
                Mounts.Engine engine = switch (text) {
                    case "kv-1" -> Mounts.Engine.KV1;
                    case "kv-2" -> Mounts.Engine.KV2;
                    case "other" -> Mounts.Engine.OTHER;
                    default -> null;
                };
                if (engine == null && !text.isEmpty()) {
                    section.problem(path, "must be kv-1, kv-2 or other", "for example mounts: { secret: kv-2 }");
                } else if (engine != null && check("mounts", path)) {
                    mounts.add(new Mounts.Mount(SecretPath.of(path).segments(), engine));
                }
            }
        });
        return mounts;
    }

    Map<String, WriteRequest> requests() {
        Map<String, WriteRequest> requests = new LinkedHashMap<>();
        config.sections("requests").forEach((name, section) -> {
            String path = section.required("path");
            Map<String, String> body = new LinkedHashMap<>();
            section.section("write")
                    .ifPresent(write -> write.keys().forEach(key -> body.put(key, write.required(key))));
            boolean asText = asText(section);
            if (check("requests", name) && !path.isEmpty() && check("requests", path)) {
                requests.put(
                        name, new WriteRequest(new VaultPath(SecretPath.of(path).segments()), body, asText));
            }
        });
        return requests;
    }

    /** {@code null} when nothing is said of TLS: the JDK's own settings hold then. */
    @Nullable
    SSLContext tls() {
        Optional<Path> ca = config.path("ca");
        Optional<Path> clientCert = config.path("client-cert");
        Optional<Path> clientKey = config.path("client-key");
        if (clientKey.isPresent()) {
            config.permissions(); // known from here on, also when the key is not read
        }
        if (clientCert.isPresent() != clientKey.isPresent()) {
            config.problem("client-cert", "client-cert and client-key belong together", "write both or none");
            return null;
        }
        if (config.settingsOnly()) {
            return null; // the files are not those of this machine
        }
        Collection<? extends Certificate> authorities =
                ca.map(file -> certificates("ca", file)).orElse(List.of());
        Collection<? extends Certificate> chain =
                clientCert.map(file -> certificates("client-cert", file)).orElse(List.of());
        PrivateKey key = clientKey.isPresent() && !chain.isEmpty()
                ? key(clientKey.get(), chain.iterator().next())
                : null;
        return authorities.isEmpty() && key == null ? null : VaultTls.context(authorities, chain, key);
    }

    private Collection<? extends Certificate> certificates(String key, Path file) {
        try {
            return VaultTls.certificates(file);
        } catch (VaultTls.PemException e) {
            config.problem(key, "the file " + e.getMessage(), "it must hold -----BEGIN CERTIFICATE-----");
            return List.of();
        }
    }

    private @Nullable PrivateKey key(Path file, Certificate certificate) {
        try {
            return VaultTls.key(file, config.permissions(), certificate);
        } catch (VaultTls.PemException e) {
            config.problem("client-key", "the file " + e.getMessage(), "openssl pkcs8 -topk8 -nocrypt makes one");
            return null;
        }
    }
}
