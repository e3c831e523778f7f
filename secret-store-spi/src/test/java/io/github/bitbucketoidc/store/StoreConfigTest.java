package io.github.bitbucketoidc.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.assertj.core.api.ObjectAssert;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreConfigTest {

    private static final Path BASE = Path.of("/etc/provider");

    private static StoreConfig config(Map<String, ?> settings) {
        return StoreConfig.of(settings, BASE, name -> null);
    }

    /** What is wrong when the key {@code k} with this value is asked for. */
    private static String wrong(Object value, Function<StoreConfig, ?> ask) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("k", value);
        StoreConfig config = config(settings);
        var unused = ask.apply(config);
        StoreConfigException refused = catchThrowableOfType(StoreConfigException.class, config::check);
        assertThat(refused).as("the refusal").isNotNull();
        assertThat(refused.problems()).hasSize(1);
        assertThat(refused).hasMessage(refused.problems().get(0).toString());
        return refused.getMessage();
    }

    /** The answer when the key {@code k} with this value is asked for, and nothing is wrong with it. */
    private static ObjectAssert<Object> assertRight(Object value, Function<StoreConfig, ?> ask) {
        StoreConfig config = config(Map.of("k", value));
        Object answer = ask.apply(config);
        config.check();
        return assertThat(answer);
    }

    @Nested
    class Texts {

        @Test
        void areReadAsTheyAre() {
            assertRight(" x ", c -> c.required("k")).isEqualTo(" x ");
            assertRight("x", c -> c.optional("k")).isEqualTo(Optional.of("x"));
            assertThat(config(Map.of()).optional("k")).isEmpty();
        }

        @Test
        void areNeverEmptyAndNeverSomethingElse() {
            Function<StoreConfig, ?> required = c -> c.required("k");
            assertThat(wrong("", required))
                    .isEqualTo("k: must not be empty (write a text, or leave the key out if it is optional)");
            assertThat(wrong(" \t", required)).startsWith("k: must not be empty");
            assertThat(wrong(null, required)).isEqualTo("k: must be a text, but is empty (write it in quotes)");
            assertThat(wrong(8, required)).isEqualTo("k: must be a text, but is a number (write it in quotes)");
            assertThat(wrong(1.5, required)).isEqualTo("k: must be a text, but is a number (write it in quotes)");
            assertThat(wrong(true, required)).isEqualTo("k: must be a text, but is true or false (write it in quotes)");
            assertThat(wrong(List.of("x"), required)).startsWith("k: must be a text, but is a list");
            assertThat(wrong(Map.of("x", "y"), required)).startsWith("k: must be a text, but is a section");
            assertThat(wrong("", c -> c.optional("k"))).startsWith("k: must not be empty");
        }

        @Test
        void thatMustBeThereAreMissedOnce() {
            StoreConfig config = config(Map.of());
            assertThat(config.required("role")).isEmpty();
            assertThat(config.required("role")).isEmpty();
            assertThat(catchThrowableOfType(StoreConfigException.class, config::check))
                    .hasMessage("role: is missing (add role: ...)");
        }
    }

    @Nested
    class Durations {

        @ParameterizedTest
        @CsvSource({"500ms,PT0.5S", "0s,PT0S", "30s,PT30S", "5m,PT5M", "24h,PT24H", "7d,PT168H", "365d,PT8760H"})
        void haveANumberAndAUnit(String text, Duration duration) {
            assertRight(text, c -> c.duration("k", Duration.ZERO)).isEqualTo(duration);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "5",
                    "5 s",
                    "s",
                    "-5s",
                    "+5s",
                    "5S",
                    "5sec",
                    "1.5s",
                    "5s5s",
                    "366d",
                    "\u0665s",
                    "9999999999999s",
                    "PT5S"
                })
        void areNothingElse(String text) {
            assertThat(wrong(text, c -> c.duration("k", Duration.ZERO)))
                    .isEqualTo("k: must be a duration of at most 365d"
                            + " (write a number and a unit without a space: 500ms, 30s, 5m, 24h or 7d)");
        }

        @Test
        void needTheirUnit() {
            assertThat(wrong(30, c -> c.duration("k", Duration.ZERO)))
                    .startsWith("k: must be a duration, but is a number");
        }

        @Test
        void canHaveLimits() {
            Duration second = Duration.ofSeconds(1);
            Function<StoreConfig, ?> ask = c -> c.duration("k", second, Duration.ofMillis(50), Duration.ofSeconds(30));
            assertRight("50ms", ask).isEqualTo(Duration.ofMillis(50));
            assertRight("30s", ask).isEqualTo(Duration.ofSeconds(30));
            assertThat(wrong("49ms", ask)).isEqualTo("k: must be from 50ms to 30s");
            assertThat(wrong("31s", ask)).isEqualTo("k: must be from 50ms to 30s");
            assertThat(ask.apply(config(Map.of()))).isEqualTo(second);
            assertThat(ask.apply(config(Map.of("k", "1m")))).isEqualTo(second);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> config(Map.of()).duration("k", second, second.plusNanos(1), Duration.ofDays(1)))
                    .withMessageStartingWith("fallback: must be from ");
        }

        @Test
        void haveAFallback() {
            Duration fallback = Duration.ofSeconds(7);
            assertThat(config(Map.of()).duration("k", fallback)).isEqualTo(fallback);
            assertThat(config(Map.of("k", "nonsense")).duration("k", fallback)).isEqualTo(fallback);
        }
    }

    @Nested
    class Addresses {

        @Test
        void areComplete() {
            assertRight("https://vault.example:8200/x", c -> c.uri("k"))
                    .isEqualTo(Optional.of(URI.create("https://vault.example:8200/x")));
            assertThat(config(Map.of()).uri("k")).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({
            "vault.example,must be a complete address", "vault.example:8200,must be a complete address",
            "//vault.example,must be a complete address", "mailto:x@y,must be a complete address",
            "https://vault example,must be an address", "https://[,must be an address",
        })
        void areNothingElse(String text, String message) {
            assertThat(wrong(text, c -> c.uri("k")))
                    .isEqualTo(
                            "k: " + message + " (write scheme, host and path, for example https://vault.example:8200)");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"https://user:hunter2@vault.example", "https://hunter2@vault_1", "https://@vault.example"})
        void holdNoCredentials(String text) {
            assertThat(wrong(text, c -> c.uri("k")))
                    .isEqualTo("k: must not hold a user name or password (give credentials in settings of their own)");
        }
    }

    @Nested
    class OtherKinds {

        @Test
        void pathsBeginAtTheFolderOfThePolicy() {
            assertRight("a/b", c -> c.path("k")).isEqualTo(Optional.of(Path.of("/etc/provider/a/b")));
            assertRight("/a", c -> c.path("k")).isEqualTo(Optional.of(Path.of("/a")));
            assertThat(wrong("a\0b", c -> c.path("k"))).startsWith("k: must be the path of a file or folder");
        }

        @Test
        void flagsAreTrueOrFalse() {
            assertRight(true, c -> c.flag("k", false)).isEqualTo(true);
            assertThat(config(Map.of()).flag("k", true)).isTrue();
            assertThat(wrong("true", c -> c.flag("k", false)))
                    .isEqualTo("k: must be true or false, but is a text (write true or false without quotes)");
        }

        @Test
        void integersHaveARange() {
            Function<StoreConfig, Integer> port = c -> c.integer("k", 1, 1, 65535);
            assertRight(65535, port).isEqualTo(65535);
            assertRight(1L, port).isEqualTo(1);
            assertThat(config(Map.of()).integer("k", 7, 1, 9)).isEqualTo(7);
            assertThat(wrong(0, port)).isEqualTo("k: must be from 1 to 65535");
            assertThat(wrong(65536L, port)).isEqualTo("k: must be from 1 to 65535");
            assertThat(wrong(Long.MAX_VALUE, port)).isEqualTo("k: must be from 1 to 65535");
            assertThat(wrong("80", port))
                    .isEqualTo("k: must be a whole number, but is a text (write digits without quotes)");
            assertThat(wrong(1.5, port)).startsWith("k: must be a whole number, but is a number");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> config(Map.of()).integer("k", 0, 1, 9));
        }

        @Test
        void listsHoldTexts() {
            Function<StoreConfig, List<String>> list = c -> c.list("k");
            assertRight(List.of("a", "b"), list).isEqualTo(List.of("a", "b"));
            assertThat(config(Map.of()).list("k")).isEmpty();
            assertThat(wrong("a", list)).isEqualTo("k: must be a list, but is a text (write [ \"one\", \"two\" ])");
            assertThat(wrong(List.of(), list))
                    .isEqualTo("k: must not be an empty list (leave the key out if it is optional)");
            assertThat(wrong(List.of("a", 2), list))
                    .isEqualTo("k: item 2 must be a text, but is a number (write it in quotes)");
            assertThat(wrong(List.of(" "), list))
                    .isEqualTo("k: item 1 must be a text, but is empty (write it in quotes)");
            assertThat(wrong(Arrays.asList("a", null), list)).startsWith("k: item 2 must be a text, but is empty");
        }
    }

    @Nested
    class Sections {

        @Test
        void haveKeysOfTheirOwn() {
            StoreConfig config = config(Map.of("login", Map.of("app-role", Map.of("role-id", "x"))));
            StoreConfig role =
                    config.section("login").orElseThrow().section("app-role").orElseThrow();
            assertThat(role.required("role-id")).isEqualTo("x");
            assertThatCode(config::check).doesNotThrowAnyException();
            role.problem("role-id", "is revoked", "");
            assertThat(catchThrowableOfType(StoreConfigException.class, role::check))
                    .hasMessage("login.app-role.role-id: is revoked");
        }

        @Test
        void areTheSameWhenAskedForTwice() {
            StoreConfig config = config(Map.of("login", Map.of("a", "x", "b", "y")));
            config.section("login").orElseThrow().required("a");
            config.section("login").orElseThrow().required("b");
            assertThatCode(config::check).doesNotThrowAnyException();
        }

        @Test
        void canHaveNames() {
            StoreConfig config = config(Map.of("logins", Map.of("one", Map.of("role", "x"))));
            assertThat(config.sections("logins")).containsOnlyKeys("one");
            assertThat(config.sections("logins").get("one").required("role")).isEqualTo("x");
            assertThat(config.sections("none")).isEmpty();
            assertThatCode(config::check).doesNotThrowAnyException();
        }

        @Test
        void areNothingElse() {
            assertThat(wrong("x", c -> c.section("k")))
                    .isEqualTo("k: must be a section with keys of its own, but is a text");
            assertThat(wrong(Map.of("a", 1), c -> c.sections("k")))
                    .isEqualTo("k.a: must be a section with keys of its own, but is a number");
        }
    }

    @Nested
    class Checking {

        @Test
        void namesEverythingAtOnce() {
            StoreConfig config = config(Map.of(
                    "adress",
                    "x",
                    "login",
                    Map.of("roleId", "y", "x", "z"),
                    "time-out",
                    5,
                    "other",
                    Map.of("deep", "x")));
            config.required("address");
            config.duration("time-out", Duration.ZERO);
            config.section("login").orElseThrow().optional("role-id");
            StoreConfigException refused = catchThrowableOfType(StoreConfigException.class, config::check);
            assertThat(refused.problems())
                    .extracting(StoreConfigException.Problem::toString)
                    .containsExactlyInAnyOrder(
                            "address: is missing (add address: ...)",
                            "time-out: must be a duration, but is a number"
                                    + " (write a number and a unit without a space: 500ms, 30s, 5m, 24h or 7d)",
                            "adress: is not a known key (did you mean 'address'?)",
                            "login.roleId: is not a known key (did you mean 'role-id'?)",
                            "login.x: is not a known key (known are: role-id)",
                            "other: is not a known key (known are: address, login, time-out)");
        }

        @Test
        void knowsAKeyThatWasOnlyAskedFor() {
            StoreConfig config = config(Map.of("a", "x"));
            assertThat(config.has("a")).isTrue();
            assertThat(config.has("b")).isFalse();
            assertThat(config.keys()).containsExactly("a");
            assertThatCode(config::check).doesNotThrowAnyException();
        }

        @Test
        void hasAWordWhenNothingIsKnown() {
            assertThat(wrong("x", c -> c.keys())).isEqualTo("k: is not a known key (nothing is set here)");
        }

        @Test
        void canBeRepeated() {
            StoreConfig config = config(Map.of("a", "x"));
            StoreConfigException first = catchThrowableOfType(StoreConfigException.class, config::check);
            StoreConfigException second = catchThrowableOfType(StoreConfigException.class, config::check);
            assertThat(second.problems()).isEqualTo(first.problems());
        }
    }

    @Nested
    class Itself {

        @Test
        void showsKeysOnly() {
            assertThat(config(Map.of("token", "hunter2"))).hasToString("StoreConfig[token]");
        }

        @Test
        void copiesWhatItIsMadeOf() {
            List<String> list = new ArrayList<>(List.of("a"));
            Map<String, Object> settings = new HashMap<>(Map.of("k", list));
            StoreConfig config = config(settings);
            list.add("b");
            settings.clear();
            assertThat(config.list("k")).containsExactly("a");
        }

        @Test
        void isEqualWhenTheSettingsAre() {
            StoreConfig one = config(Map.of("a", "x", "b", List.of(1)));
            one.required("nothing");
            assertThat(one)
                    .isEqualTo(config(Map.of("b", List.of(1L), "a", "x")))
                    .hasSameHashCodeAs(config(Map.of("b", List.of(1L), "a", "x")));
            assertThat(one).isNotEqualTo(config(Map.of("a", "y", "b", List.of(1))));
            assertThat(one).isNotEqualTo(StoreConfig.of(Map.of("a", "x", "b", List.of(1)), Path.of("/"), n -> null));
        }

        @Test
        void isMadeOfSettingsOnly() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> config(Map.of("a", Map.of("b", new StringBuilder()))))
                    .withMessage("settings: 'a.b' is a java.lang.StringBuilder, which is no setting");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> config(Map.of("a", Map.of(1, "b"))))
                    .withMessage("settings: a key of 'a' is not a text");
        }

        @Test
        void beginsAtTheWorkingDirectoryUnlessTold() {
            assertThat(StoreConfig.of(Map.of("k", "x")).path("k"))
                    .contains(Path.of("x").toAbsolutePath());
        }
    }
}
