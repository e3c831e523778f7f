package io.github.bitbucketoidc.micrometer;

import io.github.bitbucketoidc.provider.listener.ProviderListener;
import io.micrometer.core.instrument.Tags;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Which repositories have a tag of their own. Thread-safe, and bounded. */
final class Repositories {

    private static final String OTHER = "other";
    private static final String UNKNOWN = "unknown";

    private final int most;
    private final Set<UUID> known = ConcurrentHashMap.newKeySet();

    /** With none, repositories have no tag at all. */
    Repositories(int most) {
        this.most = most;
    }

    Tags tags(ProviderListener.Asker asker) {
        Tags workspace = Tags.of("workspace", asker.workspace());
        return most == 0 ? workspace : workspace.and("repository", name(asker.repository()));
    }

    /** The tags of who is not known; a meter has the same tags always. */
    Tags unknown() {
        Tags workspace = Tags.of("workspace", UNKNOWN);
        return most == 0 ? workspace : workspace.and("repository", UNKNOWN);
    }

    private synchronized String name(UUID repository) {
        if (known.size() < most) {
            known.add(repository);
        }
        return known.contains(repository) ? repository.toString() : OTHER;
    }
}
