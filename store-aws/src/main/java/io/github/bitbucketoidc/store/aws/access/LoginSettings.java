package io.github.bitbucketoidc.store.aws.access;

import io.github.bitbucketoidc.store.StoreConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.profiles.ProfileFile;

/** Reads the section {@code login}: exactly one way, or none for the SDK's default chain. */
public final class LoginSettings {

    static final Duration SHORTEST = Duration.ofMinutes(15);
    static final Duration LONGEST = Duration.ofHours(12);

    private static final List<String> WAYS = List.of("default", "profile", "role", "step");
    private static final String HINT = "login: { profile: NAME }, { role: ARN } or { step: { role: ARN } };"
            + " leave it out for the SDK's default chain";
    private static final Login.Own DEFAULT = new Login.Own(Optional.empty());

    private final StoreConfig config;
    private final RoleArns.Reader roles;
    private final boolean stepNamesRoles;

    /** Where {@code stepNamesRoles} is false, the roles of the steps stand elsewhere in the settings. */
    public LoginSettings(StoreConfig config, RoleArns.Reader roles, boolean stepNamesRoles) {
        this.config = config;
        this.roles = roles;
        this.stepNamesRoles = stepNamesRoles;
    }

    public Login read() {
        if (!config.has("login")) {
            return DEFAULT;
        }
        return config.isSection("login")
                ? config.section("login").map(this::way).orElse(DEFAULT)
                : word();
    }

    private Login word() {
        String word = config.required("login");
        if (word.equals("step") && !stepNamesRoles) {
            return new Login.Step(Optional.empty(), SHORTEST);
        }
        if (!word.isEmpty() && !word.equals("default")) {
            config.problem("login", word.equals("step") ? "must name the role of the steps" : "is not a way", HINT);
        }
        return DEFAULT;
    }

    private Login way(StoreConfig login) {
        List<String> ways = WAYS.stream().filter(login::has).toList();
        boolean roleOfProfile = ways.equals(List.of("profile", "role"));
        if (ways.size() != 1 && !roleOfProfile) {
            config.problem(
                    "login",
                    ways.isEmpty() ? "names no way of logging in" : "names several ways: " + String.join(", ", ways),
                    HINT);
            return DEFAULT;
        }
        Login.Own own = new Login.Own(login.optional("profile"));
        own.profile().filter(name -> !login.settingsOnly()).ifPresent(name -> checkProfile(login, name));
        return switch (ways.get(ways.size() - 1)) {
            case "role" -> role(login, own);
            case "step" -> login.section("step").<Login>map(this::step).orElse(DEFAULT);
            default -> {
                if (login.has("default")) {
                    login.flag("default", true);
                }
                yield own;
            }
        };
    }

    private static void checkProfile(StoreConfig login, String name) {
        boolean known;
        try {
            known = ProfileFile.defaultProfileFile().profile(name).isPresent();
        } catch (RuntimeException unreadable) {
            login.problem("profile", "the AWS files of this user cannot be read", "check ~/.aws/config");
            return;
        }
        if (!known) {
            login.problem(
                    "profile",
                    "there is no profile of this name in the AWS files of this user",
                    "add it to ~/.aws/config or ~/.aws/credentials");
        }
    }

    private Login role(StoreConfig login, Login.Own own) {
        if (!login.isSection("role")) {
            return new Login.Role(own, fixed(login, "role"), Duration.ofHours(1), Optional.empty());
        }
        StoreConfig section = login.section("role").orElse(login);
        return new Login.Role(
                own, fixed(section, "arn"), duration(section, Duration.ofHours(1)), section.optional("external-id"));
    }

    /** The provider's own role is the same for every step. */
    private RoleArns.Template fixed(StoreConfig section, String key) {
        RoleArns.Template role = roles.template(section, key);
        if (!role.text().equals(role.sample())) {
            section.problem(
                    key,
                    "is the provider's own role, and no step is filled in there",
                    "to log in as the step, write login: { step: { role: ... } }");
        }
        return role;
    }

    private Login step(StoreConfig section) {
        Duration duration = duration(section, SHORTEST);
        if (!stepNamesRoles) {
            return new Login.Step(Optional.empty(), duration);
        }
        return new Login.Step(Optional.of(roles.oneOrMany(section)), duration);
    }

    /** How long a session lasts: STS makes none for less than a quarter of an hour or more than twelve hours. */
    public static Duration duration(StoreConfig section, Duration fallback) {
        Duration duration = section.duration("duration", fallback);
        if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
            section.problem("duration", "must be from 15m to 12h", "AWS makes no other sessions");
            return fallback;
        }
        return duration;
    }
}
