package io.github.bitbucketoidc.core.token.keys;

import java.net.http.HttpClient;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP client that never reuses a connection which may have been idle for more than 30 seconds. Load balancers and firewalls
 * forget idle connections without a word; who then writes into one waits until his deadline. Java 17 keeps idle connections for
 * 1,200 seconds, and the one setting for that is a property of the whole process. So a client serves new requests for 30 seconds
 * only, and a new one replaces it: a connection cannot be older than its client. Requests in progress are not affected. Thread-safe.
 *
 * <p>Java 21 and later are told to end the old client. Java 17 cannot be: its one thread, a daemon, and its connections end when
 * the garbage collector has found the client, or when the server closes them.
 */
final class FreshClient {

    static final long LONGEST_LIFE = TimeUnit.SECONDS.toNanos(30);

    /**
     * A client for one request.
     *
     * @param client to be used for this request only
     * @param used whether it may have connections already
     */
    record Use(HttpClient client, boolean used) {}

    private final Supplier<HttpClient> maker;
    private final LongSupplier nanoseconds;
    private @Nullable HttpClient client;
    private long made;

    FreshClient(Supplier<HttpClient> maker, LongSupplier nanoseconds) {
        this.maker = maker;
        this.nanoseconds = nanoseconds;
    }

    synchronized Use use() {
        long now = nanoseconds.getAsLong();
        HttpClient known = client;
        if (known != null && now - made < LONGEST_LIFE) {
            return new Use(known, true);
        }
        end(known);
        HttpClient fresh = maker.get();
        client = fresh;
        made = now;
        return new Use(fresh, false);
    }

    /** Gives up a client one of whose connections fell silent, if it is still the one in use. */
    synchronized void discard(HttpClient silent) {
        if (client == silent) {
            close();
        }
    }

    synchronized void close() {
        end(client);
        client = null;
    }

    private static void end(@Nullable HttpClient old) {
        if (old == null) {
            return;
        }
        try {
            HttpClient.class.getMethod("shutdown").invoke(old);
        } catch (NoSuchMethodException beforeJava21) {
            // Nothing refers to it any more; that is all that can be done.
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("ending an HTTP client", e);
        }
    }
}
