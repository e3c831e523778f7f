package io.github.bitbucketoidc.provider.request;

import io.github.bitbucketoidc.provider.names.VariableNames;
import io.github.bitbucketoidc.provider.release.Release;
import io.github.bitbucketoidc.provider.stores.ReleaseFailure;
import io.github.bitbucketoidc.store.SecretValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The last look at what would leave, all or nothing: names that clash, names that would run code on the runner (H3, H4),
 * values that no environment variable can hold (H5), and the budget. Immutable.
 *
 * <p>Two spellings of one name in different letter case are {@code name_clash}: a runner on Windows takes them for one
 * variable. A name that is reserved or ill-formed is {@code name_forbidden}.
 */
public final class ReleaseGate {

    private final Set<String> allowedNames;
    private final int budget;

    public ReleaseGate(Set<String> allowedNames, int budget) {
        this.allowedNames = Set.copyOf(allowedNames);
        this.budget = budget;
    }

    /**
     * Lets everything through or nothing.
     *
     * @param candidates what remains after the denials
     * @return by name, in the order of names
     * @throws ReleaseFailure with the reason and the place, never with a value
     */
    Map<String, Candidate> check(List<Candidate> candidates) {
        Map<String, Candidate> unique = withoutClashes(candidates);
        long size = 0;
        for (Candidate candidate : unique.values()) {
            VariableNames.check(candidate.variable(), allowedNames).ifPresent(fault -> {
                throw new ReleaseFailure(
                        Release.FailureCode.NAME_FORBIDDEN,
                        "the name " + candidate.variable() + " from " + candidate.source() + " is "
                                + switch (fault) {
                                    case ILL_FORMED -> "no variable name";
                                    case PROTOTYPE -> "one that JavaScript objects are born with";
                                    case RESERVED -> "reserved";
                                });
            });
            checkNamed(candidate);
            checkValue(candidate);
            size += (long) candidate.variable().length()
                    + candidate.value().reveal().length();
        }
        if (size > budget) {
            throw new ReleaseFailure(
                    Release.FailureCode.OVER_BUDGET,
                    "all names and values together have " + size + " characters, the budget is " + budget);
        }
        return unique;
    }

    private static Map<String, Candidate> withoutClashes(List<Candidate> candidates) {
        Map<String, Candidate> folded = new LinkedHashMap<>();
        Map<String, Candidate> unique = new TreeMap<>();
        for (Candidate candidate : candidates) {
            Candidate known = folded.putIfAbsent(VariableNames.fold(candidate.variable()), candidate);
            if (known != null && !(known.variable().equals(candidate.variable()) && known.hasSameSourceAs(candidate))) {
                throw new ReleaseFailure(
                        Release.FailureCode.NAME_CLASH,
                        known.variable() + " from " + known.source() + " and " + candidate.variable() + " from "
                                + candidate.source());
            }
            unique.merge(candidate.variable(), candidate, (one, other) -> one.anyName() ? other : one);
        }
        return unique;
    }

    /** A name by which tools know as whom they act leaves only where a policy names it (attack row W6). */
    private void checkNamed(Candidate candidate) {
        String name = candidate.variable();
        if (candidate.anyName() && VariableNames.isIdentity(name) && !allowedNames.contains(name)) {
            throw new ReleaseFailure(
                    Release.FailureCode.NAME_FORBIDDEN,
                    "the name " + name + " from " + candidate.source()
                            + " tells a tool as whom it acts, and any-name brings no such name: name it in `only`");
        }
    }

    private static void checkValue(Candidate candidate) {
        SecretValue value = candidate.value();
        String text = value.reveal();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw malformed(candidate, "holds a NUL character, which no environment variable can");
            }
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw malformed(candidate, "is not valid Unicode");
                }
                i++;
            }
        }
    }

    private static ReleaseFailure malformed(Candidate candidate, String what) {
        return new ReleaseFailure(Release.FailureCode.SECRET_MALFORMED, candidate.source() + " " + what);
    }
}
