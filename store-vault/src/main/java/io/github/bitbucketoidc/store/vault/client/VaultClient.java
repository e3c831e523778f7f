package io.github.bitbucketoidc.store.vault.client;

import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.StoreHealth;
import io.github.bitbucketoidc.store.support.Failures;
import io.github.bitbucketoidc.store.vault.http.HttpReply;
import io.github.bitbucketoidc.store.vault.http.NoReplyException;
import io.github.bitbucketoidc.store.vault.http.NoReplyException.Reached;
import io.github.bitbucketoidc.store.vault.http.Server;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Calls Vault: tries its servers one after the other, and asks all of them again at most twice, after a short pause, what may be asked
 * again. Everything ends within the deadline of the request and within the time-out of the settings. It has no breaker: the provider
 * has one for each store, and two of them, one above the other, made every outage longer. Thread-safe.
 */
public final class VaultClient {

    /** The longest body that is wanted: all variables of a step may hold 100 KB together by default. */
    public static final int LONGEST_BODY = 1 << 20;

    private static final int RETRIES = 2;

    /** After a failure, by repetition: together longer than the change of a leader, or of what stands before Vault, often takes. */
    private static final long[] PAUSES = {250, 650};

    private static final long[] PAUSES_IF_ASKED_TO_WAIT = {25, 50};
    private static final Duration UNTIL_RETRY = Duration.ofSeconds(2);
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(1);

    private final VaultTransport transport;
    private final Addresses addresses;
    private final Duration timeOut;
    private volatile StoreHealth health = StoreHealth.unknown();

    public VaultClient(VaultTransport transport, Addresses addresses, Duration timeOut) {
        this.transport = transport;
        this.addresses = addresses;
        this.timeOut = timeOut;
    }

    public Duration timeOut() {
        return timeOut;
    }

    /** What came of the last call. */
    public StoreHealth health() {
        return health;
    }

    /**
     * Makes a call.
     *
     * @return the answer, which may be a refusal of what was asked
     * @throws SecretStoreException if Vault cannot answer now, or what answers is not Vault
     */
    public VaultAnswer send(VaultCall call, Deadline deadline) {
        return send(call, deadline, VaultClient::nothing);
    }

    /**
     * Makes a call that may make something.
     *
     * @param lost run if the call may not be repeated and nobody knows whether Vault did what it was asked to do
     */
    public VaultAnswer send(VaultCall call, Deadline deadline, Runnable lost) {
        try {
            VaultAnswer answer = trySend(call, deadline.atMost(timeOut), lost);
            health = StoreHealth.of(StoreHealth.Status.UP, "");
            return answer;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw Failures.unavailable("the read was interrupted", call.ids());
        } catch (SecretStoreException failure) {
            health = failure.kind() == SecretStoreException.Kind.UNAVAILABLE
                    ? StoreHealth.of(StoreHealth.Status.DOWN, String.valueOf(failure.getMessage()))
                    : StoreHealth.of(StoreHealth.Status.UP, "");
            throw failure;
        }
    }

    private static void nothing() {}

    private VaultAnswer trySend(VaultCall call, Deadline deadline, Runnable lost) throws InterruptedException {
        SecretStoreException last = Failures.unavailable("the deadline has passed", call.ids());
        int retries = 0;
        List<Server> order = addresses.order();
        int next = 0;
        while (!deadline.passed()) {
            Server server = order.get(next);
            // a server that hangs must leave time for the others
            Attempt attempt = attempt(server, call, deadline.remaining().dividedBy(order.size() - next), lost);
            if (attempt.answer != null) {
                addresses.answered(server);
                return attempt.answer;
            }
            last = attempt.failure(server, call);
            if (attempt.elsewhere && next + 1 < order.size()) {
                next++;
            } else if (!attempt.retry || ++retries > RETRIES || !pause(attempt, retries, deadline)) {
                throw last;
            } else if (attempt.elsewhere) {
                next = 0;
            }
        }
        throw last;
    }

    /** Waits before a repetition: what Vault asked for, or a little, with jitter; {@code false} if there is no time for it. */
    private static boolean pause(Attempt attempt, int retry, Deadline deadline) throws InterruptedException {
        long shortest = attempt.pause != null
                ? attempt.pause.toMillis()
                : (attempt.elsewhere ? PAUSES : PAUSES_IF_ASKED_TO_WAIT)[Math.min(retry, RETRIES) - 1];
        long wait = shortest + ThreadLocalRandom.current().nextLong(1 + Math.min(shortest, 100));
        if (deadline.remaining().toMillis() <= wait) {
            return false;
        }
        Thread.sleep(wait);
        return true;
    }

    /**
     * What came of asking one server once.
     *
     * @param elsewhere whether another server may be asked at once
     * @param retry whether the same one may be asked after a pause
     */
    private record Attempt(
            @Nullable VaultAnswer answer,
            boolean elsewhere,
            boolean retry,
            String problem,
            @Nullable Duration pause) {

        SecretStoreException failure(Server server, VaultCall call) {
            return Failures.unavailable(
                    "Vault at " + server + ": " + problem + " (" + call + ")",
                    call.ids(),
                    pause != null ? pause : UNTIL_RETRY);
        }
    }

    private Attempt attempt(Server server, VaultCall call, Duration limit, Runnable lost) throws InterruptedException {
        try {
            return judge(server, call, transport.send(server, call, limit), lost);
        } catch (NoReplyException noReply) {
            boolean perhaps = noReply.reached() == Reached.PERHAPS;
            if (perhaps && !call.repeatable()) {
                lost.run();
            }
            boolean elsewhere = !perhaps || call.repeatable();
            boolean retry = elsewhere && noReply.reached() != Reached.REFUSED;
            return new Attempt(null, elsewhere, retry, String.valueOf(noReply.getMessage()), null);
        } catch (InterruptedException stopped) {
            if (!call.repeatable()) {
                lost.run();
            }
            throw stopped;
        }
    }

    private static Attempt judge(Server server, VaultCall call, HttpReply reply, Runnable lost) {
        Optional<byte[]> bytes = reply.body();
        Optional<Json.Members> body = bytes.flatMap(JsonText::object);
        Verdict verdict = Verdict.of(reply, body);
        boolean tooLong = bytes.isEmpty() && VaultStatus.problem(reply.status()).isEmpty();
        if (verdict.isLost(call) || (tooLong && !call.repeatable())) {
            lost.run();
        }
        if (tooLong) {
            throw Failures.malformed(
                    "Vault at " + server + ": the answer is longer than " + (LONGEST_BODY >> 10) + " KiB", call.ids());
        }
        if (verdict == Verdict.ANSWER) {
            VaultAnswer answer = new VaultAnswer(reply.status(), body.isPresent(), body.orElse(Json.Members.NONE));
            return new Attempt(answer, false, false, "", null);
        }
        String problem = VaultStatus.problem(reply.status());
        return new Attempt(
                null,
                verdict.isRetryableElsewhere(call),
                verdict.isRetryable(call),
                problem.isEmpty() ? "answered something that is not whole, or not from Vault" : problem,
                retryAfter(reply.header("retry-after")));
    }

    private static @Nullable Duration retryAfter(String text) {
        if (text.isEmpty() || text.length() > 9 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return null;
        }
        Duration asked = Duration.ofSeconds(Long.parseLong(text));
        return asked.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : asked;
    }
}
