package io.github.bitbucketoidc.store.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.StoreConfigException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StepLoginSettingsTest {

    private static final Map<String, Object> TOKEN = Map.of("token", Map.of("env", "TOKEN"));

    @TempDir
    private Path folder;

    private final Map<String, Object> settings = new LinkedHashMap<>();

    @BeforeEach
    void begin() {
        settings.put("address", "https://vault.example:8200");
        settings.put("login", TOKEN);
        settings.put("TOKEN", "the-token");
    }

    private void opens() {
        Stores.open(settings, folder).close();
    }

    private List<StoreConfigException.Problem> problems() {
        StoreConfigException refusal = catchThrowableOfType(
                StoreConfigException.class, () -> Stores.open(settings, folder).close());
        assertThat(refusal).isNotNull();
        assertThat(refusal.getMessage()).doesNotContain("the-token");
        return refusal.problems();
    }

    private void refuses(String key, String message) {
        assertThat(problems()).anySatisfy(problem -> {
            assertThat(problem.keyPath()).isEqualTo(key);
            assertThat(problem.message() + " " + problem.hint()).contains(message);
        });
    }

    @Nested
    class StepLogin {

        private void step(Map<String, ?> step) {
            settings.put("login", Map.of("step", step));
        }

        @Test
        void takesARoleOrATemplateOrAMap() {
            step(Map.of("role", "deploy"));
            opens();
            step(Map.of("role", "bb-{workspace}-{repository}-{environment}", "mount", "team/jwt"));
            opens();
            step(Map.of("roles", Map.of("{" + Stores.REPOSITORY + "}", "a", Stores.STEP.toString(), "b")));
            opens();
        }

        @Test
        void asksForTheCallersTokenAndSharesNothing() {
            step(Map.of("role", "deploy"));
            try (SecretStore store = Stores.open(settings)) {
                assertThat(store.needsCallerToken()).isTrue();
                assertThat(store.sharing()).isEqualTo(SecretStore.Sharing.CALLER);
                assertThat(store.sharing(Stores.id("secret/x"))).isEqualTo(SecretStore.Sharing.CALLER);
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"{branch}", "{repository", "repository}", "{{repository}}", "{}"})
        void refusesATemplateOfAnythingElse(String role) {
            step(Map.of("role", role));

            refuses("login.step.role", "known are");
        }

        @Test
        void refusesBothAndNeither() {
            step(Map.of("role", "a", "roles", Map.of(Stores.STEP.toString(), "b")));
            refuses("login.step.role", "either");
            step(Map.of("mount", "jwt"));
            refuses("login.step.role", "either");
        }

        @Test
        void refusesAMapWhoseKeysAreNoUuids() {
            step(Map.of("roles", Map.of("payments", "a")));
            refuses("login.step.roles.payments", "UUID");
            step(Map.of("roles", Map.of(Stores.STEP.toString(), "a", "{" + Stores.STEP + "}", "b")));
            assertThat(problems())
                    .anySatisfy(problem -> assertThat(problem.message()).contains("twice"));
        }
    }
}
