package io.github.bitbucketoidc.core.provider;

import static org.assertj.core.api.Assertions.assertThat;

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
