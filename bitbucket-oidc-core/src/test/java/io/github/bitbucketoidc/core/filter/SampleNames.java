package io.github.bitbucketoidc.core.filter;

import io.github.bitbucketoidc.core.claims.ClaimWord;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The UUIDs of the protocol's sample token, and aliases of them. */
public final class SampleNames {

    public static final UUID ACME = UUID.fromString("922e118c-f34f-4226-a897-0e0afbec553d");
    public static final UUID GLOBEX = UUID.fromString("0c5b3a8e-9c1f-4f0a-8a55-7d5f2b1c9e10");
    public static final UUID PAYMENTS = UUID.fromString("1de489be-ce6a-42a0-a8c8-eadbf1174ac7");
    public static final UUID LEDGER = UUID.fromString("5f2c0b64-3a0d-4d55-9f3e-2a6f7c1d8e90");
    public static final UUID PRODUCTION = UUID.fromString("bd715740-c970-486b-b68a-b421ec2a1f8b");

    private SampleNames() {}

    /** One workspace: no alias is bound to it. */
    public static Aliases aliases() {
        return Aliases.of(Map.of(
                ClaimWord.WORKSPACE, Map.of("acme", free(ACME)),
                ClaimWord.REPOSITORY, Map.of("payments", free(PAYMENTS), "ledger", free(LEDGER)),
                ClaimWord.ENVIRONMENT, Map.of("production", free(PRODUCTION))));
    }

    /** Two workspaces: each repository is bound to its own. */
    public static Aliases boundAliases() {
        return Aliases.of(Map.of(
                ClaimWord.WORKSPACE, Map.of("acme", free(ACME), "globex", free(GLOBEX)),
                ClaimWord.REPOSITORY, Map.of("payments", bound(PAYMENTS, ACME), "ledger", bound(LEDGER, GLOBEX))));
    }

    public static Aliases.Alias free(UUID uuid) {
        return Aliases.Alias.of(uuid, Optional.empty());
    }

    public static Aliases.Alias bound(UUID uuid, UUID workspace) {
        return Aliases.Alias.of(uuid, Optional.of(workspace));
    }

    /** As tokens and canonical filters write it. */
    public static String braced(UUID uuid) {
        return "{" + uuid + "}";
    }
}
