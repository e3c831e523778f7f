package io.github.bitbucketoidc.provider.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * What one request asked for, what was decided, and what left: never a secret value and never a token. Every request makes
 * exactly one, but for a flood of requests that prove nothing: those are {@linkplain Counted counted}, and many make one event. Texts
 * that a stranger may have chosen are escaped and at most 200 characters long (attack row H10). Immutable.
 *
 * <p>Only the library makes events, and later versions add parts to them; tests of a log of one's own take theirs from the test kit
 * ({@code AuditEvents}).
 *
 * @since 0.1.0
 */
public interface AuditEvent {

    /** {@return when the request came, by the provider's clock} */
    Instant time();

    /** {@return where it came from, and its correlation id} */
    Origin origin();

    /** {@return the status of the answer} */
    int status();

    /** {@return what came of it} */
    Outcome outcome();

    /** {@return the stable reason, if the outcome has one: a rejection code, a failure code, or {@code bad_request}} */
    Optional<String> code();

    /** {@return the reason in words, for the operator; may be empty} */
    String detail();

    /** {@return which step asked; empty unless its token was verified} */
    Optional<Step> step();

    /** {@return what the policy said; empty unless the token was verified} */
    Optional<Decided> decision();

    /** {@return what left; empty unless the outcome is {@link Outcome#RELEASED}} */
    List<Variable> variables();

    /**
     * {@return the names of variables whose values a runner's log cannot hide well: shorter than 8 characters, of
     * several lines, or equal to the branch or a UUID of the token}
     */
    List<String> unmaskable();

    /** {@return the stores that were handed the step's own token} */
    List<String> callerTokenUsedBy();

    /**
     * {@return how the token differs from the issuer's tokens before: a claim that appeared, vanished or changed its
     * type; told once for each claim, and empty nearly always}
     */
    List<String> claimDrift();

    /** {@return which version of the policy answered} */
    String policyDigest();

    /** {@return how long the answer took, without writing this event} */
    Duration duration();

    /**
     * {@return how many requests this event stands for, if it is not one; its correlation id is empty then, its time
     * is that of the first, and of the rest only status, outcome, code and the addresses of the origin say something}
     */
    Optional<Counted> counted();

    /** What came of a request. The text form is stable. */
    enum Outcome {
        /** Secrets left. */
        RELEASED,
        /** The token was good, and the policy gives it nothing. */
        NOTHING_GRANTED,
        /** The token was refused. */
        REFUSED,
        /** The secrets could not be released. */
        FAILED,
        /** There was no token to look at. */
        BAD_REQUEST;

        private final String text = name().toLowerCase(Locale.ROOT);

        /**
         * The stable form.
         *
         * @return for example {@code nothing_granted}
         */
        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * Requests that proved nothing and came so fast that they have one event together: same addresses, same code,
     * within ten seconds.
     */
    interface Counted {

        /** {@return how many there were} */
        long count();

        /** {@return when the first one came} */
        Instant first();

        /** {@return when the last one came} */
        Instant last();
    }

    /** Which step asked, by its verified token. */
    interface Step {

        /** {@return the token's issuer} */
        String issuer();

        /** {@return the workspace's name} */
        String workspace();

        /** {@return the workspace's UUID} */
        UUID workspaceUuid();

        /** {@return the repository's UUID} */
        UUID repository();

        /** {@return the deployment environment's UUID, if it has one} */
        Optional<UUID> environment();

        /** {@return the pipeline's UUID, if the token names it} */
        Optional<UUID> pipeline();

        /** {@return the step's UUID} */
        UUID step();

        /** {@return the branch's name, if the token names it; chosen by whoever pushed} */
        Optional<String> branch();

        /** {@return the token's subject} */
        String subject();

        /** {@return which key verified the token, if the key has a name} */
        Optional<String> keyId();

        /** {@return SHA-256 of the token's signature in hexadecimal digits: equal for two uses of one token} */
        String signatureDigest();

        /** {@return how long ago the token was issued, in seconds; negative if its issuer's clock is ahead} */
        long ageSeconds();

        /** {@return how often the token was used, this use included, as far as the replay guard knows; 0 if it does not count} */
        long uses();
    }

    /** What the policy said. Each list is in the order of the policy. */
    interface Decided {

        /** {@return the grants that applied} */
        List<String> grants();

        /** {@return the denials that applied} */
        List<String> denials();

        /** {@return the grants in shadow mode that would have applied} */
        List<String> shadowGrants();

        /** {@return the denials in shadow mode that would have applied} */
        List<String> shadowDenials();

        /** {@return the names, or wildcard names, that were granted and are withheld altogether} */
        List<String> withheld();

        /** {@return the grants that would apply, had they not stopped when their review fell overdue} */
        List<String> lapsed();

        /** {@return the grants of the whole policy whose review is overdue} */
        List<String> overdue();

        /** {@return why, predicate by predicate, if the provider was told to explain} */
        Optional<String> explanation();
    }

    /** One variable that left. */
    interface Variable {

        /** {@return the variable's name} */
        String name();

        /** {@return the store that its value came from} */
        String store();

        /** {@return where in the store} */
        String path();

        /** {@return the version that the store says it gave, or else the one that the policy asked for} */
        Optional<String> version();

        /** {@return which field of the secret; empty for the whole value} */
        Optional<String> field();

        /** {@return the grants that gave it, at least one} */
        List<String> grants();

        /** {@return the id of the lease that the value was made under, if it has one} */
        Optional<String> lease();

        /** {@return what owns the lease in the store, for example the accessor of a Vault login token, if it says so} */
        Optional<String> leaseHolder();

        /** {@return when the lease ends at the latest, if the value has one} */
        Optional<Instant> leaseExpires();
    }

    /**
     * The event as JSON: one object on one line, of ASCII characters only, with stable names. A part that is not there is
     * left out, a list that is empty is not. The line is shorter than 16 KiB, because containers' runtimes cut longer ones: what does not
     * fit is left out, and {@code cut} says what.
     *
     * @return the line, without its end
     */
    String toJson();
}
