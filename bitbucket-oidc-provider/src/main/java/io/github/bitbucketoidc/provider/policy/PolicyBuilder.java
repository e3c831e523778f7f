package io.github.bitbucketoidc.provider.policy;

import io.github.bitbucketoidc.core.filter.ClaimFilter;
import io.github.bitbucketoidc.core.issuer.Workspace;
import io.github.bitbucketoidc.provider.names.NameTable;
import io.github.bitbucketoidc.provider.names.SecretPattern;
import io.github.bitbucketoidc.provider.names.VariableNames;
import io.github.bitbucketoidc.provider.policy.check.BranchRules;
import io.github.bitbucketoidc.provider.policy.check.ClashCheck;
import io.github.bitbucketoidc.provider.policy.check.DenialChecks;
import io.github.bitbucketoidc.provider.policy.check.FilePosition;
import io.github.bitbucketoidc.provider.policy.check.GrantChecks;
import io.github.bitbucketoidc.provider.policy.check.PolicyParts;
import io.github.bitbucketoidc.provider.policy.check.Problems;
import io.github.bitbucketoidc.provider.policy.check.VariableRules;
import io.github.bitbucketoidc.provider.rules.Delivery;
import io.github.bitbucketoidc.provider.rules.Denial;
import io.github.bitbucketoidc.provider.rules.Grant;
import io.github.bitbucketoidc.provider.rules.PolicyException;
import io.github.bitbucketoidc.provider.rules.PolicySettings;
import io.github.bitbucketoidc.provider.rules.StoreDefinition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * Builds a {@link Policy} in code, with the checks that a policy file goes through. Defaults: {@link PolicySettings#defaults()},
 * no stores, grants or denials; at least one workspace must be added. Not thread-safe.
 *
 * <pre>{@code
 * Policy policy = Policy.builder()
 *         .workspace(Workspace.of("acme", acmeUuid))
 *         .store(StoreDefinition.of("local", "file", StoreConfig.of(Map.of("path", "secrets"))))
 *         .grant(Grant.builder("upload").when(repository().is(payments)).deliver("HUB_ID", "local:hub#id").build())
 *         .build();
 * }</pre>
 *
 * @since 0.1.0
 */
public final class PolicyBuilder {

    private final List<Workspace> workspaces = new ArrayList<>();
    private final Map<String, StoreDefinition> stores = new LinkedHashMap<>();
    private final List<Grant> grants = new ArrayList<>();
    private final List<Denial> denials = new ArrayList<>();
    private PolicySettings settings = PolicySettings.defaults();

    PolicyBuilder() {}

    /**
     * Sets the settings.
     *
     * @param settings the settings
     * @return this builder
     */
    public PolicyBuilder settings(PolicySettings settings) {
        this.settings = Objects.requireNonNull(settings, "settings");
        return this;
    }

    /**
     * Adds a workspace whose tokens count.
     *
     * @param workspace the workspace
     * @return this builder
     */
    public PolicyBuilder workspace(Workspace workspace) {
        workspaces.add(Objects.requireNonNull(workspace, "workspace"));
        return this;
    }

    /**
     * Adds a store that references may name.
     *
     * @param store the store
     * @return this builder
     * @throws IllegalArgumentException if there is one of this name
     */
    public PolicyBuilder store(StoreDefinition store) {
        if (stores.putIfAbsent(store.name(), store) != null) {
            throw new IllegalArgumentException("store: there are two with the name " + store.name());
        }
        return this;
    }

    /**
     * Adds a grant.
     *
     * @param grant the grant
     * @return this builder
     */
    public PolicyBuilder grant(Grant grant) {
        grants.add(Objects.requireNonNull(grant, "grant"));
        return this;
    }

    /**
     * Adds a denial.
     *
     * @param denial the denial
     * @return this builder
     */
    public PolicyBuilder denial(Denial denial) {
        denials.add(Objects.requireNonNull(denial, "denial"));
        return this;
    }

    /**
     * Checks everything and builds the policy.
     *
     * @return the policy
     * @throws PolicyException if it could do something that it does not say; names every problem
     */
    public Policy build() {
        Problems problems = new Problems("");
        checkWorkspaces(problems);
        boolean several = workspaces.size() > 1;
        ClashCheck clashes = new ClashCheck();
        Map<String, Grant> grantsByName = new LinkedHashMap<>();
        for (Grant grant : grants) {
            if (grantsByName.putIfAbsent(grant.name(), grant) != null) {
                problems.add(FilePosition.NONE, "there are two grants with the name `" + grant.name() + "`", "");
            }
            Problems own = problems.about("the grant `" + grant.name() + "`: ");
            GrantChecks.check(
                    own,
                    FilePosition.NONE,
                    grant.when(),
                    grant.deliveries(),
                    grant.isUnpinned(),
                    grant.isShadow(),
                    several);
            checkBranches(own, grant.when());
            checkDeliveries(own, grant);
            clashes.add(grant, Collections.nCopies(grant.deliveries().size(), FilePosition.NONE));
        }
        Map<String, Denial> denialsByName = new LinkedHashMap<>();
        for (Denial denial : denials) {
            if (denialsByName.putIfAbsent(denial.name(), denial) != null) {
                problems.add(FilePosition.NONE, "there are two denials with the name `" + denial.name() + "`", "");
            }
            Problems own = problems.about("the denial `" + denial.name() + "`: ");
            for (String pattern : denial.withholdSecrets()) {
                SecretPattern secret = SecretPattern.parse(pattern);
                if (!stores.containsKey(secret.store())) {
                    own.add(FilePosition.NONE, "there is no store `" + secret.store() + "`", "");
                }
            }
            checkBranches(own, denial.when());
            DenialChecks.check(own, FilePosition.NONE, denial.when(), denial.withholdsWhenAbsent(), several);
        }
        clashes.report(problems);
        problems.throwIfAny();
        return new Policy(new PolicyParts(
                settings,
                workspaces,
                Collections.unmodifiableMap(new LinkedHashMap<>(stores)),
                NameTable.of(workspaces, Map.of(), Map.of()),
                Collections.unmodifiableMap(grantsByName),
                Collections.unmodifiableMap(denialsByName),
                ""));
    }

    private void checkWorkspaces(Problems problems) {
        if (workspaces.isEmpty()) {
            problems.add(FilePosition.NONE, "the policy names no workspace, so nobody could ask", "add one");
        }
        Set<UUID> uuids = new HashSet<>();
        Set<String> issuers = new HashSet<>();
        for (Workspace workspace : workspaces) {
            boolean newUuid = uuids.add(workspace.uuid());
            boolean newIssuer = issuers.add(workspace.issuer());
            if (!newUuid || !newIssuer) {
                problems.add(
                        FilePosition.NONE, "two workspaces have the same UUID or issuer as " + workspace.slug(), "");
            }
        }
    }

    private static void checkBranches(Problems problems, ClaimFilter when) {
        BranchRules.check(
                when,
                fault ->
                        problems.add(FilePosition.NONE, "\"" + fault.value() + "\": " + fault.message(), fault.hint()));
    }

    private void checkDeliveries(Problems problems, Grant grant) {
        Set<String> folded = new HashSet<>();
        for (Delivery delivery : grant.deliveries()) {
            String variable = delivery.variable();
            if (!folded.add(VariableNames.fold(variable))) {
                problems.add(FilePosition.NONE, "`" + variable + "` is there twice, letter case aside", "rename one");
            }
            if (!stores.containsKey(delivery.secret().store())) {
                problems.add(
                        FilePosition.NONE,
                        "there is no store `" + delivery.secret().store() + "`",
                        "");
            }
            VariableRules.fault(variable, settings.allowNames())
                    .ifPresent(fault -> problems.add(FilePosition.NONE, fault.message(), fault.hint()));
            for (String name : delivery.only()) {
                VariableRules.fault(name, settings.allowNames())
                        .ifPresent(fault -> problems.add(FilePosition.NONE, fault.message(), fault.hint()));
            }
        }
    }
}
