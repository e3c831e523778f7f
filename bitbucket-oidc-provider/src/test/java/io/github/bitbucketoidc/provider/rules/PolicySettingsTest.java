package io.github.bitbucketoidc.provider.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.bitbucketoidc.rows.Row;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings that are made in code have the bounds of those in a file. */
class PolicySettingsTest {

    private static PolicySettings of(String skew, String maxLifetime, String deadline, int budget, String... names) {
        return PolicySettings.builder()
                .skew(Duration.parse(skew))
                .maxLifetime(Duration.parse(maxLifetime))
                .deadline(Duration.parse(deadline))
                .allowNames(Set.of(names))
                .budget(budget)
                .build();
    }

    @Test
    @Row("C8")
    void c8TheBoundsThemselvesAreTaken() {
        assertThat(of("PT0S", "PT1S", "PT0.1S", 1).budget()).isEqualTo(1);
        assertThat(of("PT2M", "P30D", "PT60S", 120_000, "PATH").allowNames()).containsExactly("PATH");
    }

    @ParameterizedTest
    @CsvSource({
        "PT-1S, P1D, PT5S, 1000, skew",
        "PT2M1S, P1D, PT5S, 1000, skew",
        "PT0S, PT0.9S, PT5S, 1000, maxLifetime",
        "PT0S, P31D, PT5S, 1000, maxLifetime",
        "PT0S, P1D, PT0.099S, 1000, deadline",
        "PT0S, P1D, PT61S, 1000, deadline",
        "PT0S, P1D, PT5S, 0, budget",
        "PT0S, P1D, PT5S, 120001, budget"
    })
    @Row("C8")
    void c8WhatIsBeyondIsRefused(String skew, String maxLifetime, String deadline, int budget, String named) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(skew, maxLifetime, deadline, budget))
                .withMessageStartingWith(named + ": from ");
    }

    @ParameterizedTest
    @CsvSource({"A-B", "__proto__", "*"})
    @Row("H4")
    void h4OnlyNamesOfVariablesCanBeAllowed(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of("PT0S", "P1D", "PT5S", 1000, name))
                .withMessageStartingWith("allowNames: '" + name + "'");
    }
}
