package io.github.bitbucketoidc.provider.policy;

import io.github.bitbucketoidc.core.claims.ClaimRef;
import io.github.bitbucketoidc.core.claims.ClaimValue;
import io.github.bitbucketoidc.core.claims.ClaimWord;
import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.filter.Aliases;
import io.github.bitbucketoidc.core.filter.ClaimFilter;
import io.github.bitbucketoidc.core.issuer.Workspace;
import io.github.bitbucketoidc.core.token.VerifiedToken;
import io.github.bitbucketoidc.core.token.Workload;
import io.github.bitbucketoidc.provider.names.NameTable;
import io.github.bitbucketoidc.provider.policy.check.PolicyParts;
import io.github.bitbucketoidc.provider.rules.Denial;
import io.github.bitbucketoidc.provider.rules.Grant;
import io.github.bitbucketoidc.provider.rules.PolicySettings;
import io.github.bitbucketoidc.provider.rules.StoreDefinition;
import io.github.bitbucketoidc.store.SecretReference;
import io.github.bitbucketoidc.store.SecretStores;
import io.github.bitbucketoidc.store.SettingBounds;
import io.github.bitbucketoidc.store.StoreConfigException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Which step may have which secrets. Immutable, thread-safe, checked as a whole: a policy that exists has no clash, no unpinned
 * grant that does not say so, no reserved name.
 *
 * <p>A decision costs about the same with ten grants and with 100,000: grants and denials are indexed by the claims that they
 * name.
 *
 * <pre>{@code
 * Policy policy = PolicyFile.read(Path.of("policy.yaml"));
 * Decision decision = policy.decide(verifiedToken);
 * }</pre>
 *
 * @since 0.1.0
 */
public final class Policy {

    private final PolicySettings settings;
    private final List<Workspace> workspaces;
    private final Map<String, StoreDefinition> stores;
    private final Map<String, Grant> grants;
    private final Map<String, Denial> denials;
    private final NameTable names;
    private final String digest;
    private final ClaimIndex<Grant> grantIndex;
    private final ClaimIndex<Denial> denialIndex;
    private final OverdueGrants overdue;
    private final Deliveries deliveries = new Deliveries();

    /**
     * For this module alone, which exports no {@link PolicyParts}: everybody else reads a file or uses the {@linkplain #builder()
     * builder}, which check.
     *
     * @param parts what a policy is made of, after every check
     */
    @SuppressWarnings("exports")
    public Policy(PolicyParts parts) {
        this.settings = parts.settings();
        this.workspaces = List.copyOf(parts.workspaces());
        this.stores = parts.stores();
        this.grants = parts.grants();
        this.denials = parts.denials();
        this.names = parts.names();
        this.digest = parts.digest();
        this.grantIndex = ClaimIndex.ofGrants(grants.values());
        this.denialIndex = ClaimIndex.ofDenials(denials.values());
        this.overdue = new OverdueGrants(grants.values());
    }

    /**
     * Starts a policy in code.
     *
     * @return a builder
     */
    public static PolicyBuilder builder() {
        return new PolicyBuilder();
    }

    /**
     * Decides what a step may have, now by the system's clock.
     *
     * @param token the proof of which step asks
     * @return the decision
     */
    public Decision decide(VerifiedToken token) {
        // Milliseconds will do for dates, and cost half of what an instant to the nanosecond does.
        return decide(token, Instant.ofEpochMilli(System.currentTimeMillis()));
    }

    /**
     * Decides what a step may have.
     *
     * @param token the proof of which step asks
     * @param now the time, against which review dates are held
     * @return the decision
     */
    public Decision decide(VerifiedToken token, Instant now) {
        Workload.BitbucketStep step = token.bitbucketStep();
        return decide(token.claims(), now, word -> switch (word) {
            case WORKSPACE -> step.workspace().uuid();
            case REPOSITORY -> step.repository();
            // The grant asks that the environment is present, so it applied to a token that has one.
            default -> step.environment().orElseThrow();
        });
    }

    /**
     * What the policy would decide for a step with these claims: for tests, reviews and tools. Claims that somebody wrote down
     * prove nothing, and nothing can be released by what comes of them.
     *
     * @param claims the claims of a step; workspace, repository and step must be there, as in every verified token
     * @param now the time, which matters to review dates only
     * @return the decision
     * @throws IllegalArgumentException if no verified token of this policy's workspaces could have these claims
     */
    public Decision simulate(Claims claims, Instant now) {
        UUID workspace = uuid(claims, ClaimWord.WORKSPACE)
                .orElseThrow(() -> new IllegalArgumentException("claims: every token has a workspaceUuid"));
        if (workspaces.stream().noneMatch(known -> known.uuid().equals(workspace))) {
            throw new IllegalArgumentException("claims: the policy accepts no tokens of the workspace " + workspace);
        }
        for (ClaimWord word : List.of(ClaimWord.REPOSITORY, ClaimWord.STEP)) {
            if (uuid(claims, word).isEmpty()) {
                throw new IllegalArgumentException("claims: every token has a " + word.claim());
            }
        }
        return decide(claims, now, word -> uuid(claims, word).orElseThrow());
    }

