package io.github.bitbucketoidc.store.vault.login;

import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.SecretValue;
import io.github.bitbucketoidc.store.vault.client.Json;
import io.github.bitbucketoidc.store.vault.client.VaultCall;
import io.github.bitbucketoidc.store.vault.client.VaultClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A login token of Vault's, when it ends, and which leases it owns: they end with it. Thread-safe; {@code toString} shows the
 * accessor, which names a token and does not open it.
 */
public final class Login {

    /** Where a token came from. */
    enum Origin {
        /** We logged in for it: it is ours to revoke. */
        OURS,
        /** We logged in for it, but it is a batch token, which cannot be revoked or renewed. */
        OURS_FOR_GOOD,
        /** It was given to us: whoever made it ends it. */
        GIVEN
    }

    /** As long as a token lasts that has no end. */
    private static final Duration ENDLESS = Duration.ofDays(365);

    private static final long UNLIMITED = -1;

    private final @Nullable SecretValue token;
    private final Optional<String> accessor;
    private final Origin origin;
    private final boolean renewable;
    private final AtomicLong usesLeft;
    private final LongSupplier nanoTime;
    private final TokenCheck check;
    private final Map<String, Long> leases = new ConcurrentHashMap<>();
    private volatile Duration lifetime;
    private volatile long ends;
    private volatile boolean renewedHere;

    private Login(
            @Nullable SecretValue token,
            Optional<String> accessor,
            Origin origin,
            boolean renewable,
            long uses,
            Duration lifetime,
            LongSupplier nanoTime) {
        this.token = token;
        this.accessor = accessor;
        this.origin = origin;
        this.renewable = renewable;
        this.usesLeft = new AtomicLong(uses == 0 ? UNLIMITED : uses);
        this.nanoTime = nanoTime;
        this.check = new TokenCheck(nanoTime);
        this.lifetime = lifetime;
        this.ends = nanoTime.getAsLong() + lifetime.toNanos();
    }

    /** From the {@code auth} part of an answer to a login. */
    static Login of(Json.Members auth, SecretValue token, LongSupplier nanoTime) {
        boolean batch = auth.text("token_type").filter("batch"::equals).isPresent();
        return new Login(
                token,
                auth.text("accessor"),
                batch ? Origin.OURS_FOR_GOOD : Origin.OURS,
                auth.flag("renewable") && !batch,
                auth.count("num_uses"),
                lifetime(auth.count("lease_duration")),
                nanoTime);
    }

    /** A token that was given to us, from the {@code data} part of its own look-up; that part is empty if it may not look. */
    static Login given(SecretValue token, Json.Members lookUp, LongSupplier nanoTime) {
        return new Login(
                token,
                lookUp.text("accessor"),
                Origin.GIVEN,
                lookUp.flag("renewable"),
                lookUp.count("num_uses"),
                lifetime(lookUp.count("ttl")),
                nanoTime);
    }

    /** That of an agent on this machine, which sends a token of its own along: what the agent's look-up of it says. */
    static Login ofAgent(Json.Members lookUp, LongSupplier nanoTime) {
        return new Login(
                null,
                lookUp.text("accessor"),
                Origin.GIVEN,
                false, // by us: the agent renews it
                0,
                lifetime(lookUp.count("ttl")),
                nanoTime);
    }

    private static Duration lifetime(long seconds) {
        return seconds == 0 ? ENDLESS : Duration.ofSeconds(Math.min(seconds, ENDLESS.toSeconds()));
    }

    /** The call with this token. */
    public VaultCall sign(VaultCall call) {
        return token == null ? call : call.as(token);
    }

    /** Whether it is the login with this token. */
    boolean isWith(SecretValue other) {
        return token != null && token.sameAs(other);
    }

    /** Whether Vault counts the calls that are made with its token, and ends it with the last one. */
    public boolean isCounted() {
        return usesLeft.get() != UNLIMITED;
    }

    /** One call is about to be made with it; {@code false} if it has been used up. */
    boolean use() {
        return usesLeft.getAndUpdate(left -> left > 0 ? left - 1 : left) != 0;
    }

    /** Whether Vault has ended it because of its number of uses. */
    boolean isUsedUp() {
        return usesLeft.get() == 0;
    }

    /** What an operator finds the token by; empty for a batch token. */
    public Optional<String> accessor() {
        return accessor;
    }

    boolean isOurs() {
        return origin != Origin.GIVEN;
    }

    boolean isOursToRevoke() {
        return origin == Origin.OURS;
    }

    boolean isRenewable() {
        return renewable && !isEndless() && !isCounted();
    }

    boolean isEndless() {
        return lifetime.equals(ENDLESS);
    }

    Duration lifetime() {
        return lifetime;
    }

    /** What is left of it; not below zero. */
    Duration remaining() {
        return Duration.ofNanos(Math.max(0, ends - nanoTime.getAsLong()));
    }

    boolean hasEnded() {
        return remaining().isZero();
    }

    /** It was renewed: it lasts this long from now on. */
    void renewed(long seconds) {
        lifetime = lifetime(seconds);
        ends = nanoTime.getAsLong() + lifetime.toNanos();
    }

    /** Whether its token may be invalid, after Vault refused a call; asks Vault now and then only. */
    boolean mayBeInvalid(VaultClient vault, Deadline deadline) {
        return token != null && !isCounted() && check.mayBeInvalid(vault, token, deadline);
    }

    /** Whether Vault was asked about its token, and refused to tell. */
    boolean isDoubtful() {
        return check.isDoubtful();
    }

    /** The provider renews it again and again from now on. */
    void renewHere() {
        renewedHere = true;
    }

    /** Whether the provider renews it, as long as it runs. */
    boolean isRenewedHere() {
        return renewedHere;
    }

    /**
     * It owns a lease, of which Vault reports how long it lasts.
     *
     * @return for how long that can be promised: what Vault reports, and no longer than the login lasts if nobody renews it any
     *     more, because it takes its leases with it and the provider may end at any moment
     */
    public Duration owns(String lease, Duration reported) {
        Duration runs = reported.compareTo(ENDLESS) < 0 ? reported : ENDLESS;
        leases.put(lease, nanoTime.getAsLong() + runs.toNanos());
        Duration left = remaining();
        return runs.compareTo(left) < 0 ? runs : left;
    }

    /** How long the longest of its leases still runs, if the login lasts; zero if there is none. */
    Duration longestLease() {
        long now = nanoTime.getAsLong();
        long longest =
                leases.values().stream().mapToLong(end -> end - now).max().orElse(0);
        return Duration.ofNanos(Math.max(0, longest));
    }

    void revoked(String lease) {
        leases.remove(lease);
    }

    /** Whether it owns a lease, running or not. */
    boolean isOwnerOf(String lease) {
        return leases.containsKey(lease);
    }

    /** The leases that a step may still be using: those whose own time is not over, as long as the login itself lasts. */
    public List<String> runningLeases() {
        long now = nanoTime.getAsLong();
        leases.values().removeIf(end -> end - now <= 0);
        return hasEnded() ? List.of() : List.copyOf(leases.keySet());
    }

    @Override
    public String toString() {
        return accessor.map(name -> "login " + name).orElse("login without accessor");
    }
}
