package io.github.bitbucketoidc.provider.policy.file;

import io.github.bitbucketoidc.provider.policy.Policy;
import io.github.bitbucketoidc.provider.rules.PolicyException;
import io.github.bitbucketoidc.store.files.FilePermissions;
import io.github.bitbucketoidc.store.files.StillContent;
import io.github.bitbucketoidc.store.files.UnusableFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A policy file of which a version counts when it held still for a while. Thread-safe. */
final class WatchedPolicyFile implements PolicyFile.Source {

    private static final Logger log = LoggerFactory.getLogger(PolicyFile.Source.class);

    private static final long STILL = StillContent.USUAL.toNanos();

    /** What a read gave: the content, or why it cannot be used. Immutable. */
    private static final class Content {

        private final byte[] bytes;
        private final @Nullable UnusableFileException problem;

        Content(byte[] bytes, @Nullable UnusableFileException problem) {
            this.bytes = bytes;
            this.problem = problem;
        }

        boolean sameAs(@Nullable Content other) {
            if (other == null) {
                return false;
            }
            if (problem != null || other.problem != null) {
                return problem != null
                        && other.problem != null
                        && problem.message().equals(other.problem.message());
            }
            return Arrays.equals(bytes, other.bytes);
        }
    }

    private final Path file;
    private final FilePermissions permissions;
    private final LongSupplier nanoTime;
    /** What was loaded last, or has been offered since. */
    private @Nullable Content taken;

    /** What held still and waits to be loaded. */
    private @Nullable Content offered;

    /** What was loaded last and is a policy: what is refused plays no part in what a later text may lack. */
    private byte @Nullable [] inUse;

    private @Nullable Content seen;
    private long seenSince;
    private boolean waitingIsSaid;

    WatchedPolicyFile(Path file, FilePermissions permissions, LongSupplier nanoTime) {
        this.file = file;
        this.permissions = permissions;
        this.nanoTime = nanoTime;
    }

    /** What was offered; whoever loads without an offer wants the file as it is now. */
    @Override
    public Policy load(Policy.StoreOpener stores) {
        Content content;
        synchronized (this) {
            content = offered != null ? offered : read();
            offered = null;
            taken = content;
            seen = null;
        }
        if (content.problem != null) {
            throw PolicyFile.unreadable(file, content.problem);
        }
        Policy policy = PolicyFile.parse(content.bytes, file, stores);
        synchronized (this) {
            inUse = content.bytes;
        }
        return policy;
    }

    @Override
    public synchronized void offerAgain() {
        // Never the file as it is now: that may be half of one.
        offered = taken;
    }

    @Override
    public synchronized boolean hasChanged() {
        Content now = read();
        if (now.sameAs(taken)) {
            seen = null;
            return false;
        }
        if (!now.sameAs(seen)) {
            seen = now;
            seenSince = nanoTime.getAsLong();
            waitingIsSaid = false;
            return false;
        }
        long still = nanoTime.getAsLong() - seenSince;
        if (still < STILL) {
            return false;
        }
        if (mayBeCutOff(now, still)) {
            return false;
        }
        taken = now;
        offered = now;
        seen = null;
        return true;
    }

    private boolean mayBeCutOff(Content now, long still) {
        Duration required =
                inUse == null || now.problem != null ? StillContent.USUAL : StillContent.required(inUse, now.bytes);
        if (still >= required.toNanos() || !isPolicy(now)) {
            return false;
        }
        if (!waitingIsSaid) {
            waitingIsSaid = true;
            log.warn(
                    "the policy in {} lacks what stands at the end of the one in use, so it is taken when it has held still for {} s;"
                            + " fix: write a file beside it, and rename it",
                    file,
                    required.toSeconds());
        }
        return true;
    }

    /** What is no policy takes nothing away: it is refused, and that is said at once. */
    private boolean isPolicy(Content content) {
        try {
            PolicyFile.parse(content.bytes, file, definition -> {});
            return true;
        } catch (PolicyException e) {
            return false;
        }
    }

    private Content read() {
        try {
            return new Content(PolicyFile.bytes(file, permissions), null);
        } catch (UnusableFileException e) {
            return new Content(new byte[0], e);
        }
    }
}
