package com.example.verifier;

import io.github.bitbucketoidc.core.filter.ClaimFilter;
import io.github.bitbucketoidc.core.token.TokenVerifier;
import io.github.bitbucketoidc.core.token.Verification;
import io.github.bitbucketoidc.core.token.VerifiedToken;
import io.github.bitbucketoidc.core.issuer.Workspace;
import java.util.Optional;

/** Lets only deployments of one repository's main branch call an interface of one's own. */
public final class DeployGuard implements AutoCloseable {

    private static final ClaimFilter DEPLOYMENT = ClaimFilter.parse(
            "repository is \"{1de489be-ce6a-42a0-a8c8-eadbf1174ac7}\" and branch is \"main\" and environment is present");

    private final TokenVerifier verifier;

    public DeployGuard(Workspace workspace) {
        verifier = TokenVerifier.builder().workspace(workspace).build();
    }

    /** The step that is asking, if it may. */
    public Optional<VerifiedToken> admit(String token) {
        Verification verification = verifier.verify(token);
        if (verification instanceof Verification.Verified verified && DEPLOYMENT.matches(verified.token())) {
            return Optional.of(verified.token());
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        verifier.close();
    }
}
