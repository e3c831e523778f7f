package io.github.bitbucketoidc.provider.stores;

import io.github.bitbucketoidc.provider.release.Release;
import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads every store that one answer needs, at the same time and within one deadline; all of them or none. A store that waits for nothing is
 * read on the request's own thread, after the others have begun: changing threads costs more than such a read.
 */
public final class StoreReads {

    private final Executor executor;
    private final LateAnswers leases;
    private final StoreWatch watch;

    /**
     * Reads on the threads of an executor.
     *
     * @param leases revokes the leases of secrets that are not used after all
     * @param watch is told of each read
     */
    public StoreReads(Executor executor, LateAnswers leases, StoreWatch watch) {
        this.executor = executor;
        this.leases = leases;
        this.watch = watch;
    }

    /**
     * Reads. No store is asked before each of them may be.
     *
     * @param requests what to read of each store, with the caller as that store may see it
     * @param deadline until when
     * @return what each store has; a missing secret is absent. Its leases are the caller's to revoke
     * @throws ReleaseFailure if one store failed or was too slow: nothing of the others counts then
     */
    public Map<OpenStore, Map<SecretId, Secret>> read(Map<OpenStore, SecretRequest> requests, Deadline deadline) {
        BlockingQueue<StoreRead> finished = new LinkedBlockingQueue<>();
        List<StoreRead> reads = new ArrayList<>();
        boolean complete = false;
        try {
            for (Map.Entry<OpenStore, SecretRequest> request : requests.entrySet()) {
                reads.add(prepare(request.getKey(), request.getValue(), finished));
            }
            for (StoreRead read : reads) {
                if (!read.waitsForNothing()) {
                    start(read);
                }
            }
            for (StoreRead read : reads) {
                if (read.waitsForNothing()) {
                    read.task().run();
                }
            }
            Map<OpenStore, Map<SecretId, Secret>> secrets = new LinkedHashMap<>();
            for (int i = 0; i < reads.size(); i++) {
                StoreRead read = finished.poll(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
                if (read == null) {
                    reads.forEach(StoreRead::tooLate);
                    throw new ReleaseFailure(
                            Release.FailureCode.DEADLINE_EXCEEDED, "the stores did not answer in time");
                }
                secrets.put(read.store(), read.secrets());
            }
            complete = true;
            return secrets;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ReleaseFailure(Release.FailureCode.DEADLINE_EXCEEDED, "the request's thread was interrupted");
        } finally {
            if (!complete) {
                reads.forEach(StoreRead::abandon);
            }
        }
    }

    private StoreRead prepare(OpenStore store, SecretRequest request, BlockingQueue<StoreRead> finished)
            throws InterruptedException {
        CircuitBreaker.Permission permission = null;
        boolean hasPermit = false;
        StoreRead prepared = null;
        try {
            permission = store.admit();
            store.acquirePermit();
            hasPermit = true;
            prepared = new StoreRead(
                    store, request, finished, leases, watch, permission); // asks the store, whose code may do anything
            return prepared;
        } catch (ReleaseFailure refused) {
            watch.notAsked(store, refused.code());
            throw refused;
        } finally {
            if (prepared == null) {
                release(store, permission, hasPermit);
            }
        }
    }

    private static void release(OpenStore store, CircuitBreaker.@Nullable Permission permission, boolean hasPermit) {
        if (hasPermit) {
            store.releasePermit();
        }
        if (permission != null) {
            store.undecided(permission);
        }
    }

    private void start(StoreRead read) {
        try {
            executor.execute(read.task());
        } catch (RejectedExecutionException full) {
            watch.notAsked(read.store(), Release.FailureCode.OVERLOADED);
            throw new ReleaseFailure(Release.FailureCode.OVERLOADED, "no thread is left to read store " + read.store());
        }
    }
}
