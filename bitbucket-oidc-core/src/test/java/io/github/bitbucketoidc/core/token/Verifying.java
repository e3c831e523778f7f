package io.github.bitbucketoidc.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.UnaryOperator;

/** An issuer with the key k1, two clocks, a verifier, and short words for what comes of a token. */
public final class Verifying implements AutoCloseable {

    public final FakeIssuer issuer = FakeIssuer.start("k1");
    public final FakeTime time = new FakeTime();
    public final TokenVerifier verifier;

    public Verifying() {
        this(builder -> builder);
    }

    public Verifying(UnaryOperator<TokenVerifier.Builder> settings) {
        verifier = settings.apply(TokenVerifier.builder()
                        .workspace(issuer.workspace())
                        .clock(time)
                        .monotonicClock(time::nanoseconds))
                .build();
    }

    /** A good token, to be spoilt. */
    public TestToken token() {
        return TestToken.of(issuer.issuer(), "k1");
    }

    public TestToken token(String kid) {
        return TestToken.of(issuer.issuer(), kid);
    }

    public VerifiedToken accept(TestToken token) {
        Verification verification = verifier.verify(token.signed());
        assertThat(verification).isInstanceOf(Verification.Verified.class);
        return ((Verification.Verified) verification).token();
    }

    public String codeOf(TestToken token) {
        return codeOf(token.signed());
    }

    public String codeOf(String token) {
        Verification verification = verifier.verify(token);
        return verification instanceof Verification.Rejected rejected
                ? rejected.rejection().code().toString()
                : "accepted";
    }

    @Override
    public void close() {
        verifier.close();
        issuer.close();
    }
}
