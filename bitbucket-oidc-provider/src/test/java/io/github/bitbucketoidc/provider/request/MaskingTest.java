package io.github.bitbucketoidc.provider.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.provider.Bench;
import io.github.bitbucketoidc.provider.LoopbackIssuer;
import io.github.bitbucketoidc.provider.audit.Origin;
import io.github.bitbucketoidc.provider.release.Release;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest {

    private final Bench bench = new Bench().delivering("A: a:one", "B: b:one");

    @AfterEach
    void close() {
        bench.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "seven77",
                "two\nlines of text",
                "two\rlines of text",
                "release/2026",
                "{" + LoopbackIssuer.STEP + "}",
                LoopbackIssuer.REPOSITORY,
                LoopbackIssuer.WORKSPACE
            })
    void reportsValuesThatCannotBeHidden(String value) {
        bench.a.text("one", value);
        bench.b.text("one", "long enough");

        Release release = bench.provider()
                .release(bench.issuer.token(claims -> claims.put("branchName", "release/2026")), Origin.local());

        assertThat(release.status()).isEqualTo(200);
        assertThat(bench.event().unmaskable()).containsExactly("A");
    }

    /** Whatever stands in the token is public: claims that Bitbucket adds one day, each audience, and the workspace's own name. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "acme-of-the-docs",
                "ari:cloud:bitbucket::workspace/" + LoopbackIssuer.WORKSPACE,
                "an audience of ours",
                "{" + LoopbackIssuer.REPOSITORY + "}:{" + LoopbackIssuer.STEP + "}"
            })
    void reportsEveryTextOfTheToken(String value) {
        bench.a.text("one", value);
        bench.b.text("one", "long enough");
        String token = bench.issuer.token(claims -> {
            claims.put(
                    "aud",
                    List.of(
                            "\"ari:cloud:bitbucket::workspace/" + LoopbackIssuer.WORKSPACE + "\"",
                            "\"an audience of ours\""));
            claims.put("somethingNew", "acme-of-the-docs");
        });

        assertThat(bench.provider().release(token, Origin.local()).status()).isEqualTo(200);
        assertThat(bench.event().unmaskable()).containsExactly("A");
    }

    /** A runner hides the exact text, so another spelling of a public one is hidden as well as any other. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "RELEASE/2026",
                "release/2026 ",
                "release/202",
                "1DE489BE-CE6A-42A0-A8C8-EADBF1174AC7",
                "{1de489be-ce6a-42a0-a8c8-eadbf1174ac7",
                "1de489bece6a42a0a8c8eadbf1174ac7"
            })
    void otherSpellingsArePublicNowhere(String value) {
        bench.a.text("one", value);
        bench.b.text("one", "long enough");

        bench.provider()
                .release(bench.issuer.token(claims -> claims.put("branchName", "release/2026")), Origin.local());

        assertThat(bench.event().unmaskable()).isEmpty();
    }

    @Test
    void eightCharactersOnOneLineAreEnough() {
        bench.a.text("one", "eight888");
        bench.b.text("one", "long enough");

        assertThat(bench.ask().status()).isEqualTo(200);
        assertThat(bench.event().unmaskable()).isEmpty();
    }

    @Test
    void refusesThemWhenThePolicySaysSo() {
        bench.settings("masking: refuse");
        bench.a.text("one", "short");
        bench.b.text("one", "long enough");

        assertThat(bench.ask().status()).isEqualTo(500);
        assertThat(bench.code()).isEqualTo("secret_malformed");
        assertThat(bench.event().unmaskable()).containsExactly("A");
        assertThat(bench.event().detail()).contains("[A]").doesNotContain("short");
    }
}
