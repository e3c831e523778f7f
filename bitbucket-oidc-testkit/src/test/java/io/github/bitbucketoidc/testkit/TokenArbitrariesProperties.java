package io.github.bitbucketoidc.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.core.issuer.Workspace;
import io.github.bitbucketoidc.core.token.TokenVerifier;
import io.github.bitbucketoidc.core.token.Verification;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/** Holds the generators against the verifier of the core: each shows that the other is right. */
class TokenArbitrariesProperties {

    private static final FakeBitbucket BITBUCKET = FakeBitbucket.start();
    private static final FakeWorkspace ACME = BITBUCKET.acme();
    private static final TokenVerifier VERIFIER = TokenVerifier.builder()
            .workspace(Workspace.builder(ACME.slug(), ACME.uuid())
                    .issuer(ACME.issuer())
                    .build())
            .build();

    @AfterContainer
    static void stop() {
        VERIFIER.close();
        BITBUCKET.close();
    }

    @Provide
    Arbitrary<String> accepted() {
        return TokenArbitraries.of(ACME).accepted();
    }

    @Provide
    Arbitrary<NearMiss> nearMisses() {
        return TokenArbitraries.of(ACME).nearMisses();
    }

    @Property(tries = 200)
    void acceptedTokensAreAccepted(@ForAll("accepted") String token) {
        assertThat(VERIFIER.verify(token)).isInstanceOf(Verification.Verified.class);
    }

    @Property(tries = 300)
    void nearMissesAreRefusedForTheReasonThatTheyName(@ForAll("nearMisses") NearMiss miss) {
        Verification verification;
        // one for each: a verifier stops asking the issuer when too many tokens in a row name keys that are not there
        try (TokenVerifier verifier =
                TokenVerifier.builder().workspace(ACME.workspace()).build()) {
            verification = verifier.verify(miss.token());
        }
        assertThat(verification).isInstanceOf(Verification.Rejected.class);
        assertThat(((Verification.Rejected) verification).rejection().code())
                .describedAs(miss.defect())
                .isEqualTo(miss.expected());
    }

    @Example
    void everyDefectComesUp(@ForAll Random random) {
        var generator = TokenArbitraries.of(ACME).nearMisses().generator(1000);
        Set<String> defects = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            defects.add(generator.next(random).value().defect());
        }
        assertThat(defects).hasSameSizeAs(Defect.ALL);
    }
}
