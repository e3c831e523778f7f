package io.github.bitbucketoidc.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.provider.release.Release;
import io.github.bitbucketoidc.rows.Row;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretStoreException.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Denials act on final names: after wildcard expansion, before the clash and gate checks. */
class WithholdingTest {

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    private Bench withholding(String patterns, String... deliveries) {
        bench.delivering(deliveries);
        return bench.and("denials:\n  no:\n    when: repository is present\n    withhold: " + patterns
                + "\n    when-absent: withhold\n");
    }

    private void assertReleases(String... names) {
        assertThat(bench.ask())
                .isInstanceOfSatisfying(
                        Release.Released.class,
                        released -> assertThat(released.variables()).containsOnlyKeys(names));
        assertThat(bench.event().decision().orElseThrow().denials()).containsExactly("no");
    }

    @Row("R14")
    @Test
    @DisplayName("R14 a denial wins over a grant")
    void r14WithholdsWhatIsGranted() {
        withholding("[B]", "A: a:one", "B: a:two");
        bench.a.text("one", "eins eins").text("two", "zwei zwei");

        assertReleases("A");
        assertThat(bench.event().decision().orElseThrow().withheld()).containsExactly("B");
    }

    @Test
    void doesNotReadASecretWhoseEveryVariableIsWithheld() {
        withholding("[B, \"C_*\"]", "A: a:one", "B: b:one", "\"C_X*\": b:two");
        bench.a.text("one", "eins eins");
        bench.b.reading(request -> {
            throw new SecretStoreException(Kind.UNAVAILABLE, "must not be read", List.of());
        });

        assertReleases("A");
        assertThat(bench.b.requests).isEmpty();
    }

    @Test
    void actsBeforeTheClashCheck() {
        withholding("[BOTH]", "\"*\": { from: a:one, any-name: true }", "\"B*\": b:one");
        bench.a.fields("one", Map.of("BOTH", "eins eins", "A", "eins eins"));
        bench.b.fields("one", Map.of("OTH", "zwei zwei", "B", "zwei zwei"));

        assertReleases("A", "BB");
    }

    @Test
    void actsBeforeTheGateAndIgnoresLetterCase() {
        withholding("[\"ld_*\"]", "\"*\": { from: a:one, any-name: true }");
        bench.a.fields("one", Map.of("LD_PRELOAD", "x\u0000", "A", "eins eins"));

        assertReleases("A");
    }

    @Test
    void everythingWithheldIsNothingGrantedAndReadsNothing() {
        withholding("[\"*\"]", "A: a:one", "\"*\": { from: b:one, any-name: true }");

        assertThat(bench.ask())
                .isInstanceOfSatisfying(
                        Release.NothingGranted.class,
                        none -> assertThat(none.forbidden()).isFalse());
        assertThat(bench.a.requests).isEmpty();
        assertThat(bench.b.requests).isEmpty();
    }

    @Test
    void everyExpandedNameWithheldIsNothingGranted() {
        withholding("[A, B]", "\"*\": { from: a:one, any-name: true }");
        bench.a.fields("one", Map.of("A", "eins eins", "B", "zwei zwei"));

        assertThat(bench.ask())
                .isInstanceOfSatisfying(
                        Release.NothingGranted.class,
                        none -> assertThat(none.forbidden()).isFalse());
    }

    @Test
    void allOrNothingMeansWhatRemains() {
        withholding("[B]", "A: a:one", "B: a:missing");
        bench.a.text("one", "eins eins");

        assertReleases("A");
    }

    private Bench withholdingSecrets(String patterns, String... deliveries) {
        bench.delivering(deliveries);
        return bench.and("denials:\n  no:\n    when: repository is present\n    withhold-secrets: " + patterns
                + "\n    when-absent: withhold\n");
    }

    @Row("W8")
    @Test
    void neitherReadsNorDeliversASecretThatADenialNamesWhateverItsVariable() {
        withholdingSecrets(
                "[\"b:frozen/**\"]",
                "A: a:one",
                "B: b:frozen/one",
                "OTHER_NAME: b:frozen/one#field",
                "\"C_*\": b:frozen/deep/two",
                "\"*\": { from: b:frozen/three, any-name: true }");
        bench.a.text("one", "eins eins");
        bench.b.reading(request -> {
            throw new SecretStoreException(Kind.UNAVAILABLE, "must not be read", List.of());
        });

        assertReleases("A");
        assertThat(bench.b.requests).isEmpty();
        assertThat(bench.event().decision().orElseThrow().withheld()).containsExactly("B", "OTHER_NAME", "C_*", "*");
    }

    @Row("W8")
    @Test
    void holdsThePatternAgainstThePathAsItIsFilled() {
        withholdingSecrets(
                "[\"a:own/" + LoopbackIssuer.REPOSITORY + "/*\"]",
                "A: \"a:own/{repository}/token\"",
                "B: \"a:own/{repository}/deep/token\"");
        bench.a.text("own/" + LoopbackIssuer.REPOSITORY + "/deep/token", "eins eins");

        assertReleases("B");
        assertThat(bench.event().decision().orElseThrow().withheld()).containsExactly("A");
    }

    @Row("W8")
    @Test
    void leavesTheSamePathInAnotherStoreAlone() {
        withholdingSecrets("[\"b:*\"]", "A: a:one", "B: b:one");
        bench.a.text("one", "eins eins");

        assertReleases("A");
    }

    @Test
    void withholdsByNameAndBySecretTogether() {
        bench.delivering("A: a:one", "B: a:two", "C: a:three");
        bench.and("denials:\n  no: { when: repository is present, when-absent: withhold, withhold: [A],"
                + " withhold-secrets: [\"a:two\"] }\n");
        bench.a.text("three", "drei drei");

        assertReleases("C");
    }
}
