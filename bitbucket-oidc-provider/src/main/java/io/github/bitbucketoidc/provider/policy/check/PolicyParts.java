package io.github.bitbucketoidc.provider.policy.check;

import io.github.bitbucketoidc.core.issuer.Workspace;
import io.github.bitbucketoidc.provider.names.NameTable;
import io.github.bitbucketoidc.provider.rules.Denial;
import io.github.bitbucketoidc.provider.rules.Grant;
import io.github.bitbucketoidc.provider.rules.PolicySettings;
import io.github.bitbucketoidc.provider.rules.StoreDefinition;
import java.util.List;
import java.util.Map;

/** What a policy is made of, after every check. The maps keep the order of the policy and are unmodifiable. */
public record PolicyParts(
        PolicySettings settings,
        List<Workspace> workspaces,
        Map<String, StoreDefinition> stores,
        NameTable names,
        Map<String, Grant> grants,
        Map<String, Denial> denials,
        String digest) {}
