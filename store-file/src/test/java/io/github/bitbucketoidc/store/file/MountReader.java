package io.github.bitbucketoidc.store.file;

import io.github.bitbucketoidc.provider.policy.file.PolicyFile;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretValue;
import io.github.bitbucketoidc.store.StoreConfig;
import io.github.bitbucketoidc.store.StoreConfigException;
import io.github.bitbucketoidc.store.files.FilePermissions;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A program that reads files as another user than that of the tests: for each argument {@code KIND WORD PATH} it prints a line
 * with what it read, or with why it did not. A path is a folder, in which the files {@code token}, {@code secrets.yaml} and
 * {@code policy.yaml} are.
 */
final class MountReader {

    private MountReader() {}

    public static void main(String[] arguments) {
        for (String argument : arguments) {
            String[] words = argument.split(" ", 3);
            System.out.println(argument + ": " + read(words[0], words[1], Path.of(words[2])));
        }
    }

    private static String read(String kind, String word, Path folder) {
        try {
            return switch (kind) {
                case "folder" -> fromStore(folder, word, "token");
                case "file" -> fromStore(folder.resolve("secrets.yaml"), word, "token");
                case "credential" -> credential(folder.resolve("token"), word);
                default ->
                    PolicyFile.read(
                                    folder.resolve("policy.yaml"),
                                    definition -> {},
                                    FilePermissions.parse(word).orElseThrow())
                            .workspaces()
                            .get(0)
                            .slug();
            };
        } catch (SecretStoreException | StoreConfigException refused) {
            return "refused: " + refused.getMessage();
        } catch (RuntimeException refused) {
            return "refused: " + String.valueOf(refused.getMessage()).replace('\n', ' ');
        }
    }

    private static String fromStore(Path path, String word, String secret) {
        try (SecretStore store = Fixture.open(path, Map.of("permissions", word))) {
            return Fixture.text(store, secret);
        }
    }

    private static String credential(Path path, String word) {
        StoreConfig config = StoreConfig.of(Map.of("token", Map.of("file", path.toString(), "permissions", word)));
        Supplier<SecretValue> token = config.secret("token").orElseThrow();
        config.check();
        return token.get().reveal();
    }
}
