package io.github.bitbucketoidc.testkit.policy;

import io.github.bitbucketoidc.core.issuer.Workspace;
import io.github.bitbucketoidc.core.token.TokenVerifier;
import io.github.bitbucketoidc.core.token.Verification;
import io.github.bitbucketoidc.provider.policy.Decision;
import io.github.bitbucketoidc.provider.policy.Policy;
import io.github.bitbucketoidc.testkit.FakeBitbucket;
import io.github.bitbucketoidc.testkit.FakeWorkspace;
import io.github.bitbucketoidc.testkit.TokenMint;
import java.time.Instant;
import java.util.List;

/**
 * Mints and verifies tokens of a policy's workspaces: with their names, UUIDs and audiences, and a fake Bitbucket on this machine
 * as their issuer. Thread-safe.
 */
final class TokenBench implements AutoCloseable {

    private final Policy policy;
    private final FakeBitbucket bitbucket = FakeBitbucket.start();
    private final TokenVerifier verifier;

    TokenBench(Policy policy) {
        this.policy = policy;
        this.verifier = TokenVerifier.builder()
                .workspaces(
                        policy.workspaces().stream().map(this::onThisMachine).toList())
                .skew(policy.settings().skew())
                .maxLifetime(policy.settings().maxLifetime())
                .build();
    }

    private Workspace onThisMachine(Workspace workspace) {
        return Workspace.builder(workspace.slug(), workspace.uuid())
                .issuer(fake(workspace).issuer())
                .audiences(workspace.audiences())
                .build();
    }

    private FakeWorkspace fake(Workspace workspace) {
        return bitbucket.workspace(workspace.slug(), workspace.uuid());
    }

    Verification verify(PolicyTestCase test) {
        Workspace workspace = policy.workspaces().stream()
                .filter(known -> known.slug().equals(test.workspace()))
                .findFirst()
                .orElseThrow();
        TokenMint mint = fake(workspace).mint().noEnvironment();
        mint.claim("aud", List.of(workspace.audiences().get(0)));
        mint.without("branchName", "pipelineUuid");
        test.claims().forEach((name, value) -> {
            if (value.isPresent()) {
                mint.claim(name, value.get());
            } else {
                mint.without(name);
            }
        });
        return verifier.verify(mint.token());
    }

    Decision decide(Verification.Verified verified, Instant at) {
        return policy.decide(verified.token(), at);
    }

    @Override
    public void close() {
        verifier.close();
        bitbucket.close();
    }
}
