package com.example.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.testkit.FakeBitbucket;
import io.github.bitbucketoidc.testkit.TokenMint;
import org.junit.jupiter.api.Test;

class DeployGuardTest {

    @Test
    void admitsDeploymentsOfMainOnly() {
        try (FakeBitbucket bitbucket = FakeBitbucket.start();
                DeployGuard guard = new DeployGuard(bitbucket.acme().workspace())) {
            TokenMint step = bitbucket.acme().mint();
            assertThat(guard.admit(step.token())).isPresent();
            assertThat(guard.admit(step.branch("feature/x").token())).isEmpty();
            assertThat(guard.admit(step.wrongSignature().token())).isEmpty();
            assertThat(guard.admit("junk")).isEmpty();
        }
    }
}
