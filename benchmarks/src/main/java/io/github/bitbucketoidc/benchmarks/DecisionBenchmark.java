package io.github.bitbucketoidc.benchmarks;

import io.github.bitbucketoidc.core.policy.Decision;
import io.github.bitbucketoidc.core.policy.Policy;
import io.github.bitbucketoidc.core.token.TokenVerifier;
import io.github.bitbucketoidc.core.token.Verification;
import io.github.bitbucketoidc.testkit.FakeBitbucket;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Verifying a token and deciding what it may have, against the bare signature check. The tokens are distinct, because nothing of
 * one may be remembered for another.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class DecisionBenchmark {

    private static final int TOKENS = 2_000;

    /** How many grants the policy has; the token's own is among them. */
    @Param({"10", "1000"})
    public int grants;

    private final FakeBitbucket bitbucket = FakeBitbucket.start();
    private final Tokens tokens = Tokens.of(bitbucket.acme(), TOKENS);
    private final Signature signature = tokens.verifierOfTheirKey();
    private Policy policy = Policies.withGrants(bitbucket.acme(), 1);
    private TokenVerifier verifier = verifier(policy);
    private int next;

    private static TokenVerifier verifier(Policy policy) {
        return TokenVerifier.builder().workspaces(policy.workspaces()).build();
    }

    /** Makes the policy and lets the verifier fetch its keys. */
    @Setup(Level.Trial)
    public void setUp() {
        policy = Policies.withGrants(bitbucket.acme(), grants);
        verifier = verifier(policy);
        if (verifyAndDecide().deliveries().isEmpty()) {
            throw new IllegalStateException("the tokens must be granted something, or the wrong thing is measured");
        }
    }

    /** Ends the servers. */
    @TearDown(Level.Trial)
    public void tearDown() {
        verifier.close();
        bitbucket.close();
    }

    /**
     * What nobody can do without: one RS256 check with a prepared key.
     *
     * @return whether it verified
     * @throws GeneralSecurityException if the JDK cannot
     */
    @Benchmark
    public boolean bareSignature() throws GeneralSecurityException {
        Tokens.Signed token = tokens.get(next++ % TOKENS);
        signature.update(token.signedPart());
        return signature.verify(token.signature());
    }

    /**
     * The verifier alone.
     *
     * @return the proof
     */
    @Benchmark
    public Verification verify() {
        return verifier.verify(tokens.get(next++ % TOKENS).text());
    }

    /**
     * The whole way from text to decision.
     *
     * @return the decision
     */
    @Benchmark
    public Decision verifyAndDecide() {
        if (verifier.verify(tokens.get(next++ % TOKENS).text()) instanceof Verification.Verified verified) {
            return policy.decide(verified.token());
        }
        throw new IllegalStateException("the tokens must be good, or the wrong thing is measured");
    }
}
