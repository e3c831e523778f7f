package io.github.bitbucketoidc.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * Tokens of a fake workspace, right ones and near misses, for properties of a provider.
 *
 * <pre>{@code
 * @Property(tries = 200)
 * void refusesEveryNearMiss(@ForAll("nearMisses") NearMiss miss) {
 *     Assertions.assertInstanceOf(Verification.Rejected.class, verifier.verify(miss.token()));
 * }
 *
 * @Provide
 * Arbitrary<NearMiss> nearMisses() {
 *     return TokenArbitraries.of(bitbucket.acme()).nearMisses();
 * }
 * }</pre>
 *
 * <p>Immutable and thread-safe. Signing takes about a millisecond a token.
 * @since 0.1.0
 */
public final class TokenArbitraries {

    private final FakeWorkspace workspace;

    private TokenArbitraries(FakeWorkspace workspace) {
        this.workspace = Objects.requireNonNull(workspace, "workspace");
    }

    /**
     * Tokens of one workspace.
     *
     * @param workspace whose key signs
     * @return their generators
     */
    public static TokenArbitraries of(FakeWorkspace workspace) {
        return new TokenArbitraries(workspace);
    }

    /**
     * Tokens that a provider of the workspace must accept: every branch that git allows or none, with and without an
     * environment, with every form of {@code sub}, with audiences of the step's author beside the default one, with claims that
     * nobody knows.
     *
     * @return compact JWS
     */
    public Arbitrary<String> accepted() {
        Arbitrary<Integer> forms = Arbitraries.integers().between(0, 2);
        return Combinators.combine(mints(), forms)
                .as((mint, form) -> (form == 0 ? mint : mint.shortSubject(form == 1)).token());
    }

    /**
     * Tokens that are refused for exactly one reason, each beside {@link #accepted()} ones in all the rest.
     *
     * @return near misses
     */
    public Arbitrary<NearMiss> nearMisses() {
        return Combinators.combine(mints(), Arbitraries.of(Defect.ALL)).as((mint, defect) -> defect.applyTo(mint));
    }

    private Arbitrary<TokenMint> mints() {
        Arbitrary<UUID> uuids = Arbitraries.create(UUID::randomUUID);
        Arbitrary<List<Boolean>> choices = Arbitraries.of(true, false).list().ofSize(5);
        Arbitrary<Long> lifetimes = Arbitraries.longs().between(300, 86_400);
        return Combinators.combine(
                        uuids, uuids, ClaimArbitraries.branches(), choices, lifetimes, ClaimArbitraries.texts())
                .as((repository, step, branch, choice, seconds, text) -> {
                    TokenMint mint = workspace.mint().repository(repository).step(step);
                    mint.lifetime(workspace.clock().instant(), Duration.ofSeconds(seconds));
                    if (choice.get(0)) {
                        mint.noEnvironment();
                    }
                    mint = choice.get(1) ? mint.branch(branch) : mint.without("branchName");
                    if (choice.get(2)) {
                        mint.audiences("https://other.example", workspace.audience());
                    }
                    if (choice.get(3)) {
                        mint.without("pipelineUuid");
                    }
                    return choice.get(4) ? mint.claim("compliant", true).claim("x-" + step, text) : mint;
                });
    }
}
