package io.github.bitbucketoidc.provider.policy;

import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.provider.policy.explain.Explanation;
import io.github.bitbucketoidc.provider.rules.Denial;
import io.github.bitbucketoidc.provider.rules.Grant;
import java.time.Instant;
import java.util.List;

/**
 * What one step may have, and which grants and denials made it so. Immutable, thread-safe.
 *
 * <p>A decision reads no secret. Wildcard names are not expanded yet: who expands them asks {@link #withholds} for each name.
 *
 * <pre>{@code
 * Decision decision = policy.decide(verifiedToken);
 * for (DecidedDelivery delivery : decision.deliveries()) {
 *     log.info("{}", delivery);
 * }
 * log.info("why: {}", decision.explain().text());   // for operators, never for callers
 * }</pre>
 *
 * @since 0.1.0
 */
public final class Decision {

    private final Policy policy;
    private final Claims claims;
    private final Instant now;
    private final Deciding outcome;

    Decision(Policy policy, Claims claims, Instant now, Deciding outcome) {
        this.policy = policy;
        this.claims = claims;
        this.now = now;
        this.outcome = outcome;
    }

    /**
     * What is to be read and delivered.
     *
     * @return each variable and secret once, in the order of the policy, without those of which a denial withholds every name;
     *     unmodifiable
     */
    public List<DecidedDelivery> deliveries() {
        return outcome.deliveries();
    }

    /**
     * What was granted and is withheld altogether, so that it need not be read.
     *
     * @return in the order of the policy, unmodifiable
     */
    public List<DecidedDelivery> withheld() {
        return outcome.withheld();
    }

    /**
     * Whether a denial withholds a variable.
     *
     * @param variable its final name, after wildcards are expanded; letter case is ignored
     * @return whether it must not be delivered
     */
    public boolean withholds(String variable) {
        return outcome.denials().stream().anyMatch(denial -> denial.withholds(variable));
    }

    /**
     * The grants that apply.
     *
     * @return their names in the order of the policy, unmodifiable; without those in shadow mode
     */
    public List<String> grants() {
        return outcome.grants().stream().map(Grant::name).toList();
    }

    /**
     * The denials that apply.
     *
     * @return their names in the order of the policy, unmodifiable; without those in shadow mode
     */
    public List<String> denials() {
        return outcome.denials().stream().map(Denial::name).toList();
    }

    /**
     * The grants in shadow mode that would apply.
     *
     * @return their names in the order of the policy, unmodifiable
     */
    public List<String> shadowGrants() {
        return outcome.shadowGrants().stream().map(Grant::name).toList();
    }

    /**
     * The denials in shadow mode that would apply.
     *
     * @return their names in the order of the policy, unmodifiable
     */
    public List<String> shadowDenials() {
        return outcome.shadowDenials().stream().map(Denial::name).toList();
    }

    /**
     * The grants that would apply, had they not stopped when their review fell overdue.
     *
     * @return their names in the order of the policy, unmodifiable
     */
    public List<String> lapsed() {
        return outcome.lapsed().stream().map(Grant::name).toList();
    }

    /**
     * The grants of the whole policy whose review was overdue when this was decided.
     *
     * @return their names in the order of the policy, unmodifiable
     */
    public List<String> overdue() {
        return policy.overdue(now);
    }

    /**
     * Which version of the policy decided.
     *
     * @return the SHA-256 digest of the file, 64 lower-case hexadecimal digits; empty for a policy that was built in code
     */
    public String policyDigest() {
        return policy.digest();
    }

    /**
     * Why it was decided so: for operators, never for callers. Nothing of it is computed before it is asked for.
     *
     * @return the explanation, computed anew at each call
     */
    public Explanation explain() {
        return Explanation.of(
                policy.grants().values(), policy.denials().values(), policy.names(), policy.digest(), claims, now);
    }

    /**
     * For logs.
     *
     * @return the names of the grants and denials that apply
     */
    @Override
    public String toString() {
        return "Decision[grants=" + grants() + ", denials=" + denials() + "]";
    }
}
