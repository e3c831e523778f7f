package io.github.bitbucketoidc.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretStoresTest {

    private static final SecretStore EMPTY = request -> Map.of();

    private record Factory(String type, Function<StoreConfig, SecretStore> opening) implements SecretStoreFactory {
        @Override
        public SecretStore open(StoreConfig config) {
            return opening.apply(config);
        }
    }

    private static Factory factory(String type) {
        return new Factory(type, config -> EMPTY);
    }

    private static List<String> problems(Function<StoreConfig, SecretStore> opening, Map<String, ?> settings) {
        SecretStores stores = SecretStores.of(new Factory("x", opening));
        StoreConfigException refused =
                catchThrowableOfType(StoreConfigException.class, () -> stores.open("x", StoreConfig.of(settings)));
        assertThat(refused).as("the refusal").isNotNull();
        return refused.problems().stream()
                .map(StoreConfigException.Problem::toString)
                .toList();
    }

    @Nested
    class Types {

        @Test
        void areInAlphabeticalOrder() {
            SecretStores stores = SecretStores.of(factory("vault"), factory("file"));
            assertThat(stores.types()).containsExactly("file", "vault");
            assertThat(stores).hasToString("SecretStores[file, vault]");
            assertThatThrownBy(() -> stores.types().clear()).isInstanceOf(UnsupportedOperationException.class);
        }

        @Test
        void areNeverThoseOfTwoFactories() {
            assertThatIllegalStateException()
                    .isThrownBy(() -> SecretStores.of(factory("file"), factory("file")))
                    .withMessageStartingWith(
                            "Two secret stores have the type 'file': " + Factory.class.getName() + " (from ")
                    .withMessageEndingWith("). Which one is meant cannot be known: remove one of them.");
        }

        @Test
        void mayBeGivenTwiceByOneFactory() {
            Factory file = factory("file");
            assertThat(SecretStores.of(file, file).types()).containsExactly("file");
        }

        @ParameterizedTest
        @NullSource
        @ValueSource(strings = {"", "File", "1a", "-a", "a b", "a.b", "a\n", "\u00e9"})
        void areWords(String type) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> SecretStores.of(factory(type)))
                    .withMessageContaining("has no proper type: it must be lower-case letters, digits and '-'");
        }
    }

    @Nested
    class AnUnknownType {

        private static final String TOO = " if it is not there yet, and give its factory to SecretStores.of, too";

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
            vault               | add the artifact io.github.bitbucketoidc:store-vault
            aws-secrets-manager | add the artifact io.github.bitbucketoidc:store-aws
            aws-parameter-store | add the artifact io.github.bitbucketoidc:store-aws
            aws-credentials     | add the artifact io.github.bitbucketoidc:store-aws
            flie                | did you mean 'file'?
            files               | did you mean 'file'?
            FILE                | did you mean 'file'?
            valut               | did you mean 'vault'? Then add the artifact io.github.bitbucketoidc:store-vault
            etcd                | add the jar of the store that has this type
            """)
        void namesWhatIsThereAndWhatToAdd(String type, String hint) {
            SecretStores stores = SecretStores.of(factory("file"), factory("memory"));
            StoreConfigException refused =
                    catchThrowableOfType(StoreConfigException.class, () -> stores.open(type, StoreConfig.of(Map.of())));
            assertThat(refused.problems())
                    .containsExactly(StoreConfigException.Problem.of(
                            "type",
                            "there is no store of this type; given: file, memory",
                            hint.contains("add the ") ? hint + TOO : hint));
        }

        @Test
        void saysSoWhenThereIsNoneAtAll() {
            assertThatThrownBy(() -> SecretStores.of().open("file", StoreConfig.of(Map.of())))
                    .isInstanceOf(StoreConfigException.class)
                    .hasMessage("type: there is no store of this type; no store was given"
                            + " (add the artifact io.github.bitbucketoidc:store-file" + TOO + ")");
        }

        @Test
        void saysSoWhenNoneIsFound() {
            SecretStores stores = SecretStores.discover(ClassLoader.getPlatformClassLoader());
            assertThatThrownBy(() -> stores.open("file", StoreConfig.of(Map.of())))
                    .isInstanceOf(StoreConfigException.class)
                    .hasMessage(
                            "type: there is no store of this type; no store was found on the class path or module path"
                                    + " (add the artifact io.github.bitbucketoidc:store-file)");
        }
    }

    @Nested
    class Opening {

        @Test
        void givesTheStoreAndLeavesTheSettingsAsTheyAre() {
            SecretStores stores = SecretStores.of(new Factory("x", config -> {
                config.required("a");
                return EMPTY;
            }));
            StoreConfig config = StoreConfig.of(Map.of("a", "b"));
            assertThat(stores.open("x", config)).isSameAs(EMPTY);
            assertThat(stores.open("x", config)).isSameAs(EMPTY);
            assertThatThrownBy(config::check).hasMessage("a: is not a known key (nothing is set here)");
        }

        @Test
        void checksTheSettingsAfterwardsAndClosesTheStore() {
            AtomicInteger closed = new AtomicInteger();
            SecretStore closing = new SecretStore() {
                @Override
                public Map<SecretId, Secret> read(SecretRequest request) {
                    return Map.of();
                }

                @Override
                public void close() {
                    closed.incrementAndGet();
                    throw new IllegalStateException("cannot close");
                }
            };
            assertThat(problems(config -> closing, Map.of("a", "b")))
                    .containsExactly("a: is not a known key (nothing is set here)");
            assertThat(closed).hasValue(1);
        }

        @Test
        void turnsAFailureAfterAProblemIntoTheProblem() {
            assertThat(problems(
                            config -> {
                                config.required("address");
                                throw new IllegalArgumentException("no host");
                            },
                            Map.of("adress", "b")))
                    .containsExactly("address: is missing (add address: ...)");
        }

        @Test
        void addsWhatAFactoryRefusesByItself() {
            assertThat(problems(
                            config -> {
                                config.required("address");
                                throw new StoreConfigException(
                                        List.of(StoreConfigException.Problem.of("role", "is wrong", "")));
                            },
                            Map.of()))
                    .containsExactly("address: is missing (add address: ...)", "role: is wrong");
        }

        @Test
        void saysWhenTheStoreItselfIsWrong() {
            assertThat(problems(
                            config -> {
                                throw new IllegalArgumentException("hunter2");
                            },
                            Map.of()))
                    .containsExactly("the store failed while it was opened: an error of the store, not of the settings"
                            + " (ask the author of the 'x' store)");
            assertThat(problems(config -> null, Map.of()))
                    .containsExactly("the store returned nothing when it was opened: an error of the store, not of the"
                            + " settings (ask the author of the 'x' store)");
        }

        @Test
        void saysWhenTheStoreWasBuiltForAnotherVersion() {
            assertThat(problems(
                                    config -> {
                                        throw new NoSuchMethodError("StoreConfig.gone()");
                                    },
                                    Map.of())
                            .get(0))
                    .startsWith(
                            "type: the 'x' store was built for another version of secret-store-spi (update its jar, or the"
                                    + " library if the store is the newer one: ");
        }
    }
}