    private static Optional<UUID> uuid(Claims claims, ClaimWord word) {
        return ClaimRef.of(word).valueIn(claims).map(value -> ((ClaimValue.Uuid) value).value());
    }

    /**
     * The words that conditions of this policy may use for UUIDs.
     *
     * @return what {@link ClaimFilter#parse(String, Aliases)} needs to read a condition as the policy's file would
     */
    public Aliases aliases() {
        return names.aliases();
    }

    /** Decides on claims that were proven; the UUIDs are those that paths may be filled with. */
    Decision decide(Claims claims, Instant now, Function<ClaimWord, UUID> uuids) {
        return new Decision(this, claims, now, Deciding.decide(this, claims, now, uuids));
    }

    /**
     * The settings.
     *
     * @return the settings, defaults where the policy says nothing
     */
    public PolicySettings settings() {
        return settings;
    }

    /**
     * Whose tokens count.
     *
     * @return at least one workspace, in the order of the policy, unmodifiable
     */
    public List<Workspace> workspaces() {
        return workspaces;
    }

    /**
     * The stores, not opened.
     *
     * @return by name, in the order of the policy, unmodifiable
     */
    public Map<String, StoreDefinition> stores() {
        return stores;
    }

    /**
     * The grants.
     *
     * @return by name, in the order of the policy, unmodifiable
     */
    public Map<String, Grant> grants() {
        return grants;
    }

    /**
     * The denials.
     *
     * @return by name, in the order of the policy, unmodifiable
     */
    public Map<String, Denial> denials() {
        return denials;
    }

    /**
     * The grants whose review is overdue.
     *
     * @param now the time
     * @return their names in the order of the policy, unmodifiable; computed once a day
     */
    public List<String> overdue(Instant now) {
        return overdue.at(now);
    }

    /**
     * Which version of a file this is.
     *
     * @return the SHA-256 digest of its bytes, 64 lower-case hexadecimal digits; empty for a policy that was built in code
     */
    public String digest() {
        return digest;
    }

    Deliveries deliveries() {
        return deliveries;
    }

    NameTable names() {
        return names;
    }

    /** Every grant that could apply, in the order of the policy; others besides. */
    List<Grant> grantsFor(Claims claims) {
        return grantIndex.candidates(claims);
    }

    /** Every denial that could apply, in the order of the policy; others besides. */
    List<Denial> denialsFor(Claims claims) {
        return denialIndex.candidates(claims);
    }

    /**
     * For logs.
     *
     * @return how much it holds
     */
    @Override
    public String toString() {
        return "Policy[" + grants.size() + " grants, " + denials.size() + " denials, digest " + digest + "]";
    }

    /**
     * Tries the stores of a policy file while it is read, so that what is wrong with their settings is reported with line and
     * column together with everything else.
     *
     * <p>What was opened belongs to the implementation: it closes it when the policy is refused in the end.
     */
    @FunctionalInterface
    public interface StoreOpener {

        /**
         * Checks the settings of stores and opens none, see {@link SecretStores#check}: for tests and tools.
         *
         * @param stores the types of stores that are there
         * @return an opener after which nothing is to be closed
         */
        static StoreOpener checking(SecretStores stores) {
            Objects.requireNonNull(stores, "stores");
            return definition -> stores.check(definition.type(), definition.config());
        }

        /**
         * Opens a store, or just checks its settings. Called once for each store whose place in the file is well-formed, also
         * when something else in the file is wrong.
         *
         * @param definition the store
         * @throws StoreConfigException if its settings are wrong
         */
        void open(StoreDefinition definition);

        /**
         * What the policy may point to: its stores' settings and its workspaces' issuers.
         *
         * @return no bounds unless overridden
         */
        default SettingBounds bounds() {
            return SettingBounds.none();
        }

        /**
         * Validates a reference to a store that was opened.
         *
         * @param definition the store
         * @param reference what is delivered; a template where the step's UUIDs are filled in
         * @return what is wrong with it and the fix; empty unless overridden, and for a store that was not opened
         */
        default Optional<String> validate(StoreDefinition definition, SecretReference reference) {
            return Optional.empty();
        }
    }
}
