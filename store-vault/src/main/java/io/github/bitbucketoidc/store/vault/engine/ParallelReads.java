package io.github.bitbucketoidc.store.vault.engine;

import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.support.Failures;
import io.github.bitbucketoidc.store.vault.client.Threads;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;

/** Reads several secrets at the same time: all of them, or none. */
public final class ParallelReads {

    private final Threads threads;

    public ParallelReads(Threads threads) {
        this.threads = threads;
    }

    /**
     * Reads; the first one on this thread, which would only wait otherwise.
     *
     * @param revoke takes what was made before another read failed, and what is made after that
     */
    public Map<SecretId, Secret> read(
            Set<SecretId> ids, Function<SecretId, Optional<Secret>> read, Deadline deadline, Consumer<Secret> revoke) {
        Map<SecretId, ReadTask> tasks = new LinkedHashMap<>();
        ids.forEach(id -> tasks.put(id, new ReadTask(() -> read.apply(id), revoke)));
        boolean complete = false;
        try {
            Iterator<ReadTask> all = tasks.values().iterator();
            ReadTask mine = all.next();
            all.forEachRemaining(threads::run);
            mine.run();
            Map<SecretId, Secret> found = new LinkedHashMap<>();
            for (Map.Entry<SecretId, ReadTask> task : tasks.entrySet()) {
                outcome(task.getValue(), deadline).ifPresent(secret -> found.put(task.getKey(), secret));
            }
            complete = true;
            return found;
        } finally {
            if (!complete) {
                tasks.values().forEach(ReadTask::abandon);
            }
        }
    }

    private static Optional<Secret> outcome(ReadTask task, Deadline deadline) {
        try {
            return task.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw Failures.unavailable("the read was interrupted", List.of());
        } catch (TimeoutException tooSlow) {
            throw Failures.unavailable("Vault did not answer before the deadline", List.of());
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof SecretStoreException known) {
                throw known;
            }
            throw new IllegalStateException("a read failed with a defect", failure.getCause());
        }
    }
}
