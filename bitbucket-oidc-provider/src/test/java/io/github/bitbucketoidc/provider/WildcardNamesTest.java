package io.github.bitbucketoidc.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.provider.release.Release;
import io.github.bitbucketoidc.rows.Row;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretValue;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may write a field of a secret does not choose the variables of a step. */
class WildcardNamesTest {

    private static final String ONLY = "\"*\": { from: a:one, only: [TOKEN, \"APP_*\"] }";
    private static final String ANY = "\"*\": { from: a:one, any-name: true }";

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    private void assertReleases(String... names) {
        assertThat(bench.ask())
                .isInstanceOfSatisfying(
                        Release.Released.class,
                        released -> assertThat(released.variables()).containsOnlyKeys(names));
    }

    private void assertFails(Release.FailureCode code, String detail) {
        assertThat(bench.ask())
                .isInstanceOfSatisfying(
                        Release.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo(code));
        assertThat(bench.event().detail()).contains(detail);
    }

    @Row("W6")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "OPENSSL_CONF",
                "MY_OWN_TOOLS_PLUGIN_PATH",
                "app_x",
                "TOKEN2",
                "XAPP_Y",
                "token",
                "LD_PRELOAD",
                "constructor",
                "a-b"
            })
    void deliversNoFieldThatThePolicyDoesNotName(String planted) {
        bench.delivering(ONLY);
        bench.a.fields("one", Map.of("TOKEN", "eins eins", "APP_KEY", "zwei zwei", planted, "drei drei"));

        assertReleases("TOKEN", "APP_KEY");
    }

    @Row("W6")
    @Test
    void doesNotFailForAFieldThatIsNotNamed() {
        bench.delivering(ONLY);
        bench.a.secret("one", Secret.ofFields(Map.of("TOKEN", SecretValue.of("eins eins")), Set.of("port")));

        assertReleases("TOKEN");
    }

    @Test
    void failsForANamedFieldThatIsNoText() {
        bench.delivering(ONLY);
        bench.a.secret("one", Secret.ofFields(Map.of("TOKEN", SecretValue.of("eins eins")), Set.of("APP_PORT")));

        assertFails(Release.FailureCode.SECRET_MALFORMED, "field APP_PORT");
    }

    @Test
    void failsWhenTheSecretHasNothingThatIsNamed() {
        bench.delivering(ONLY);
        bench.a.fields("one", Map.of("token", "eins eins"));

        assertFails(Release.FailureCode.SECRET_MALFORMED, "a:one has no field that `only` names");
    }

    @Row("W6")
    @Test
    void boundsAPrefixedWildcardToo() {
        bench.delivering("\"DB_*\": { from: a:one, only: [DB_USER] }");
        bench.a.fields("one", Map.of("USER", "benutzer", "PASSWORD", "kennwort"));

        assertReleases("DB_USER");
    }

    @Row("W6")
    @ParameterizedTest
    @ValueSource(strings = {"PIP_INDEX_URL", "DOTNET_STARTUP_HOOKS", "KUBECONFIG", "GCONV_PATH", "makeflags"})
    void failsWholeWhenAnyNameBringsAReservedOne(String planted) {
        bench.delivering(ANY);
        bench.a.fields("one", Map.of("TOKEN", "eins eins", planted, "zwei zwei"));

        assertFails(Release.FailureCode.NAME_FORBIDDEN, planted + " from a:one#" + planted + " is reserved");
    }

    @Row("W6")
    @ParameterizedTest
    @ValueSource(
            strings = {"AWS_ACCESS_KEY_ID", "NPM_TOKEN", "PIP_REGISTRY_PASSWORD", "TF_VAR_account", "docker_auth_config"
            })
    void failsWholeWhenAnyNameBringsAnotherIdentity(String planted) {
        bench.delivering(ANY);
        bench.a.fields("one", Map.of("TOKEN", "eins eins", planted, "zwei zwei"));

        assertFails(
                Release.FailureCode.NAME_FORBIDDEN,
                planted + " from a:one#" + planted + " tells a tool as whom it acts");
    }

    @Row("W6")
    @Test
    void deliversAnIdentityThatThePolicyNames() {
        bench.delivering(
                "\"*\": { from: a:one, only: [\"AWS_*\"] }",
                "NPM_TOKEN: a:two",
                "\"DOCKER_*\": b:one",
                "\"*_ID\": { from: b:two, any-name: true }");
        bench.a.fields("one", Map.of("AWS_ACCESS_KEY_ID", "eins eins")).text("two", "zwei zwei");
        bench.b.fields("one", Map.of("PASSWORD", "drei drei")).fields("two", Map.of("APP", "vier vier"));

        assertReleases("AWS_ACCESS_KEY_ID", "NPM_TOKEN", "DOCKER_PASSWORD", "APP_ID");
    }

    @Row("W6")
    @Test
    void deliversAnIdentityThatAnyNameBringsAndAnotherLineNames() {
        bench.delivering(ANY, "NPM_TOKEN: a:one#NPM_TOKEN");
        bench.a.fields("one", Map.of("NPM_TOKEN", "eins eins"));

        assertReleases("NPM_TOKEN");
    }

    @Test
    void deliversAnIdentityThatTheSettingsAllow() {
        bench.delivering(ANY).settings("allow-names: [NPM_TOKEN]");
        bench.a.fields("one", Map.of("NPM_TOKEN", "eins eins"));

        assertReleases("NPM_TOKEN");
    }
}
