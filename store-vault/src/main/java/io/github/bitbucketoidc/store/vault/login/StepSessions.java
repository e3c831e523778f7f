package io.github.bitbucketoidc.store.vault.login;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The sessions of steps in two maps: steps that are logged in, and steps of which that is not known yet or was refused. Each map has a
 * limit of its own, so that no number of refused logins evicts one that is good (attack row D11). How long a refusal is remembered says
 * {@link LoginSession}. Thread-safe.
 */
final class StepSessions {

    /** How many steps may be logged in at once; beyond it the longest logged in is let go and would log in again. */
    static final int MOST = 10_000;

    /** How many of the others are remembered; one that is forgotten is only asked of Vault again. */
    static final int MOST_UNPROVEN = 1_000;

    private final Map<String, LoginSession> good = new LinkedHashMap<>();
    private final Map<String, LoginSession> unproven = new LinkedHashMap<>();

    /** The session of a step; a new one if there is none. */
    synchronized LoginSession of(String digest, Supplier<LoginSession> fresh) {
        LoginSession known = good.containsKey(digest) ? good.get(digest) : unproven.get(digest);
        if (known != null) {
            return known;
        }
        LoginSession session = fresh.get();
        bound(unproven, MOST_UNPROVEN);
        unproven.put(digest, session);
        return session;
    }

    /**
     * It has logged in.
     *
     * @return the session that was evicted, if one was
     */
    synchronized Optional<LoginSession> loggedIn(String digest, LoginSession session) {
        unproven.remove(digest, session);
        if (good.get(digest) == session) {
            return Optional.empty();
        }
        Optional<LoginSession> gone = bound(good, MOST);
        LoginSession other = good.put(digest, session);
        return other == null ? gone : Optional.of(other); // it was forgotten while it logged in, and began anew
    }

    /** Its login was refused, be it the first or a later one. */
    synchronized void refused(String digest, LoginSession session) {
        if (good.remove(digest, session)) {
            bound(unproven, MOST_UNPROVEN);
            unproven.put(digest, session);
        }
    }

    private static Optional<LoginSession> bound(Map<String, LoginSession> sessions, int most) {
        if (sessions.size() < most) {
            return Optional.empty();
        }
        Iterator<LoginSession> oldest = sessions.values().iterator();
        LoginSession gone = oldest.next();
        oldest.remove();
        return Optional.of(gone);
    }

    /** Nobody will ask for it any more. */
    synchronized Optional<LoginSession> remove(String digest) {
        LoginSession waiting = unproven.remove(digest);
        LoginSession session = good.remove(digest);
        return Optional.ofNullable(session == null ? waiting : session);
    }

    /** How many are remembered that are not logged in. */
    synchronized int unproven() {
        return unproven.size();
    }
}
