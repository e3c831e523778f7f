package io.github.bitbucketoidc.store.vault;

import static io.github.bitbucketoidc.store.vault.FakeAnswer.json;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A Vault that gives out tokens {@code t1}, {@code t2}, ... for any login, and secrets and leases for those that are good.
 */
public final class FakeLogins implements FakeVault.Behaviour {

    private final Set<String> good = ConcurrentHashMap.newKeySet();
    private final AtomicInteger logins = new AtomicInteger();
    private final AtomicInteger leases = new AtomicInteger();
    private volatile long seconds;
    private volatile long longest;
    private volatile String refusal = FakeAnswer.INVALID_TOKEN;
    private volatile Function<FakeVault.Request, @Nullable FakeAnswer> instead = request -> null;

    public FakeLogins(long seconds) {
        this.seconds = seconds;
    }

    /** A login lasts for its lifetime, and if it is renewed for as long as it asks for, up to this. */
    public void renewsUpTo(long newLongest) {
        longest = newLongest;
    }

    public void lifetime(long newSeconds) {
        seconds = newSeconds;
    }

    /** Asked first; what it answers with {@code null} is answered as ever. */
    public void butFirst(Function<FakeVault.Request, @Nullable FakeAnswer> first) {
        instead = first;
    }

    /** Says of a token that is not good what it says of a policy, as OpenBao does. */
    public void sayDeniedOnly() {
        refusal = FakeAnswer.DENIED;
    }

    public void revokeAll() {
        good.clear();
    }

    public int logins() {
        return logins.get();
    }

    public Set<String> good() {
        return good;
    }

    @Override
    public FakeAnswer answer(FakeVault.Request request) {
        FakeAnswer other = instead.apply(request);
        return other == null ? usual(request) : other;
    }

    /** What is answered as ever. */
    public FakeAnswer usual(FakeVault.Request request) {
        if (request.path().endsWith("/login")) {
            String token = "t" + logins.incrementAndGet();
            good.add(token);
            return FakeAnswer.login(token, seconds);
        }
        if (!good.contains(request.token())) {
            return json(403, refusal);
        }
        return switch (request.path()) {
            case "auth/token/renew-self" -> FakeAnswer.login(request.token(), increment(request.body()));
            case "auth/token/revoke-self" -> {
                good.remove(request.token());
                yield json(204, "");
            }
            case "sys/leases/revoke" -> json(204, "");
            case "dynamic/creds" ->
                json(
                        200,
                        "{\"lease_id\": \"dynamic/creds/" + leases.incrementAndGet()
                                + "\", \"lease_duration\": 3600, \"data\": {\"a\": \"made\"}}");
            default -> FakeAnswer.secret("for " + request.token());
        };
    }

    /** Never more than the role's own limit. */
    private long increment(String body) {
        String digits = body.replaceAll("[^0-9]", "");
        return Math.min(Math.max(longest, seconds), Long.parseLong(digits));
    }
}
