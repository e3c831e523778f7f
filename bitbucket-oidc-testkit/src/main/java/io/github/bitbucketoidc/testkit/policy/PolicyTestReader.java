package io.github.bitbucketoidc.testkit.policy;

import io.github.bitbucketoidc.core.claims.ClaimValue;
import io.github.bitbucketoidc.core.claims.ClaimWord;
import io.github.bitbucketoidc.core.token.Rejection;
import io.github.bitbucketoidc.provider.policy.Policy;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Reads a file of policy tests. A test that says something that is not known would test nothing, so it is refused. */
final class PolicyTestReader {

    private static final Set<String> KEYS = Set.of("token", "expect", "withheld", "refused", "at");
    private static final Set<String> TOKEN_KEYS =
            Set.of("workspace", "repository", "environment", "pipeline", "step", "branch", "audience", "claims");

    private final String file;
    private final Map<?, ?> root;

    PolicyTestReader(String file, String text) {
        this.file = file;
        LoadSettings settings = LoadSettings.builder()
                .setSchema(new CoreSchema())
                .setLabel(file)
                .build();
        try {
            this.root = map(new Load(settings).loadFromString(text), "the file");
        } catch (YamlEngineException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
        checkKeys(root, Set.of("policy", "tests"), "the file");
    }

    String policy() {
        return text(root.get("policy"), "`policy`");
    }

    List<PolicyTestCase> cases(Policy policy) {
        List<PolicyTestCase> cases = new ArrayList<>();
        map(root.get("tests"), "`tests`").forEach((name, test) -> cases.add(test(policy, String.valueOf(name), test)));
        if (cases.isEmpty()) {
            throw refused("`tests`", "must hold at least one test");
        }
        return cases;
    }

    private PolicyTestCase test(Policy policy, String name, @Nullable Object value) {
        String what = "the test `" + name + "`";
        Map<?, ?> test = map(value, what);
        checkKeys(test, KEYS, what);
        Map<?, ?> token = map(test.get("token"), "`token` of " + what);
        checkKeys(token, TOKEN_KEYS, "`token` of " + what);
        if (test.containsKey("expect") == test.containsKey("refused")) {
            throw refused(what, "needs either `expect` or `refused`");
        }
        Optional<Set<String>> expected = test.containsKey("expect")
                ? Optional.of(new TreeSet<>(texts(test.get("expect"), "`expect` of " + what)))
                : Optional.empty();
        Optional<String> code = test.containsKey("refused")
                ? Optional.of(code(text(test.get("refused"), "`refused` of " + what), what))
                : Optional.empty();
        return new PolicyTestCase(
                name,
                workspace(policy, token, what),
                claims(policy, token, what),
                expected,
                test.containsKey("withheld") ? texts(test.get("withheld"), "`withheld` of " + what) : List.of(),
                code,
                test.containsKey("at") ? at(text(test.get("at"), "`at` of " + what), what) : now());
    }

    private static Instant now() {
        return Clock.systemUTC().instant();
    }

    private String code(String code, String what) {
        return Stream.of(Rejection.Code.values())
                .map(Rejection.Code::toString)
                .filter(code::equals)
                .findFirst()
                .orElseThrow(() -> refused(what, "no token is refused as `" + code + "`"));
    }

    private Instant at(String text, String what) {
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeException e) {
            throw refused(what, "`at` is written 2027-06-30 or 2027-06-30T12:00:00Z");
        }
    }

    private String workspace(Policy policy, Map<?, ?> token, String what) {
        if (!token.containsKey("workspace")) {
            return policy.workspaces().get(0).slug();
        }
        String name = text(token.get("workspace"), "`workspace` of " + what);
        return policy.workspaces().stream()
                .filter(known -> known.slug().equals(name)
                        || StepClaims.uuid(name).filter(known.uuid()::equals).isPresent())
                .findFirst()
                .orElseThrow(() -> refused(what, "the policy has no workspace `" + name + "`"))
                .slug();
    }

    private Map<String, Optional<Object>> claims(Policy policy, Map<?, ?> token, String what) {
        Step step = Step.of(policy);
        Map<String, Optional<Object>> claims = new LinkedHashMap<>();
        for (ClaimWord word : List.of(
                ClaimWord.REPOSITORY, ClaimWord.ENVIRONMENT, ClaimWord.PIPELINE, ClaimWord.STEP, ClaimWord.BRANCH)) {
            if (token.containsKey(word.word())) {
                String value = text(token.get(word.word()), "`" + word.word() + "` of " + what);
                step = step(step, word, value, what);
            }
        }
        for (String name : step.claims().names()) {
            if (!name.equals(ClaimWord.WORKSPACE.claim()) && !name.equals(ClaimWord.AUDIENCE.claim())) {
                claims.put(name, Optional.of(step.claims().text(name).orElseThrow()));
            }
        }
        if (token.containsKey("audience")) {
            Object audience = token.get("audience");
            claims.put("aud", Optional.of(audience instanceof List ? texts(audience, what) : text(audience, what)));
        }
        if (token.containsKey("claims")) {
            map(token.get("claims"), "`claims` of " + what)
                    .forEach((name, value) -> claims.put(String.valueOf(name), Optional.ofNullable(value)));
        }
        return claims;
    }

    private Step step(Step step, ClaimWord word, String value, String what) {
        try {
            return switch (word) {
                case REPOSITORY -> step.repository(value);
                case ENVIRONMENT -> step.environment(value);
                case BRANCH -> step.branch(value);
                default ->
                    step.with(
                            word.claim(),
                            new ClaimValue.Uuid(StepClaims.uuid(value)
                                    .orElseThrow(() -> refused(what, "`" + word.word() + "` is a UUID"))));
            };
        } catch (IllegalArgumentException e) {
            throw refused(what, Objects.requireNonNull(e.getMessage()));
        }
    }

    private void checkKeys(Map<?, ?> map, Set<String> known, String what) {
        for (Object key : map.keySet()) {
            if (!known.contains(String.valueOf(key))) {
                throw refused(what, "`" + key + "` is not one of " + new TreeSet<>(known));
            }
        }
    }

    private Map<?, ?> map(@Nullable Object value, String what) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw refused(what, "must be a map");
    }

    private String text(@Nullable Object value, String what) {
        if (value instanceof String text) {
            return text;
        }
        throw refused(what, "must be a text: put it in quotes");
    }

    private List<String> texts(@Nullable Object value, String what) {
        if (value instanceof List<?> list) {
            return list.stream().map(item -> text(item, "an entry of " + what)).toList();
        }
        throw refused(what, "must be a list");
    }

    private IllegalArgumentException refused(String what, String why) {
        return new IllegalArgumentException(String.format(Locale.ROOT, "%s: %s: %s", file, what, why));
    }
}
