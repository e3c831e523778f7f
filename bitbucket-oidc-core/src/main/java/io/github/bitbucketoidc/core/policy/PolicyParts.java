package io.github.bitbucketoidc.core.policy;

import io.github.bitbucketoidc.core.token.Workspace;
import java.util.List;
import java.util.Map;

/** What a policy is made of, after every check. The maps keep the order of the policy and are unmodifiable. */
record PolicyParts(
        PolicySettings settings,
        List<Workspace> workspaces,
        Map<String, StoreDefinition> stores,
        NameTable names,
        Map<String, Grant> grants,
        Map<String, Denial> denials,
        String digest) {}
