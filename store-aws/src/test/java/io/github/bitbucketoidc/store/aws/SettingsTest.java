package io.github.bitbucketoidc.store.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretReference;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.StoreConfigException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused when a policy is loaded, and what is accepted. Nothing here needs a server: opening makes no call. */
class SettingsTest {

    private static final URI NOWHERE = URI.create("http://127.0.0.1:1");
    private static final String ROLE = "arn:aws:iam::123456789012:role/deploy";

    private static Map<String, Object> region(Object... more) {
        Map<String, Object> settings = Stores.at(NOWHERE, more);
        settings.remove("endpoint");
        return settings;
    }

    private static void refuses(String type, Map<String, ?> settings, String key, String message) {
        assertThatThrownBy(() -> Stores.open(type, settings).close())
                .isInstanceOfSatisfying(
                        StoreConfigException.class,
                        refused -> assertThat(refused.problems()).anySatisfy(problem -> {
                            assertThat(problem.keyPath()).isEqualTo(key);
                            assertThat(problem.message()).contains(message);
                        }));
    }

    private static void refuses(Map<String, ?> settings, String key, String message) {
        refuses("aws-secrets-manager", settings, key, message);
    }

    private static void accepts(String type, Map<String, ?> settings) {
        Stores.open(type, settings).close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"eu-central-2000", "Frankfurt", "eu_central_1", "aws-global", "EU-CENTRAL-1", "eu-moon-1"})
    void refusesARegionThatIsNone(String region) {
        refuses(region("region", region), "region", "is not a region");
    }

    @Test
    void needsARegion() {
        refuses(Map.of(), "region", "is missing");
    }

    @Test
    void takesAnyWellFormedRegionOfAnEndpointOfOnesOwn() {
        accepts("aws-secrets-manager", Stores.at(NOWHERE, "region", "eu-moon-1"));
    }

    @Test
    void refusesPlainHttpToAnotherMachine() {
        refuses(Stores.at(URI.create("http://aws.example")), "endpoint", "plain http");
        accepts("aws-secrets-manager", Stores.at(URI.create("http://aws.example"), "insecure", true));
        refuses(Stores.at(URI.create("ftp://aws.example")), "endpoint", "scheme, host and port");
    }

    @ParameterizedTest
    @CsvSource({"ci, middle of a word", "ci//, must be letters", "c i/, must be letters", "ci*/, must be letters"})
    void refusesAPrefixThatIsNoBoundary(String prefix, String message) {
        refuses(region("prefix", prefix), "prefix", message);
    }

    @Test
    void namesEveryUnknownKeyAndEveryProblemAtOnce() {
        assertThatThrownBy(() -> Stores.open("aws-secrets-manager", Map.of("region", "nowhere", "perfix", "ci/")))
                .hasMessageContaining("region")
                .hasMessageContaining("perfix");
    }

    @Test
    void refusesAConversionThatIsNone() {
        refuses(region("as", "hex"), "as", "text or base64");
    }

    @Test
    void refusesATimeOutThatIsNone() {
        refuses(region("time-out", "1h"), "time-out", "from 50ms to 30s");
    }

    @Nested
    class Logins {

        private void login(Object login, String key, String message) {
            refuses(region("login", login), key, message);
        }

        @Test
        void areOneOfTheKnownOnes() {
            login(Map.of(), "login", "names no way");
            login("password", "login", "is not a way");
            login("step", "login", "must name the role");
            login(Map.of("role", ROLE, "step", Map.of("role", ROLE)), "login", "several ways");
            accepts("aws-secrets-manager", region("login", "default"));
            accepts("aws-secrets-manager", region("login", Map.of("default", true)));
            accepts("aws-secrets-manager", region("login", Map.of("role", ROLE, "profile", "other")));
        }

        @Test
        void nameAProfileThatIsThere() {
            login(Map.of("profile", "nobody"), "login.profile", "there is no profile");
        }

        @ParameterizedTest
        @CsvSource({
            "deploy, is not the ARN",
            "arn:aws:iam::123456789012:user/deploy, is not the ARN",
            "arn:aws:iam::12345:role/deploy, is not the ARN",
            "arn:aws-cn:iam::123456789012:role/deploy, of the partition",
            "arn:aws:iam::123456789012:role/{branch}, no known word"
        })
        void nameARole(String role, String message) {
            login(Map.of("role", role), "login.role", message);
            login(Map.of("step", Map.of("role", role)), "login.step.role", message);
        }

        @Test
        void nameTheRolesOfStepsInOneWay() {
            login(Map.of("step", Map.of()), "login.step.role", "either role or roles");
            login(Map.of("step", Map.of("role", ROLE, "roles", Map.of())), "login.step.role", "either role or roles");
            login(
                    Map.of("step", Map.of("roles", Map.of("payments", ROLE))),
                    "login.step.roles.payments",
                    "is not the UUID");
        }

        @ParameterizedTest
        @ValueSource(strings = {"14m", "899s", "13h"})
        void lastAsLongAsAwsAllows(String duration) {
            login(Map.of("step", Map.of("role", ROLE, "duration", duration)), "login.step.duration", "from 15m to 12h");
        }

        @Test
        void fillNoStepIntoTheProvidersOwnRole() {
            login(Map.of("role", ROLE + "-{repository}"), "login.role", "the provider's own role");
        }
    }

    @Nested
    class Minting {

        private void role(Map<String, ?> role, String key, String message) {
            refuses("aws-credentials", region("roles", Map.of("deploy", role)), "roles.deploy." + key, message);
        }

        private Map<String, Object> with(String key, Object value) {
            Map<String, Object> role = new LinkedHashMap<>();
            role.put("arn", ROLE);
            role.put(key, value);
            return role;
        }

        @Test
        void needsARole() {
            refuses("aws-credentials", region(), "roles", "names no role");
            refuses("aws-credentials", region("roles", Map.of()), "roles", "names no role");
            role(Map.of("duration", "15m"), "arn", "is missing");
            accepts("aws-credentials", region("roles", Map.of("deploy", ROLE)));
            accepts("aws-credentials", region("login", Map.of("step", Map.of()), "roles", Map.of("deploy", ROLE)));
        }

        @Test
        void takesNoShorterSessionThanAwsMakes() {
            role(with("duration", "5m"), "duration", "from 15m to 12h");
        }

        @Test
        void takesAPolicyFromAFile() {
            role(with("session-policy", Map.of("file", "missing.json")), "session-policy", "");
            role(with("session-policy", Map.of("file", "aws-config")), "session-policy", "is not a JSON object");
            role(with("session-policy", "{}"), "session-policy", "");
        }

        @Test
        void refusesAnArnOfAnotherPartition() {
            role(Map.of("arn", "arn:aws-us-gov:iam::123456789012:role/deploy"), "arn", "of the partition");
        }

        @Test
        void knowsItsRolesWhenAPolicyIsLoaded() {
            try (SecretStore store = Stores.open("aws-credentials", region("roles", Map.of("deploy", ROLE)))) {
                assertThat(store.validate(SecretReference.to(Stores.id("deploy"))))
                        .isEmpty();
                assertThat(store.validate(SecretReference.to(Stores.id("depoly"))))
                        .hasValueSatisfying(problem -> assertThat(problem).contains("no role of this name", "deploy"));
                assertThat(store.validate(SecretReference.to(Stores.id("deploy@1"))))
                        .isPresent();
            }
        }
    }

    @Nested
    class References {

        private static final String ARN = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:ci/db-AbCdEf";

        @ParameterizedTest
        @CsvSource({
            "arn:aws:secretsmanager:eu-central-1:123456789012:secret:other/db-AbCdEf, outside of the prefix",
            "arn:aws:secretsmanager:eu-central-1:123456789012:secret:cicd/db-AbCdEf, outside of the prefix",
            "arn:aws:secretsmanager:eu-west-1:123456789012:secret:ci/db-AbCdEf, of the region 'eu-west-1'",
            "arn:aws-cn:secretsmanager:eu-central-1:123456789012:secret:ci/db-AbCdEf, partition 'aws-cn'",
            "arn:aws:ssm:eu-central-1:123456789012:parameter/ci/db, names nothing in Secrets Manager",
            "arn:aws:secretsmanager:eu-central-1:12:secret:ci/db-AbCdEf, malformed",
            "arn:aws:secretsmanager:eu-central-1:123456789012:secret:ci/db-AbCdEf:password::, malformed",
            "ARN:aws:secretsmanager:eu-central-1:123456789012:secret:ci/db, malformed",
            "arn:aws, malformed",
            "a b, letters",
            "a:b, letters",
            "a*, letters"
        })
        void thatCanNeverBeReadAreKnownWhenAPolicyIsLoaded(String path, String message) {
            try (SecretStore store = Stores.open("aws-secrets-manager", region("prefix", "ci/"))) {
                assertThat(store.validate(SecretReference.to(SecretId.of(path))))
                        .hasValueSatisfying(problem -> assertThat(problem).contains(message));
                assertThat(store.validate(SecretReference.to(Stores.id(ARN)))).isEmpty();
            }
        }

        @ParameterizedTest
        @CsvSource({
            "a@b, letters",
            "a+b, letters",
            "a=b, letters",
            "a:3, letters",
            "arn:aws:ssm:eu-central-1:123456789012:parameter/other/db, outside of the prefix '/ci/'",
            "arn:aws:ssm:eu-central-1:123456789012:parameter/cicd, outside of the prefix '/ci/'"
        })
        void toParametersTooAreKnown(String path, String message) {
            try (SecretStore store = Stores.open("aws-parameter-store", region("prefix", "ci/"))) {
                assertThat(store.validate(SecretReference.to(SecretId.of(path))))
                        .hasValueSatisfying(problem -> assertThat(problem).contains(message));
                assertThat(store.validate(
                                SecretReference.to(Stores.id("arn:aws:ssm:eu-central-1:123456789012:parameter/ci/db"))))
                        .isEmpty();
                assertThat(store.validate(SecretReference.to(Stores.id("db/main.x_y-z"))))
                        .isEmpty();
            }
        }
    }
}
