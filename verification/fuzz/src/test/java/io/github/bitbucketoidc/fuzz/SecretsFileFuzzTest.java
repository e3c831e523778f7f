package io.github.bitbucketoidc.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.github.bitbucketoidc.store.Caller;
import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretPath;
import io.github.bitbucketoidc.store.SecretRequest;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStores;
import io.github.bitbucketoidc.store.SecretValue;
import io.github.bitbucketoidc.store.StoreConfig;
import io.github.bitbucketoidc.store.StoreConfigException;
import io.github.bitbucketoidc.store.file.FileStoreFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A file of secrets is refused whole with its problems, or it holds what a reader that is not ours finds in it. */
class SecretsFileFuzzTest {

    private static final SecretStores STORES = SecretStores.of(new FileStoreFactory());
    private static final Caller SOMEBODY =
            Caller.builder(new UUID(1, 1), new UUID(2, 2), new UUID(3, 3)).build();

    @TempDir
    static Path folder;

    /** What another library makes of a text. */
    private interface Reader {
        Object read(String text) throws ParseException;
    }

    @FuzzTest
    @DictionaryEntries({"? ", ": ", "|-", ">+", "!!str ", "&a ", "*a", "<<: ", "---", "%YAML 1.1", "\\u0041"})
    void yaml(byte[] input) throws IOException, ParseException {
        isOpened("secrets.yaml", input, SecretsFileFuzzTest::yamlOf);
    }

    @FuzzTest
    @DictionaryEntries({"{\"", "\":\"", "\":{\"", "\\uD800", "\\u0000", "null", "[]"})
    void json(byte[] input) throws IOException, ParseException {
        isOpened("secrets.json", input, JSONObjectUtils::parse);
    }

    @ParameterizedTest
    @ValueSource(strings = {"usual", "blocks", "quotes", "no-secrets"})
    void goodSeedsOfYamlAreOpened(String name) throws IOException, ParseException {
        byte[] seed = Seeds.read(SecretsFileFuzzTest.class, "yaml/" + name);
        assertThat(isOpened("secrets.yaml", seed, SecretsFileFuzzTest::yamlOf)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"usual", "escapes", "no-secrets"})
    void goodSeedsOfJsonAreOpened(String name) throws IOException, ParseException {
        byte[] seed = Seeds.read(SecretsFileFuzzTest.class, "json/" + name);
        assertThat(isOpened("secrets.json", seed, JSONObjectUtils::parse)).isTrue();
    }

    private static Object yamlOf(String text) {
        return new Load(LoadSettings.builder().build()).loadFromString(text);
    }

    private static boolean isOpened(String name, byte[] input, Reader reader) throws IOException, ParseException {
        try (SecretStore store = STORES.open(
                "file", StoreConfig.of(Map.of("path", write(name, input).toString())))) {
            Map<?, ?> theirs = (Map<?, ?>) reader.read(new String(input, StandardCharsets.UTF_8));
            theirs.forEach((path, value) ->
                    assertThat(plain(read(store, (String) path))).isEqualTo(value));
            return true;
        } catch (StoreConfigException refused) {
            assertThat(refused.problems())
                    .isNotEmpty()
                    .allSatisfy(problem -> assertThat(problem.keyPath()).isEqualTo("path"));
            return false;
        }
    }

    private static Secret read(SecretStore store, String path) {
        SecretId id = new SecretId(SecretPath.of(path), Optional.empty());
        Secret secret = store.read(SecretRequest.of(Set.of(id), Deadline.after(Duration.ofMinutes(1)), SOMEBODY))
                .get(id);
        assertThat(secret).as(path).isNotNull();
        return secret;
    }

    private static Object plain(Secret secret) {
        return secret.text()
                .<Object>map(SecretValue::reveal)
                .orElseGet(() -> secret.fields().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, field -> field.getValue().reveal())));
    }

    private static Path write(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        if (Files.notExists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        return Files.write(file, bytes);
    }
}
