package io.github.bitbucketoidc.store.file.document;

import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.StoreConfig;
import io.github.bitbucketoidc.store.file.reading.FileChangedException;
import io.github.bitbucketoidc.store.file.reading.FileProblemException;
import java.util.Optional;

/** Reads a file of secrets for the first time. */
public final class FileOpening {

    private static final String KEY = "path";

    private FileOpening() {}

    /** A store with what the file holds; empty, with every problem noted, if it cannot be used. Another file may stand there later. */
    public static Optional<SecretStore> open(SecretsFile file, boolean missingAllowed, StoreConfig config) {
        try {
            byte[] bytes = file.bytes();
            SecretsContent content = file.parse(bytes);
            content.findings().forEach(finding -> config.notYet(KEY, file + ": " + finding.message(), finding.hint()));
            return content.findings().isEmpty()
                    ? Optional.of(new FileStore(
                            new WatchedSecrets(file, bytes, content.secrets(), System::nanoTime),
                            file.toString(),
                            missingAllowed))
                    : Optional.empty();
        } catch (FileProblemException e) {
            config.notYet(KEY, String.valueOf(e.getMessage()), e.hint());
        } catch (FileChangedException e) {
            config.notYet(KEY, String.valueOf(e.getMessage()), "try again when nobody writes it");
        }
        return Optional.empty();
    }
}
