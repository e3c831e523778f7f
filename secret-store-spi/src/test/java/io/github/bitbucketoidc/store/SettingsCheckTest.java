package io.github.bitbucketoidc.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is wrong with settings alone is found without what they point to. */
class SettingsCheckTest {

    private static final Map<String, Object> ELSEWHERE = Map.of("env", "NOT_SET");

    /** Asks for settings, and opens something or not. */
    private static SecretStores stores(Consumer<StoreConfig> asks, boolean checks, AtomicBoolean open) {
        return SecretStores.of(new SecretStoreFactory() {
            @Override
            public String type() {
                return "test";
            }

            @Override
            public SecretStore open(StoreConfig config) {
                asks.accept(config);
                if (checks) {
                    config.check();
                }
                open.set(true);
                return new SecretStore() {
                    @Override
                    public Map<SecretId, Secret> read(SecretRequest request) {
                        return Map.of();
                    }

                    @Override
                    public void close() {
                        open.set(false);
                    }
                };
            }
        });
    }

    private static List<String> problems(Map<String, Object> settings, Consumer<StoreConfig> asks) {
        StoreConfig config = StoreConfig.of(settings, Path.of("/nowhere"), name -> {
            throw new AssertionError("the environment was looked at: " + name);
        });
        AtomicBoolean open = new AtomicBoolean();
        StoreConfigException refused = catchThrowableOfType(
                StoreConfigException.class, () -> stores(asks, true, open).check("test", config));
        assertThat(open).isFalse();
        return refused == null
                ? List.of()
                : refused.problems().stream()
                        .map(problem -> problem.keyPath() + ": " + problem.message())
                        .toList();
    }

    @Test
    void nothingThatASettingPointsToIsRead() {
        Map<String, Object> settings = new HashMap<>();
        for (String key : List.of("text", "duration", "uri", "path", "flag", "integer", "permissions", "decision")) {
            settings.put(key, ELSEWHERE);
        }
        settings.put("secret", Map.of("file", "not-there", "permissions", "any"));
        settings.put("section", Map.of("inner", Map.of("file", "not-there")));
        AtomicReference<String> secret = new AtomicReference<>();
        assertThat(problems(settings, config -> {
                    assertThat(config.settingsOnly()).isTrue();
                    config.required("text");
                    config.duration("duration", Duration.ZERO);
                    assertThat(config.uri("uri")).isPresent();
                    config.path("path");
                    config.flag("flag", true);
                    assertThat(config.integer("integer", 7, 1, 9)).isEqualTo(7);
                    config.permissions();
                    config.decision("decision");
                    config.secret("secret")
                            .ifPresent(source -> secret.set(source.get().reveal()));
                    config.section("section").orElseThrow().required("inner");
                }))
                .isEmpty();
        assertThat(secret).hasValue("unread");
    }

    @Test
    void whatIsWrittenIsChecked() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("known", "text");
        settings.put("knwon", ELSEWHERE);
        settings.put("time", "soon");
        settings.put("token", "written out");
        settings.put("key", Map.of("file", "k", "permissions", "all"));
        settings.put("name", Map.of("env", " "));
        assertThat(problems(settings, config -> {
                    config.required("known");
                    config.required("missing");
                    config.duration("time", Duration.ZERO);
                    config.secret("token");
                    config.secret("key");
                    config.optional("name");
                }))
                .containsExactlyInAnyOrder(
                        "knwon: is not a known key",
                        "missing: is missing",
                        "time: must be a duration of at most 365d",
                        "token: a credential must not stand in the settings",
                        "key: permissions is not known",
                        "name: the reference names nothing");
    }

    @Test
    void whatAStoreSaysOfAValueThatWasNotReadIsNoProblem() {
        assertThat(problems(Map.of("region", ELSEWHERE), config -> {
                    config.required("region");
                    config.problem("region", "is no region", "");
                }))
                .isEmpty();
        assertThat(problems(Map.of("region", "mars"), config -> {
                    config.required("region");
                    config.problem("region", "is no region", "");
                }))
                .containsExactly("region: is no region");
    }

    @Test
    void aStoreThatIsOpenedAllTheSameIsClosed() {
        AtomicBoolean open = new AtomicBoolean();
        SecretStores stores = stores(config -> config.optional("a"), false, open);
        stores.check("test", StoreConfig.of(Map.of("a", "b")));
        assertThat(open).isFalse();
        StoreConfigException refused = catchThrowableOfType(
                StoreConfigException.class, () -> stores.check("test", StoreConfig.of(Map.of("b", "b"))));
        assertThat(refused).hasMessageContaining("b: is not a known key");
        assertThat(open).isFalse();
        stores.open("test", StoreConfig.of(Map.of("a", "b")));
        assertThat(open).isTrue();
    }

    @Test
    void aStoreMayFailForAValueThatWasNotReadAndForNoOther() {
        SecretStores stores = stores(
                config -> {
                    throw new IllegalStateException(config.optional("a").orElse("none"));
                },
                false,
                new AtomicBoolean());
        assertThatCode(() -> stores.check("test", StoreConfig.of(Map.of("a", ELSEWHERE))))
                .doesNotThrowAnyException();
        assertThat(catchThrowableOfType(
                        StoreConfigException.class, () -> stores.check("test", StoreConfig.of(Map.of("a", "b")))))
                .hasMessageContaining("the store failed while it was opened");
    }

    @Test
    void aTypeThatIsNotThereIsAProblem() {
        assertThat(catchThrowableOfType(
                        StoreConfigException.class, () -> SecretStores.of().check("vault", StoreConfig.of(Map.of()))))
                .hasMessageContaining("there is no store of this type");
    }
}
