package io.github.bitbucketoidc.testkit.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.bitbucketoidc.provider.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTestFileTest {

    @TempDir
    Path folder;

    private Map<String, String> run(String tests) throws IOException {
        return run(tests, Samples.policy());
    }

    private Map<String, String> run(String tests, Policy policy) throws IOException {
        Path file = Files.writeString(folder.resolve("tests.yaml"), "policy: policy.yaml\ntests:\n" + tests);
        Map<String, String> outcomes = new TreeMap<>();
        try (Stream<DynamicTest> all = PolicyTestFile.tests(file, policy)) {
            List<DynamicTest> listed = all.toList();
            for (DynamicTest test : listed) {
                Throwable failure = catchThrowable(() -> test.getExecutable().execute());
                outcomes.put(test.getDisplayName(), failure == null ? "passed" : String.valueOf(failure.getMessage()));
            }
        }
        return outcomes;
    }

    @Test
    void whatIsTruePasses() throws IOException {
        assertThat(run("""
                  release:
                    token: { repository: payments, environment: production, branch: main }
                    at: 2027-06-30
                    expect: [TOKEN, "DB_*", SHARED]
                    withheld: [DB_ROOT]
                  overdue:
                    token: { repository: payments }
                    at: "2027-07-01T00:00:00Z"
                    expect: []
                  ledger:
                    token: { workspace: umbrella, repository: ledger, branch: main, claims: { level: 2 } }
                    expect: [LEDGER]
                  other level:
                    token: { workspace: umbrella, repository: ledger, branch: main, claims: { level: "2" } }
                    expect: []
                  other service:
                    token: { repository: payments, audience: other.example }
                    refused: audience_mismatch
                  other workspace:
                    token: { claims: { workspaceUuid: "{0f1c3e5a-9b7d-4c2e-8a61-5d3f7b9e1c24}" } }
                    refused: claim_conflict
                  no expiry:
                    token: { claims: { exp: null } }
                    refused: claim_missing
                """))
                .hasSize(7)
                .allSatisfy((name, outcome) -> assertThat(outcome).as(name).isEqualTo("passed"));
    }

    @Test
    void whatIsFalseFailsWithTheReason() throws IOException {
        Map<String, String> outcomes = run("""
                  too little:
                    token: { repository: payments, environment: production, branch: main }
                    at: 2027-07-01
                    expect: [TOKEN]
                  a wildcard that is not withheld:
                    token: { repository: payments, environment: production, branch: main }
                    at: 2027-07-01
                    expect: [TOKEN, "DB_*"]
                    withheld: [DB_PASSWORD]
                  not refused:
                    token: { repository: payments }
                    refused: audience_mismatch
                  another reason:
                    token: { repository: payments, audience: other.example }
                    refused: expired
                  refused:
                    token: { repository: payments, audience: other.example }
                    expect: []
                """);
        assertThat(outcomes.get("too little"))
                .contains("DB_*")
                .contains("grant `release`")
                .contains("applies");
        assertThat(outcomes.get("a wildcard that is not withheld")).contains("DB_PASSWORD is delivered");
        assertThat(outcomes.get("not refused")).contains("the token was accepted");
        assertThat(outcomes.get("another reason")).contains("audience_mismatch");
        assertThat(outcomes.get("refused")).contains("audience_mismatch");
    }

    /** Reports of CI often show the message and nothing else. */
    @Test
    void beginsEachMessageWithTheNameOfTheTest() throws IOException {
        assertThat(run("""
                  too little:
                    token: { repository: payments }
                    at: 2027-07-01
                    expect: [TOKEN]
                  another reason:
                    token: { repository: payments, audience: other.example }
                    refused: expired
                  not refused:
                    token: { repository: payments }
                    refused: expired
                  not withheld:
                    token: { repository: payments, environment: production, branch: main }
                    at: 2027-07-01
                    expect: [TOKEN, "DB_*"]
                    withheld: [DB_PASSWORD]
                """))
                .hasSize(4)
                .allSatisfy((name, message) -> assertThat(message).startsWith("[" + name + ": "));
    }

    @Test
    void knowsWhatWildcardsMayBecomeAndWhichSecretsAreWithheld() throws IOException {
        Policy policy = Samples.policy("""
                grants:
                  all:
                    when: repository is payments
                    deliver: { "*": { from: local:env, only: ["APP_*"] }, TOKEN: local:sealed/token }
                denials:
                  sealed:
                    when: environment is absent or not (environment is production)
                    when-absent: withhold
                    withhold-secrets: ["local:sealed/**"]
                """);
        Map<String, String> outcomes = run("""
                  in production:
                    token: { repository: payments, environment: production }
                    expect: ["*", TOKEN]
                    withheld: [PATH, OTHER]
                  elsewhere:
                    token: { repository: payments }
                    expect: ["*"]
                    withheld: [TOKEN]
                  brings one:
                    token: { repository: payments }
                    expect: ["*"]
                    withheld: [APP_KEY]
                """, policy);
        assertThat(outcomes).containsEntry("in production", "passed").containsEntry("elsewhere", "passed");
        assertThat(outcomes.get("brings one")).contains("APP_KEY is delivered");
    }

    /** A test with a mistake would test nothing. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{ token: { repositry: payments }, expect: [] } ; `repositry` is not one of",
                "{ token: { repository: paymnts }, expect: [] } ; `paymnts` is neither a UUID nor a repository",
                "{ token: { workspace: acem }, expect: [] } ; no workspace `acem`",
                "{ token: { repository: payments } } ; either `expect` or `refused`",
                "{ token: { repository: payments }, expect: [], refused: expired } ; either `expect` or `refused`",
                "{ token: { repository: payments }, expect: TOKEN } ; must be a list",
                "{ token: { repository: payments }, refused: outdated } ; no token is refused as `outdated`",
                "{ token: { repository: payments }, expects: [] } ; `expects` is not one of",
                "{ expect: [] } ; must be a map",
                "{ token: { branch: 7 }, expect: [] } ; must be a text",
                "{ token: {}, expect: [], at: tomorrow } ; is written 2027-06-30",
                "[] ; must be a map",
                "{ token: {}, token: {} } ; duplicate key",
            })
    void whatIsNotUnderstoodIsRefused(String test, String message) {
        assertThatThrownBy(() -> run("  sample: " + test + "\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tests.yaml")
                .hasMessageContaining(message);
    }

    @Test
    void aFileWithoutTestsIsRefused() {
        assertThatThrownBy(() -> run("  {}\n")).hasMessageContaining("at least one test");
        assertThatThrownBy(() -> PolicyTestFile.tests(folder.resolve("missing.yaml")))
                .hasMessageContaining("cannot be read");
    }
}
