package io.github.bitbucketoidc.store.file;

import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.StoreConfig;
import java.util.Optional;

/** Reads a file of secrets for the first time. */
final class FileOpening {

    private static final String KEY = "path";

    private FileOpening() {}

    /** A store with what the file holds; empty, with every problem noted, if it cannot be used. */
    static Optional<SecretStore> open(SecretsFile file, StoreConfig config) {
        try {
            byte[] bytes = file.bytes();
            SecretsContent content = file.parse(bytes);
            content.findings().forEach(finding -> config.problem(KEY, file + ": " + finding.message(), finding.hint()));
            return content.findings().isEmpty()
                    ? Optional.of(new FileStore(
                            new WatchedSecrets(file, bytes, content.secrets(), System::nanoTime), file.toString()))
                    : Optional.empty();
        } catch (FileProblemException e) {
            config.problem(KEY, String.valueOf(e.getMessage()), e.hint());
        } catch (FileChangedException e) {
            config.problem(KEY, String.valueOf(e.getMessage()), "try again when nobody writes it");
        }
        return Optional.empty();
    }
}
