package io.github.bitbucketoidc.store.vault;

import io.github.bitbucketoidc.store.SecretPath;
import io.github.bitbucketoidc.store.StoreConfig;
import java.net.URI;
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

    private final StoreConfig config;

    VaultSettings(StoreConfig config) {
        this.config = config;
    }

    List<URI> addresses() {
        boolean insecure = config.flag("insecure", false);
        if (config.has("address") == config.has("addresses")) {
            config.problem("address", "write either address or addresses", "address: \"https://vault.example:8200\"");
        }
        List<URI> addresses = new ArrayList<>();
        config.uri("address").ifPresent(uri -> address("address", uri, insecure).ifPresent(addresses::add));
        for (String text : config.list("addresses")) {
            parse(text).flatMap(uri -> address("addresses", uri, insecure)).ifPresent(addresses::add);
        }
        if (addresses.stream().distinct().count() < addresses.size()) {
            config.problem("addresses", "names one server twice", "each server once");
        }
        return addresses;
    }

    private Optional<URI> parse(String text) {
        try {
            return Optional.of(URI.create(text));
        } catch (IllegalArgumentException malformed) {
            config.problem("addresses", "holds something that is no address", "https://vault-1.example:8200");
            return Optional.empty();
        }
    }

    private Optional<URI> address(String key, URI uri, boolean insecure) {
        boolean https = "https".equalsIgnoreCase(uri.getScheme());
        boolean bare = uri.getRawUserInfo() == null
                && (uri.getRawPath() == null
                        || uri.getRawPath().isEmpty()
                        || uri.getRawPath().equals("/"))
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null;
        if (uri.getHost() == null || !bare || (!https && !"http".equalsIgnoreCase(uri.getScheme()))) {
            config.problem(key, "must be scheme, host and port only", "https://vault.example:8200");
            return Optional.empty();
        }
        if (!https && !isLoopback(uri.getHost()) && !insecure) {
            config.problem(
                    key,
                    "is plain http to another machine: tokens and secrets could be read on the way",
                    "use https, or write insecure: true");
            return Optional.empty();
        }
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return Optional.of(URI.create((https ? "https" : "http") + "://" + uri.getHost() + port));
    }

    /** By its spelling: nobody is asked what a name stands for. */
    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.[0-9]{1,3}){3}");
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
        Duration timeOut = config.duration("time-out", TIME_OUT);
        if (timeOut.compareTo(Duration.ofMillis(50)) < 0 || timeOut.compareTo(Duration.ofSeconds(30)) > 0) {
            config.problem("time-out", "must be from 50ms to 30s", "");
            return TIME_OUT;
        }
        return timeOut;
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
        if (clientCert.isPresent() != clientKey.isPresent()) {
            config.problem("client-cert", "client-cert and client-key belong together", "write both or none");
            return null;
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
            return VaultTls.key(file, certificate);
        } catch (VaultTls.PemException e) {
            config.problem("client-key", "the file " + e.getMessage(), "openssl pkcs8 -topk8 -nocrypt makes one");
            return null;
        }
    }
}
