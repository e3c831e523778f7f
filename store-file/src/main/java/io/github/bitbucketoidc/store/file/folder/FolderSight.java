package io.github.bitbucketoidc.store.file.folder;

import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.file.reading.FileProblemException;
import io.github.bitbucketoidc.store.files.FileFacts;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one look showed at the path of a secret. Immutable.
 *
 * @param secret what is there; null if nothing is, or it cannot be used
 * @param problem why it cannot be used
 * @param malformed the fields that cannot be used, with the reason
 * @param mounted whether it is in a Kubernetes mount, which is swapped whole
 * @param newest when any of it was last changed
 * @param facts what every file of it was; equal if nothing was changed
 */
record FolderSight(
        @Nullable Secret secret,
        @Nullable FileProblemException problem,
        Map<String, String> malformed,
        boolean mounted,
        FileTime newest,
        String facts) {

    static FolderSight nothing(boolean mounted) {
        return new FolderSight(null, null, Map.of(), mounted, FileTime.fromMillis(0), "");
    }

    FolderSight dated(FileFacts more) {
        FileTime later = more.modified().compareTo(newest) > 0 ? more.modified() : newest;
        return new FolderSight(secret, problem, malformed, mounted, later, facts + more + "\n");
    }

    FolderSight with(Secret found) {
        return new FolderSight(found, problem, malformed, mounted, newest, facts);
    }

    FolderSight with(FileProblemException why) {
        return new FolderSight(secret, why, malformed, mounted, newest, facts);
    }

    FolderSight withMalformed(Map<String, String> why) {
        return new FolderSight(secret, problem, Map.copyOf(why), mounted, newest, facts);
    }

    /** Says nothing of what is in the secret. */
    @Override
    public String toString() {
        return "FolderSight[" + (secret == null ? "nothing" : "a secret") + "]";
    }
}
