package io.github.bitbucketoidc.store.vault;

import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.SecretValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * A login token of Vault's, when it ends, and which leases it owns: they end with it. Thread-safe; {@code toString} shows the
 * accessor, which names a token and does not open it.
 */
final class Login {

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

    private final SecretValue token;
    private final Optional<String> accessor;
    private final Origin origin;
    private final boolean renewable;
    private final LongSupplier nanoTime;
    private final TokenCheck check;
    private final Map<String, Long> leases = new ConcurrentHashMap<>();
    private volatile Duration lifetime;
    private volatile long ends;
    private volatile boolean keptAlive;

    private Login(
            SecretValue token,
            Optional<String> accessor,
            Origin origin,
            boolean renewable,
            Duration lifetime,
            LongSupplier nanoTime) {
        this.token = token;
        this.accessor = accessor;
        this.origin = origin;
        this.renewable = renewable;
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
                lifetime(lookUp.count("ttl")),
                nanoTime);
    }

    private static Duration lifetime(long seconds) {
        return seconds == 0 ? ENDLESS : Duration.ofSeconds(Math.min(seconds, ENDLESS.toSeconds()));
    }

    SecretValue token() {
        return token;
    }

    /** What an operator finds the token by; empty for a batch token. */
    Optional<String> accessor() {
        return accessor;
    }

    boolean isOurs() {
        return origin != Origin.GIVEN;
    }

    boolean isOursToRevoke() {
        return origin == Origin.OURS;
    }

    boolean isRenewable() {
        return renewable && !isEndless();
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
        return check.mayBeInvalid(vault, token, deadline);
    }

    /** Whether Vault was asked about its token, and refused to tell. */
    boolean isDoubtful() {
        return check.isDoubtful();
    }

    /** Somebody renews it again and again from now on: what is left of it says nothing of when it ends. */
    void keepAlive() {
        keptAlive = true;
    }

    /** Nobody renews it any more. */
    void leaveToItsEnd() {
        keptAlive = false;
    }

    /**
     * It owns a lease, of which Vault reports how long it lasts.
     *
     * @return how long it really lasts, and at most as long as a token without end: a login that nobody renews takes its
     *     leases with it, and Vault reports nothing of that
     */
    Duration owns(String lease, Duration reported) {
        Duration most = keptAlive ? ENDLESS : remaining();
        Duration lasts = reported.compareTo(most) < 0 ? reported : most;
        leases.put(lease, nanoTime.getAsLong() + lasts.toNanos());
        return lasts;
    }

    void gaveBack(String lease) {
        leases.remove(lease);
    }

    /** Whether it owns a lease, running or not. */
    boolean isOwnerOf(String lease) {
        return leases.containsKey(lease);
    }

    /** The leases that a step may still be using: those whose own time is not over, as long as the login itself lasts. */
    List<String> runningLeases() {
        long now = nanoTime.getAsLong();
        leases.values().removeIf(end -> end - now <= 0);
        return hasEnded() ? List.of() : List.copyOf(leases.keySet());
    }

    @Override
    public String toString() {
        return accessor.map(name -> "login " + name).orElse("login without accessor");
    }
}
