package io.github.bitbucketoidc.threats;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the files of the whole repository are. */
final class Repository {

    private Repository() {}

    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("bitbucket-oidc-core"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
