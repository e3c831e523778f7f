package io.github.bitbucketoidc.store;

import java.util.Map;
import java.util.Optional;

/**
 * A source of secrets, such as a vault, a cloud service or a file.
 *
 * <p>Implementations are thread-safe: one instance serves every request until {@link #close()}. They never write a secret
 * value, or a caller's token, to a log, an exception message or a {@code toString}.
 *
 * <pre>{@code
 * final class EnvironmentStore implements SecretStore {
 *     public Map<SecretId, Secret> read(SecretRequest request) {
 *         Map<SecretId, Secret> found = new HashMap<>();
 *         for (SecretId id : request.ids()) {
 *             String value = System.getenv(id.path().toString());
 *             if (value != null) {
 *                 found.put(id, Secret.ofText(SecretValue.of(value)));
 *             }
 *         }
 *         return found;
 *     }
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public interface SecretStore extends AutoCloseable {

    /** Who may see an answer of a store again. */
    enum Sharing {
        /** The answer is the same for every caller, so it may be cached and one read may serve several callers. */
        SHARED,
        /** The answer depends on the caller: it is in no cache, and no read is shared between two callers. */
        CALLER
    }

    /**
     * Reads the secrets of one request.
     *
     * <p>A {@link SecretId#version()} is answered with that version or not at all: a store without versions throws
     * {@link SecretStoreException.Kind#MISCONFIGURED} for an id that has one, instead of answering with what it holds now.
     *
     * <p>A secret that does not exist is absent from the map: absence is an answer, not a failure. The map holds no id that
     * was not asked for and no {@code null}. The method returns or throws before {@link SecretRequest#deadline()} has
     * passed; the thread may be interrupted when the answer is no longer wanted.
     *
     * @param request what to read, for whom, and until when
     * @return the secrets that exist, by the ids of the request
     * @throws SecretStoreException if the store cannot answer: nothing of what it read is used then
     */
    Map<SecretId, Secret> read(SecretRequest request);

    /**
     * Gives a lease back before its time, because the answer that it was made for failed or its step has ended. A lease that
     * is unknown or already over is no error. Stores without leases need not implement it.
     *
     * @param lease the lease, as {@link Secret#lease()} gave it
     * @param caller the caller that it was made for, without its token: that is not kept for so long
     * @throws SecretStoreException if the lease may still be running: the store is asked again later
     */
    default void revoke(Lease lease, Caller caller) {}

    /**
     * What the store knows about itself, without a network call: this is asked often.
     *
     * @return the state; {@link StoreHealth#unknown()} unless overridden
     */
    default StoreHealth health() {
        return StoreHealth.unknown();
    }

    /**
     * Whether {@link Caller#token()} is filled for this store. Ask for it only to log in elsewhere as the caller: each use is
     * audited.
     *
     * @return {@code false} unless overridden
     */
    default boolean needsCallerToken() {
        return false;
    }

    /**
     * Whether two callers that ask for the same id get the same answer.
     *
     * @return {@link Sharing#CALLER} unless overridden, which is always safe
     */
    default Sharing sharing() {
        return Sharing.CALLER;
    }

    /**
     * Whether two callers that ask for this id get the same answer: a store that is shared may hold secrets that are made
     * anew at each read.
     *
     * @param id what is asked for
     * @return {@link #sharing()} unless overridden; never SHARED where that is CALLER
     */
    default Sharing sharing(SecretId id) {
        return sharing();
    }

    /**
     * Validates a reference when a policy is loaded, so that one that cannot be delivered is refused there, with its line: a
     * name that the store cannot have, one that its settings keep out, or, in a store that holds everything in memory, one that
     * is not there. Makes no network call.
     *
     * @param reference what a policy delivers
     * @return what is wrong with it and the fix, in one sentence for the person who wrote it and without any value; empty
     *     unless overridden
     */
    default Optional<String> validate(SecretReference reference) {
        return Optional.empty();
    }

    /**
     * Whether {@link #read} answers from memory and waits for nothing: no network, no disk, no lock that somebody may hold for
     * long. Then it is called on the request's own thread, which saves two changes of threads; else on another thread, so that a
     * read that hangs holds no request past its deadline. A store that says so and hangs all the same holds its request's thread.
     *
     * @return {@code false} unless overridden, which is always safe
     */
    default boolean readsFromMemory() {
        return false;
    }

    /** Lets go of connections, threads and logins. Closing twice is no error; it does not throw. */
    @Override
    default void close() {}
}
