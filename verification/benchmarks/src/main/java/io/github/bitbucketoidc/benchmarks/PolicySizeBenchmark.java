package io.github.bitbucketoidc.benchmarks;

import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.provider.policy.Decision;
import io.github.bitbucketoidc.provider.policy.Policy;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a decision costs with ten grants and with 100,000, pinned by values, lists, {@code or}, path segments and not at all. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PolicySizeBenchmark {

    private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");

    /** How many grants the policy has. */
    @Param({"10", "100000"})
    public int grants;

    private Policy policy = ManyGrants.read(ManyGrants.text(5));
    private Claims[] steps = ManyGrants.steps(5);
    private int next;

    /** Makes the policy. */
    @Setup
    public void setUp() {
        policy = ManyGrants.read(ManyGrants.text(grants));
        steps = ManyGrants.steps(grants);
        for (Claims step : steps) {
            if (policy.simulate(step, NOW).deliveries().size() != 1) {
                throw new IllegalStateException("each step must be granted one thing, or the wrong thing is measured");
            }
        }
    }

    /**
     * One decision.
     *
     * @return the decision
     */
    @Benchmark
    public Decision decide() {
        return policy.simulate(steps[next++ % steps.length], NOW);
    }
}
