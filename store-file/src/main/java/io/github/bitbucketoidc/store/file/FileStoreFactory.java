package io.github.bitbucketoidc.store.file;

import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreFactory;
import io.github.bitbucketoidc.store.StoreConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Opens stores of type {@code file}; the settings are described at {@linkplain io.github.bitbucketoidc.store.file the
 * package}. A file that cannot be used when the store is opened is a problem of the settings: there is no last good content
 * yet. Thread-safe.
 *
 * <pre>{@code
 * SecretStores stores = SecretStores.of(new FileStoreFactory());
 * SecretStore store = stores.open("file", StoreConfig.of(Map.of("path", "secrets.yaml")));
 * }</pre>
 *
 * @since 0.1.0
 */
public final class FileStoreFactory implements SecretStoreFactory {

    /** A factory, as {@link java.util.ServiceLoader} makes it. */
    public FileStoreFactory() {}

    /**
     * {@inheritDoc}
     *
     * @return {@code file}
     */
    @Override
    public String type() {
        return "file";
    }

    @Override
    public SecretStore open(StoreConfig config) {
        if (!config.has("path")) {
            config.problem("path", "is missing", "name a file or a folder, as in path: secrets.yaml");
        }
        Optional<Path> path = config.path("path").map(Path::toAbsolutePath);
        FileReading reading = new FileReading(permissions(config), trimNewline(config));
        Optional<SecretStore> store = path.flatMap(place -> Files.isDirectory(place)
                ? Optional.of(new FolderStore(place, reading))
                : FileOpening.open(new SecretsFile(place, reading), config));
        config.check();
        return store.map(FileStoreFactory::started)
                .orElseThrow(() -> new IllegalStateException("path: nothing opened"));
    }

    private static SecretStore started(SecretStore store) {
        return store instanceof FileStore file ? file.watch() : store;
    }

    private static FilePermissions permissions(StoreConfig config) {
        Optional<String> word = config.optional("permissions");
        Optional<FilePermissions> permissions = word.flatMap(FilePermissions::parse);
        if (word.isPresent() && permissions.isEmpty()) {
            config.problem("permissions", "is not known", "write owner, group or any");
        }
        return permissions.orElse(FilePermissions.OWNER);
    }

    private static boolean trimNewline(StoreConfig config) {
        Optional<String> word = config.optional("trim");
        if (word.isPresent() && !word.get().equals("newline")) {
            config.problem("trim", "is not known", "write newline, or leave it out to keep every byte");
        }
        return word.isPresent();
    }
}
