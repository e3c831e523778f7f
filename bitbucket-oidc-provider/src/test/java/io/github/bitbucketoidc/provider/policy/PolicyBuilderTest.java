package io.github.bitbucketoidc.provider.policy;

import static io.github.bitbucketoidc.core.filter.ClaimFilters.branch;
import static io.github.bitbucketoidc.core.filter.ClaimFilters.repository;
import static io.github.bitbucketoidc.core.filter.ClaimFilters.workspace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.filter.ClaimFilter;
import io.github.bitbucketoidc.core.issuer.Workspace;
import io.github.bitbucketoidc.provider.policy.check.GrantChecks;
import io.github.bitbucketoidc.provider.rules.Denial;
import io.github.bitbucketoidc.provider.rules.Grant;
import io.github.bitbucketoidc.provider.rules.PolicyException;
import io.github.bitbucketoidc.provider.rules.PolicySettings;
import io.github.bitbucketoidc.provider.rules.StoreDefinition;
import io.github.bitbucketoidc.rows.Row;
import io.github.bitbucketoidc.store.StoreConfig;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A policy that is built in code passes the checks of a file. */
class PolicyBuilderTest {

    private static final UUID ACME = UUID.fromString(Sample.ACME);
    private static final UUID GLOBEX = UUID.fromString("00000000-34f3-4226-a897-0e0afbec553d");
    private static final UUID PAYMENTS = UUID.fromString(Sample.PAYMENTS);
    private static final UUID BILLING = UUID.fromString(Sample.BILLING);

    private static PolicyBuilder acme() {
        return Policy.builder().workspace(Workspace.of("acme", ACME)).store(store("local"));
    }

    private static PolicyBuilder two() {
        return acme().workspace(Workspace.of("globex", GLOBEX));
    }

    private static StoreDefinition store(String name) {
        return StoreDefinition.of(name, "file", StoreConfig.of(Map.of("path", "secrets")));
    }

    private static Grant.Builder grant(String name, ClaimFilter when) {
        return Grant.builder(name).when(when);
    }

    private static Denial denial(String name, ClaimFilter when) {
        return Denial.builder(name).when(when).withhold("*").build();
    }

    private static List<String> problems(PolicyBuilder builder) {
        PolicyException refused = catchThrowableOfType(PolicyException.class, builder::build);
        assertThat(refused).as("refused").isNotNull();
        assertThat(refused.problems()).allSatisfy(problem -> {
            assertThat(problem.line()).isZero();
            assertThat(problem.column()).isZero();
            assertThat(problem.picture()).isEmpty();
        });
        return refused.problems().stream().map(PolicyException.Problem::message).toList();
    }

    @Test
    void makesWhatAFileMakes() {
        Policy policy = acme().settings(PolicySettings.defaults())
                .grant(grant("a", repository().is(PAYMENTS))
                        .deliver("HUB_ID", "local:hub#id")
                        .build())
                .denial(denial("frozen", branch().isPresent().and(branch().is("frozen"))))
                .build();
        assertThat(policy.workspaces()).extracting(Workspace::slug).containsExactly("acme");
        assertThat(policy.stores()).containsOnlyKeys("local");
        assertThat(policy.grants()).containsOnlyKeys("a");
        assertThat(policy.denials()).containsOnlyKeys("frozen");
        assertThat(policy.digest()).isEmpty();
        assertThat(policy.settings()).isEqualTo(PolicySettings.defaults());
        Claims.Builder step = Claims.builder();
        Sample.step().forEach(step::text);
        assertThat(policy.simulate(step.build(), Sample.NOW).deliveries())
                .extracting(DecidedDelivery::variable)
                .containsExactly("HUB_ID");
    }

    @Test
    void refusesToServeNobody() {
        assertThat(problems(Policy.builder())).singleElement().asString().contains("names no workspace");
    }

    @Test
    @Row("C20")
    void c20RefusesTwoWorkspacesOfOneIssuerOrOneUuid() {
        assertThat(problems(acme().workspace(Workspace.of("acme", GLOBEX))))
                .containsExactly("two workspaces have the same UUID or issuer as acme");
        assertThat(problems(acme().workspace(Workspace.of("globex", ACME))))
                .containsExactly("two workspaces have the same UUID or issuer as globex");
    }

