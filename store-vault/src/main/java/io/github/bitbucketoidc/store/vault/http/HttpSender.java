package io.github.bitbucketoidc.store.vault.http;

import io.github.bitbucketoidc.store.vault.http.NoReplyException.Reached;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Carries calls to servers. Follows no redirect and sends nothing twice, with one exception: a call that may be repeated and gets no
 * answer on a connection that had rested is sent once more on a new one. Thread-safe.
 *
 * @since 0.1.0
 */
public final class HttpSender implements AutoCloseable {

    /** A call that may not be repeated takes a connection only if it was in use just now. */
    private static final Duration IN_USE = Duration.ofSeconds(1);

    /** So long may a connection that rested stay silent, or a third of the time if that is shorter. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(1);

    private static final String TLS_FAILED = "TLS failed: its certificate is not trusted here, or ours not there";

    private final SSLSocketFactory tls;
    private final Proxies proxies;
    private final Duration connectTimeout;
    private final int longestBody;
    private final Executor executor;
    private final ConnectionPool pool;

    /**
     * A sender.
     *
     * @param tls makes TLS connections
     * @param proxies which proxies are on the way
     * @param connectTimeout how long connecting may take, TLS included
     * @param longestBody the longest body that is wanted, in bytes
     * @param executor on which calls are made, each as long as it takes
     * @param nanoTime the monotonic clock by which connections rest
     */
    public HttpSender(
            SSLSocketFactory tls,
            Proxies proxies,
            Duration connectTimeout,
            int longestBody,
            Executor executor,
            LongSupplier nanoTime) {
        this.tls = tls;
        this.proxies = proxies;
        this.connectTimeout = connectTimeout;
        this.longestBody = longestBody;
        this.executor = executor;
        this.pool = new ConnectionPool(nanoTime);
    }

    /**
     * Sends a call and waits for the whole answer.
     *
     * @param server where to
     * @param call what
     * @param limit how long everything may take, from connecting to the last byte
     * @return the answer
     * @throws NoReplyException if no whole answer came
     * @throws InterruptedException if this thread was interrupted; the call is cancelled then
     */
    public HttpReply send(Server server, HttpCall call, Duration limit) throws NoReplyException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        Optional<Connection> rested = pool.take(server, call.repeatable() ? ConnectionPool.LONGEST_REST : IN_USE);
        if (rested.isPresent()) {
            try {
                return send(rested.get(), call, limit, call.repeatable() ? silence(limit) : limit, false);
            } catch (NoReplyException dead) {
                pool.forget(server);
                if (!call.repeatable() || rested.get().isAnswering() || System.nanoTime() - end >= 0) {
                    throw dead;
                }
            }
        }
        Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
        return send(new Connection(server, proxies.of(server), tls), call, left, left, true);
    }

    private static Duration silence(Duration limit) {
        Duration third = limit.dividedBy(3);
        return third.compareTo(LONGEST_SILENCE) < 0 ? third : LONGEST_SILENCE;
    }

    private HttpReply send(Connection connection, HttpCall call, Duration limit, Duration silence, boolean fresh)
            throws NoReplyException, InterruptedException {
        FutureTask<HttpReply> reply = new FutureTask<>(() -> {
            if (fresh) {
                connection.open(limit.compareTo(connectTimeout) < 0 ? limit : connectTimeout);
            }
            return connection.exchange(call, longestBody);
        });
        boolean lasts = false;
        try {
            executor.execute(reply);
            HttpReply whole = await(reply, connection, limit, silence);
            lasts = whole.lasts();
            return whole;
        } catch (RejectedExecutionException closed) {
            throw new NoReplyException("the store is closed", Reached.REFUSED);
        } catch (TimeoutException tooSlow) {
            Reached reached = connection.hasSent() ? Reached.PERHAPS : Reached.NOT_SENT;
            throw new NoReplyException("no whole answer within " + limit.toMillis() + " ms", reached);
        } catch (ExecutionException failure) {
            throw noReply(failure.getCause(), connection);
        } finally {
            if (lasts) {
                pool.rest(connection);
            } else {
                connection.close();
            }
        }
    }

    private static HttpReply await(FutureTask<HttpReply> reply, Connection connection, Duration limit, Duration silence)
            throws InterruptedException, ExecutionException, TimeoutException {
        long begin = System.nanoTime();
        if (silence.compareTo(limit) < 0) {
            try {
                return reply.get(silence.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException silent) {
                if (!connection.isAnswering()) {
                    throw silent;
                }
            }
        }
        Duration left = limit.minusNanos(System.nanoTime() - begin);
        return reply.get(left.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static NoReplyException noReply(@Nullable Throwable cause, Connection connection) {
        if (cause instanceof Connection.ProxyRefusedException refused) {
            return new NoReplyException(
                    "the proxy on the way refuses to connect to it (" + refused.status()
                            + "); fix: if it needs no proxy, name it in NO_PROXY",
                    Reached.REFUSED);
        }
        // a broken connection is a cause of its own below a failed handshake; a certificate that is refused is not
        boolean tlsRefused = cause instanceof SSLException && !(cause.getCause() instanceof IOException);
        if (!connection.hasSent()) {
            return tlsRefused
                    ? new NoReplyException(TLS_FAILED, Reached.REFUSED)
                    : cause instanceof IOException
                            ? new NoReplyException("cannot be connected to", Reached.NOT_SENT)
                            : new NoReplyException("cannot be called: " + name(cause), Reached.REFUSED);
        }
        if (cause instanceof SSLHandshakeException && tlsRefused) {
            // in TLS 1.3 a server refuses our certificate when we have sent already
            return new NoReplyException(TLS_FAILED, Reached.PERHAPS);
        }
        return new NoReplyException(
                cause instanceof IOException
                        ? "the connection broke before a whole answer came"
                        : "failed with " + name(cause),
                Reached.PERHAPS);
    }

    private static String name(@Nullable Throwable cause) {
        return cause == null ? "nothing" : cause.getClass().getName();
    }

    /** Closes connections that rested for too long. */
    public void sweep() {
        pool.sweep();
    }

    /** Lets go of the connections at rest; those in use end with their calls. */
    @Override
    public void close() {
        pool.close();
    }
}
