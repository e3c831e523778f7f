package io.github.bitbucketoidc.provider.request;

import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.token.VerifiedToken;
import io.github.bitbucketoidc.provider.log.SafeText;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Notices when the tokens of an issuer no longer look as they did: a claim that was never seen before, that is gone, or that has another
 * type. Each of these is told once for each claim. It only tells: what a policy does not name counts for nothing, and a claim of
 * the wrong type satisfies no condition, whether this has told it or not. Thread-safe; remembers names and types, at most {@value
 * #MOST_CLAIMS} for each of at most {@value #MOST_ISSUERS} issuers, and only of verified tokens, so no stranger can fill it.
 */
final class ClaimDrift {

    static final int MOST_CLAIMS = 64;
    static final int MOST_ISSUERS = 1024;

    /** What Bitbucket documents; not news when it is seen first. */
    private static final Set<String> DOCUMENTED = Set.of(
            "iss",
            "aud",
            "sub",
            "iat",
            "exp",
            "workspaceUuid",
            "repositoryUuid",
            "stepUuid",
            "pipelineUuid",
            "branchName",
            "deploymentEnvironmentUuid",
            "compliant");

    /** What is there for some steps only: not news when it is gone. */
    private static final Set<String> COME_AND_GO =
            Set.of("branchName", "deploymentEnvironmentUuid", "deploymentEnvironment");

    /** What is known of one claim. */
    private static final class Known {

        private volatile Set<Claims.Kind> kinds;
        private volatile boolean goneIsTold;

        private Known(Claims.Kind kind, boolean comesAndGoes) {
            kinds = Set.of(kind);
            goneIsTold = comesAndGoes;
        }
    }

    private final Map<String, Map<String, Known>> issuers = new ConcurrentHashMap<>();

    /** What is new about this token, in words without any value; nearly always empty. */
    List<String> changes(VerifiedToken token) {
        return changes(token.issuer(), token.claims());
    }

    List<String> changes(String issuer, Claims claims) {
        Map<String, Known> known = issuers.get(issuer);
        if (known == null) {
            if (issuers.size() >= MOST_ISSUERS) {
                return List.of();
            }
            known = issuers.computeIfAbsent(issuer, first -> new ConcurrentHashMap<>());
        }
        List<String> changes = new ArrayList<>(0);
        int met = 0;
        for (String name : claims.names()) {
            Claims.Kind kind = claims.kind(name);
            Known claim = known.get(name);
            met += claim == null || kind == Claims.Kind.ABSENT ? 0 : 1;
            if (claim == null) {
                appeared(known, name, kind, changes);
            } else if (!claim.kinds.contains(kind)) {
                changed(claim, name, kind, changes);
            }
        }
        if (met == known.size()) {
            return changes; // all that is known is there
        }
        for (Map.Entry<String, Known> claim : known.entrySet()) {
            if (!claim.getValue().goneIsTold && claims.kind(claim.getKey()) == Claims.Kind.ABSENT) {
                vanished(claim.getValue(), claim.getKey(), changes);
            }
        }
        return changes;
    }

    private static void appeared(Map<String, Known> known, String name, Claims.Kind kind, List<String> changes) {
        synchronized (known) {
            if (known.size() >= MOST_CLAIMS || known.containsKey(name)) {
                return;
            }
            known.put(name, new Known(kind, COME_AND_GO.contains(name)));
            if (!DOCUMENTED.contains(name)) {
                changes.add(SafeText.of(name) + " appeared as " + word(kind));
            }
            if (known.size() == MOST_CLAIMS) {
                changes.add("there are " + MOST_CLAIMS + " different claims: others are not followed");
            }
        }
    }

    private static void changed(Known claim, String name, Claims.Kind kind, List<String> changes) {
        synchronized (claim) {
            if (!claim.kinds.contains(kind)) {
                Set<Claims.Kind> more = EnumSet.copyOf(claim.kinds);
                more.add(kind);
                claim.kinds = more;
                changes.add(SafeText.of(name) + " changed its type to " + word(kind));
            }
        }
    }

    private static void vanished(Known claim, String name, List<String> changes) {
        synchronized (claim) {
            if (!claim.goneIsTold) {
                claim.goneIsTold = true;
                changes.add(SafeText.of(name) + " vanished");
            }
        }
    }

    private static String word(Claims.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