    @Test
    @Row("R13")
    void r13RefusesANameTwice() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> acme().store(store("local")))
                .withMessageContaining("local");
        Grant grant =
                grant("a", repository().is(PAYMENTS)).deliver("A", "local:a#a").build();
        Denial denial = denial("d", repository().is(PAYMENTS));
        assertThat(problems(acme().grant(grant).grant(grant).denial(denial).denial(denial)))
                .containsExactly("there are two grants with the name `a`", "there are two denials with the name `d`");
    }

    @Test
    @Row("R12")
    void r12RefusesAGrantThatIsNotPinned() {
        assertThat(problems(acme().grant(grant("a", branch().is("main"))
                        .deliver("A", "local:a#a")
                        .build())))
                .singleElement()
                .asString()
                .startsWith("the grant `a`: the grant is not pinned");
        assertThat(acme().grant(grant("a", branch().is("main"))
                                .deliver("A", "local:a#a")
                                .unpinned()
                                .build())
                        .grant(grant("b", branch().is("main"))
                                .deliver("B", "local:{repository}/b#b")
                                .build())
                        .build()
                        .grants())
                .hasSize(2);
        assertThat(problems(acme().grant(grant("b", branch().is("main"))
                        .deliver("B", "local:{repository}/b#b")
                        .deliver("C", "local:c#c")
                        .build())))
                .singleElement()
                .asString()
                .contains("is not pinned");
    }

    @Test
    @Row("C20")
    void c20RefusesARepositoryWithoutItsWorkspaceWhereThereAreSeveral() {
        assertThat(problems(two().grant(grant("a", repository().is(PAYMENTS))
                                .deliver("A", "local:a#a")
                                .build())
                        .denial(denial("d", repository().is(PAYMENTS)))))
                .containsExactly("the grant `a`: " + GrantChecks.LOOSE, "the denial `d`: " + GrantChecks.LOOSE);
        assertThat(problems(two().grant(grant("a", branch().is("main"))
                        .deliver("A", "local:{repository}/a#a")
                        .build())))
                .singleElement()
                .asString()
                .contains("fills {repository} in without naming one");
        ClaimFilter bound = workspace().is(ACME).and(repository().is(PAYMENTS));
        assertThat(two().grant(grant("a", bound)
                                .deliver("A", "local:{repository}/a#a")
                                .build())
                        .denial(denial("d", bound))
                        .build()
                        .grants())
                .hasSize(1);
    }

    @Test
    @Row("R16")
    void r16RefusesOneVariableFromTwoSecrets() {
        Grant one = grant("one", repository().is(PAYMENTS))
                .deliver("A", "local:a#a")
                .build();
        Grant.Builder other = grant("other", workspace().is(ACME)).deliver("A", "local:b#b");
        assertThat(problems(acme().grant(one).grant(other.build())))
                .singleElement()
                .asString()
                .contains("`A` comes from another secret in the grant `one`", "both grants can apply");
        assertThat(acme().grant(one).grant(other.shadow().build()).build().grants())
                .hasSize(2);
        assertThat(acme().grant(one)
                        .grant(grant("billing", repository().is(BILLING))
                                .deliver("A", "local:b#b")
                                .build())
                        .build()
                        .grants())
                .hasSize(2);
    }

    @Test
    @Row("H4")
    void h4RefusesTwinsInLetterCase() {
        assertThat(problems(acme().grant(grant("a", repository().is(PAYMENTS))
                        .deliver("Key", "local:a#a")
                        .deliver("KEY", "local:a#b")
                        .build())))
                .containsExactly("the grant `a`: `KEY` is there twice, letter case aside");
    }

    @Test
    @Row("H3")
    void h3RefusesAReservedNameUnlessItIsAllowed() {
        Grant grant = grant("a", repository().is(PAYMENTS))
                .deliver("PATH", "local:a#a")
                .build();
        assertThat(problems(acme().grant(grant)))
                .singleElement()
                .asString()
                .startsWith("the grant `a`: `PATH` is reserved");
        PolicySettings allowing =
                PolicySettings.builder().allowNames(Set.of("PATH")).build();
        assertThat(acme().settings(allowing).grant(grant).build().grants()).hasSize(1);
    }

    @Test
    @Row("R10")
    void r10RefusesADenialThatAbsenceAloneMakesApply() {
        assertThat(problems(acme().denial(denial("d", branch().is("main")))))
                .containsExactly("the denial `d`: the denial also applies to every token without `branch`");
        assertThat(acme().denial(Denial.builder("d")
                                .when(branch().is("main"))
                                .withhold("*")
                                .alsoWhenAbsent()
                                .build())
                        .build()
                        .denials())
                .hasSize(1);
    }

    @Test
    void refusesAConditionOfTooManyAlternativesButInShadow() {
        ClaimFilter many = repository().is(PAYMENTS);
        for (int i = 0; i < 9; i++) {
            many = many.and(branch().is("a" + i).or(branch().is("b" + i)));
        }
        Grant.Builder grant = grant("a", many).deliver("A", "local:a#a");
        assertThat(problems(acme().grant(grant.build())))
                .containsExactly("the grant `a`: the condition has more than 256 alternatives");
        assertThat(acme().grant(grant.shadow().build()).build().grants()).hasSize(1);
    }

    @Test
    void refusesAStoreThatThereIsNotAndSaysEverythingAtOnce() {
        assertThat(problems(Policy.builder()
                        .grant(grant("a", branch().is("main"))
                                .deliver("CI", "vault:a#a")
                                .build())))
                .satisfiesExactlyInAnyOrder(
                        message -> assertThat(message).contains("names no workspace"),
                        message -> assertThat(message).contains("is not pinned"),
                        message -> assertThat(message).contains("there is no store `vault`"),
                        message -> assertThat(message).contains("`CI` is reserved"));
    }
}
