package io.github.bitbucketoidc.store;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What one caller needs from one store, all at once, so that a store can read in as few calls as it can. Immutable.
 *
 * @since 0.1.0
 */
public final class SecretRequest {

    private final Set<SecretId> ids;
    private final Deadline deadline;
    private final Caller caller;

    private SecretRequest(Set<SecretId> ids, Deadline deadline, Caller caller) {
        this.ids = ids;
        this.deadline = deadline;
        this.caller = caller;
    }

    /**
     * A request.
     *
     * @param ids what to read; at least one
     * @param deadline until when
     * @param caller on whose behalf
     * @return the request
     * @throws IllegalArgumentException if there is no id
     */
    public static SecretRequest of(Collection<SecretId> ids, Deadline deadline, Caller caller) {
        Set<SecretId> copy = Collections.unmodifiableSet(new LinkedHashSet<>(List.copyOf(ids)));
        if (copy.isEmpty()) {
            throw new IllegalArgumentException("ids: a request asks for at least one secret");
        }
        return new SecretRequest(
                copy, Objects.requireNonNull(deadline, "deadline"), Objects.requireNonNull(caller, "caller"));
    }

    /**
     * What to read.
     *
     * @return at least one id, in a stable order, unmodifiable
     */
    public Set<SecretId> ids() {
        return ids;
    }

    /**
     * Until when the answer is wanted.
     *
     * @return the deadline of the whole request
     */
    public Deadline deadline() {
        return deadline;
    }

    /**
     * On whose behalf.
     *
     * @return the caller
     */
    public Caller caller() {
        return caller;
    }

    @Override
    public String toString() {
        return "SecretRequest" + ids + " for " + caller;
    }
}
