package io.github.bitbucketoidc.store.vault;

import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.StoreHealth;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Calls Vault: tries its servers one after the other, repeats what may be repeated at most twice, and fails at once while the
 * breaker is open. Everything ends within the deadline of the request and within the time-out of the settings. Thread-safe.
 */
final class VaultClient {

    private static final int REPEATS = 2;
    private static final Duration UNTIL_RETRY = Duration.ofSeconds(2);
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(1);

    private final VaultTransport transport;
    private final Addresses addresses;
    private final Breaker breaker;
    private final Duration timeOut;
    private volatile StoreHealth health = StoreHealth.unknown();

    VaultClient(VaultTransport transport, Addresses addresses, Breaker breaker, Duration timeOut) {
        this.transport = transport;
        this.addresses = addresses;
        this.breaker = breaker;
        this.timeOut = timeOut;
    }

    Duration timeOut() {
        return timeOut;
    }

    /** What came of the last call. */
    StoreHealth health() {
        return health;
    }

    /**
     * Makes a call.
     *
     * @return the answer, which may be a refusal of what was asked
     * @throws SecretStoreException if Vault cannot answer now, or what answers is not Vault
     */
    VaultAnswer send(VaultCall call, Deadline deadline) {
        Optional<Duration> pause = breaker.refuses();
        if (pause.isPresent()) {
            throw Failures.unavailable(
                    "Vault did not answer several times in a row and is not asked for now", call.ids(), pause.get());
        }
        try {
            VaultAnswer answer = trySend(call, limited(deadline));
            answered();
            return answer;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw Failures.unavailable("the read was interrupted", call.ids());
        } catch (SecretStoreException failure) {
            if (failure.kind() == SecretStoreException.Kind.UNAVAILABLE) {
                breaker.failed();
                health = new StoreHealth(StoreHealth.Status.DOWN, String.valueOf(failure.getMessage()));
            } else {
                answered();
            }
            throw failure;
        }
    }

    private void answered() {
        breaker.succeeded();
        health = new StoreHealth(StoreHealth.Status.UP, "");
    }

    private Deadline limited(Deadline deadline) {
        return deadline.remaining().compareTo(timeOut) < 0 ? deadline : Deadline.after(timeOut);
    }

    private VaultAnswer trySend(VaultCall call, Deadline deadline) throws InterruptedException {
        SecretStoreException last = Failures.unavailable("the deadline has passed", call.ids());
        int repeats = 0;
        Iterator<URI> servers = addresses.order().iterator();
        int left = addresses.order().size();
        URI server = servers.next();
        while (!deadline.passed()) {
            // a server that hangs must leave time for the others
            Attempt attempt = attempt(server, call, deadline.remaining().dividedBy(Math.max(1, left)));
            if (attempt.answer != null) {
                addresses.answered(server);
                return attempt.answer;
            }
            last = attempt.failure(server, call);
            boolean another = attempt.next.another && servers.hasNext();
            if (another) {
                server = servers.next();
                left--;
            } else if (!attempt.next.again || ++repeats > REPEATS || !pause(attempt.pause, repeats, deadline)) {
                throw last;
            }
        }
        throw last;
    }

    /** Waits before a repetition: what Vault asked for, or a little, with jitter; {@code false} if there is no time for it. */
    private static boolean pause(@Nullable Duration asked, int repeat, Deadline deadline) throws InterruptedException {
        long shortest = asked != null ? asked.toMillis() : 25L * repeat;
        long wait = shortest + ThreadLocalRandom.current().nextLong(1 + Math.min(shortest, 100));
        if (deadline.remaining().toMillis() <= wait) {
            return false;
        }
        Thread.sleep(wait);
        return true;
    }

    /** What may be done after an attempt that failed. */
    private enum Next {
        ASK_AGAIN(false, true),
        ASK_ANOTHER(true, false),
        ASK_ANOTHER_OR_AGAIN(true, true),
        GIVE_UP(false, false);

        private final boolean another;
        private final boolean again;

        Next(boolean another, boolean again) {
            this.another = another;
            this.again = again;
        }
    }

    private record Attempt(
            @Nullable VaultAnswer answer,
            Next next,
            String problem,
            @Nullable Duration pause) {

        SecretStoreException failure(URI server, VaultCall call) {
            return Failures.unavailable(
                    "Vault at " + server + ": " + problem + " (" + call + ")",
                    call.ids(),
                    pause != null ? pause : UNTIL_RETRY);
        }
    }

    private Attempt attempt(URI server, VaultCall call, Duration limit) throws InterruptedException {
        try {
            VaultTransport.Reply reply = transport.send(server, call, limit);
            String problem = VaultStatus.problem(reply.status());
            if (!problem.isEmpty()) {
                return new Attempt(null, next(reply.status(), call), problem, retryAfter(reply.headers()));
            }
            byte[] bytes = reply.body()
                    .orElseThrow(() -> Failures.malformed(
                            "Vault at " + server + ": the answer is longer than " + (BoundedBody.LIMIT >> 10) + " KiB",
                            call.ids()));
            Optional<Json.Members> body = JsonText.object(bytes);
            if (body.isEmpty() && VaultStatus.shouldBeJson(reply)) {
                return new Attempt(
                        null, uncertain(call), "answered something that is not whole, or not from Vault", null);
            }
            VaultAnswer answer = new VaultAnswer(reply.status(), body.isPresent(), body.orElse(Json.Members.NONE));
            return new Attempt(answer, Next.GIVE_UP, "", null);
        } catch (VaultTransport.NoReplyException noReply) {
            Next next = noReply.sent() ? uncertain(call) : Next.ASK_ANOTHER;
            return new Attempt(null, next, String.valueOf(noReply.getMessage()), null);
        }
    }

    /** It is not known whether Vault did what it was asked to do. */
    private static Next uncertain(VaultCall call) {
        return call.repeatable() ? Next.ASK_ANOTHER_OR_AGAIN : Next.GIVE_UP;
    }

    private static Next next(int status, VaultCall call) {
        if (VaultStatus.passesSoon(status)) {
            return Next.ASK_AGAIN;
        }
        // what a server refused to look at another one may do; after any other failure it may have been done
        return VaultStatus.refusedToServe(status) || call.repeatable() ? Next.ASK_ANOTHER : Next.GIVE_UP;
    }

    private static @Nullable Duration retryAfter(HttpHeaders headers) {
        String text = headers.firstValue("Retry-After").orElse("");
        if (text.isEmpty() || text.length() > 9 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return null;
        }
        Duration asked = Duration.ofSeconds(Long.parseLong(text));
        return asked.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : asked;
    }
}
