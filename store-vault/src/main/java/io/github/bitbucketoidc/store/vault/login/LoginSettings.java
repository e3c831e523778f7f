package io.github.bitbucketoidc.store.vault.login;

import io.github.bitbucketoidc.store.SecretPath;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretValue;
import io.github.bitbucketoidc.store.StoreConfig;
import io.github.bitbucketoidc.store.support.CallerTemplate;
import io.github.bitbucketoidc.store.support.UuidText;
import io.github.bitbucketoidc.store.vault.client.HeaderText;
import io.github.bitbucketoidc.store.vault.http.Server;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The setting {@code login}: exactly one way of logging in, or none if an agent does. */
public final class LoginSettings {

    private static final List<String> WAYS = List.of("token", "app-role", "kubernetes", "jwt", "step");
    private static final String KUBERNETES_TOKEN = "/var/run/secrets/kubernetes.io/serviceaccount/token";

    private static final LoginMethod NONE = (vault, deadline) -> {
        throw new IllegalStateException("settings that were refused are not used");
    };

    /** Which step logs in with which role, at which mount. */
    public record Step(String mount, StepRole role) {}

    private final @Nullable StoreConfig config;
    private final LongSupplier nanoTime;

    private LoginSettings(@Nullable StoreConfig config, LongSupplier nanoTime) {
        this.config = config;
        this.nanoTime = nanoTime;
    }

    /** The section, in which that there is not exactly one way is noted. */
    public static LoginSettings of(StoreConfig config, List<Server> servers, LongSupplier nanoTime) {
        if (!config.isSection("login")) {
            checkNone(config, servers);
            return new LoginSettings(null, nanoTime);
        }
        StoreConfig login = config.section("login").orElseThrow();
        List<String> ways = WAYS.stream().filter(login::has).toList();
        if (ways.size() != 1) {
            config.problem(
                    "login",
                    ways.isEmpty() ? "names no way of logging in" : "names several ways: " + String.join(", ", ways),
                    "write exactly one of " + String.join(", ", WAYS));
        }
        return new LoginSettings(login, nanoTime);
    }

    /** {@code login: none}: an agent on this machine logs in. What goes to another one without a token is a mistake. */
    private static void checkNone(StoreConfig config, List<Server> servers) {
        Optional<String> word = config.optional("login");
        String hint = "login: { " + String.join(" | ", WAYS) + ": ... }";
        if (word.isEmpty()) {
            config.problem("login", "is missing", hint + ", or login: none for an agent on this machine");
        } else if (!word.get().equals("none")) {
            config.problem("login", "must be a map, or none", hint);
        } else if (!servers.stream().allMatch(Server::isLoopback)) {
            config.problem(
                    "login",
                    "is none, and the address is not on this machine: only an agent beside the provider may log in for it",
                    hint);
        }
    }

    /** The way of the provider itself; one that must not be used if {@link #step()} is there. */
    public LoginMethod provider() {
        if (config == null) {
            return new Logins.Agent(nanoTime);
        }
        return provider(config);
    }

    private LoginMethod provider(StoreConfig config) {
        return config.secret("token")
                .map(source -> token(config, source))
                .or(() -> config.section("app-role").map(this::appRole))
                .or(() -> config.section("kubernetes").map(section -> jwt(section, "kubernetes")))
                .or(() -> config.section("jwt").map(section -> jwt(section, "jwt")))
                .orElse(NONE);
    }

    private LoginMethod token(StoreConfig config, Supplier<SecretValue> source) {
        checkNow(config, "token", source);
        return new Logins.GivenToken(source, nanoTime);
    }

    /** So that an empty credential is a problem of the settings, and not of the first step that comes. */
    private static void checkNow(StoreConfig section, String key, Supplier<SecretValue> source) {
        try {
            if (!HeaderText.isToken(source.get().reveal().strip())) {
                section.problem(
                        key, "is empty, or is not one line of text", "put the credential there, and nothing else");
            }
        } catch (SecretStoreException unreadable) {
            // noted already when the setting was asked for
        }
    }

    private LoginMethod appRole(StoreConfig section) {
        String roleId = section.required("role-id");
        String mount = mount(section, "approle");
        Optional<Supplier<SecretValue>> plain = section.secret("secret-id");
        Optional<Supplier<SecretValue>> wrapped = section.secret("wrapped-secret-id");
        plain.ifPresent(source -> checkNow(section, "secret-id", source));
        wrapped.ifPresent(source -> checkNow(section, "wrapped-secret-id", source));
        if (plain.isPresent() && wrapped.isPresent()) {
            section.problem("secret-id", "stands beside wrapped-secret-id", "write one of them");
        }
        Optional<Logins.AppRole.SecretId> secretId = plain.<Logins.AppRole.SecretId>map(source -> (vault, deadline) ->
                        SecretValue.of(source.get().reveal().strip()))
                .or(() -> wrapped.map(source -> new WrappedSecretId(mount, source)));
        return new Logins.AppRole(mount, roleId, secretId.orElse(null), nanoTime);
    }

    private LoginMethod jwt(StoreConfig section, String way) {
        String role = section.required("role");
        String mount = mount(section, way);
        if (way.equals("kubernetes") && !section.has("token")) {
            Supplier<SecretValue> file = KubernetesToken.at(Path.of(KUBERNETES_TOKEN));
            return new Logins.Jwt(mount, role, file, "login.kubernetes", nanoTime);
        }
        Optional<Supplier<SecretValue>> token = section.secret("token");
        if (token.isEmpty()) {
            section.problem("token", "is missing", "token: { file: PATH }");
        }
        token.ifPresent(source -> checkNow(section, "token", source));
        return token.<LoginMethod>map(source -> new Logins.Jwt(mount, role, source, "login." + way, nanoTime))
                .orElse(NONE);
    }

    private static String mount(StoreConfig section, String fallback) {
        String mount = section.optional("mount").orElse(fallback);
        try {
            return SecretPath.of(mount).toString();
        } catch (IllegalArgumentException notOne) {
            section.problem("mount", String.valueOf(notOne.getMessage()), "without auth/ before it and '/' behind it");
            return fallback;
        }
    }

    /** The way of the step that asks. */
    public Optional<Step> step() {
        return Optional.ofNullable(config)
                .flatMap(ways -> ways.section("step"))
                .map(section -> new Step(mount(section, "jwt"), role(section)));
    }

    private static StepRole role(StoreConfig section) {
        if (section.has("role") == section.has("roles")) {
            section.problem("role", "write either role or roles", "role: deploy, or roles: { \"{uuid}\": deploy }");
        }
        Optional<StoreConfig> roles = section.section("roles");
        if (roles.isPresent()) {
            return new StepRole.ByRepository(byRepository(roles.get()));
        }
        CallerTemplate name = CallerTemplate.of(section.optional("role").orElse("none"));
        if (!name.isWellFormed()) {
            section.problem(
                    "role", "holds a brace of no known word", "known are {workspace}, {repository}, {environment}");
        }
        return new StepRole.Template(name);
    }

    private static Map<UUID, String> byRepository(StoreConfig section) {
        Map<UUID, String> roles = new LinkedHashMap<>();
        for (String key : section.keys()) {
            String role = section.required(key);
            Optional<UUID> uuid = UuidText.parse(key);
            if (uuid.isEmpty()) {
                section.problem(
                        key, "is not a repository's UUID", "write it as Bitbucket shows it, in braces and quotes");
            } else if (roles.put(uuid.get(), role) != null) {
                section.problem(key, "names a repository twice", "");
            }
        }
        return roles;
    }
}
