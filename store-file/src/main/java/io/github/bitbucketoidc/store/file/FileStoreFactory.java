package io.github.bitbucketoidc.store.file;

import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreFactory;
import io.github.bitbucketoidc.store.SecretValue;
import io.github.bitbucketoidc.store.StoreConfig;
import io.github.bitbucketoidc.store.file.age.AgeEncryption;
import io.github.bitbucketoidc.store.file.document.FileOpening;
import io.github.bitbucketoidc.store.file.document.FileStore;
import io.github.bitbucketoidc.store.file.document.SecretsFile;
import io.github.bitbucketoidc.store.file.folder.FolderStore;
import io.github.bitbucketoidc.store.file.reading.FileReading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

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

    private static final String IDENTITY = "identity";

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
        FileReading reading = new FileReading(config.permissions(), trimNewline(config));
        boolean missingAllowed = missingAllowed(config);
        Optional<Supplier<SecretValue>> identity = config.secret(IDENTITY);
        if (config.settingsOnly()) {
            path.ifPresent(given -> AgeEncryption.checkName(given, identity.isPresent(), config));
            config.check();
        }
        Optional<SecretStore> store = path.flatMap(given -> Files.isDirectory(given)
                ? Optional.of(folder(given, reading, config))
                : file(given, reading, identity, config)
                        .flatMap(file -> FileOpening.open(file, missingAllowed, config)));
        config.check();
        return store.map(FileStoreFactory::started)
                .orElseThrow(() -> new IllegalStateException("path: nothing opened"));
    }

    private static SecretStore folder(Path path, FileReading reading, StoreConfig config) {
        if (config.has(IDENTITY)) {
            config.problem(
                    IDENTITY,
                    "is for one file: in a folder nothing is decrypted",
                    "name a file in `path`, as in path: secrets.yaml.age, or remove it");
        }
        return new FolderStore(path, reading);
    }

    private static Optional<SecretsFile> file(
            Path path, FileReading reading, Optional<Supplier<SecretValue>> identity, StoreConfig config) {
        AgeEncryption.checkName(path, identity.isPresent(), config);
        return AgeEncryption.isNamedFor(path)
                ? AgeEncryption.of(identity, config).map(age -> new SecretsFile(path, reading, Optional.of(age)))
                : Optional.of(new SecretsFile(path, reading));
    }

    private static SecretStore started(SecretStore store) {
        return store instanceof FileStore file ? file.watch() : store;
    }

    private static boolean missingAllowed(StoreConfig config) {
        Optional<String> word = config.optional("allow");
        if (word.isPresent() && !word.get().equals("missing")) {
            config.problem(
                    "allow", "is not known", "write missing, or leave it out to have references checked at load");
        }
        return word.isPresent();
    }

    private static boolean trimNewline(StoreConfig config) {
        Optional<String> word = config.optional("trim");
        if (word.isPresent() && !word.get().equals("newline")) {
            config.problem("trim", "is not known", "write newline, or leave it out to keep every byte");
        }
        return word.isPresent();
    }
}
