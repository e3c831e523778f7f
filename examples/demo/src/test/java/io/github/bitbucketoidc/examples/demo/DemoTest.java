package io.github.bitbucketoidc.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DemoTest {

    private static List<String> lines = List.of();

    @BeforeAll
    static void play() throws IOException {
        lines = play(false);
    }

    private static List<String> play(boolean verbose) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Demo.play(new PrintStream(bytes, true, StandardCharsets.UTF_8), verbose);
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void saysNamesInsteadOfUuids() {
        assertThat(scene(1)).contains("who:       repository payments of acme, branch main, environment production");
        assertThat(scene(3)).contains("which the policy does not name");
    }

    @Test
    void showsWholeEventsWhenItIsVerbose() throws IOException {
        assertThat(play(true))
                .filteredOn(line -> line.contains("audit:     {\""))
                .hasSize(5);
    }

    @Test
    void endsWithWhatTheReleaseStepReceived() {
        assertThat(lines.get(lines.size() - 1))
                .isEqualTo("{\"CERBOS_HUB_CLIENT_ID\":\"demo-client-id-0001\","
                        + "\"CERBOS_HUB_CLIENT_SECRET\":\"demo-client-secret-not-real\"}");
    }

    @Test
    void theReleaseStepIsReleasedBeforeAndAfterTheKeysChanged() {
        assertThat(scene(1)).contains("answer:    200, variables [CERBOS_HUB_CLIENT_ID, CERBOS_HUB_CLIENT_SECRET]");
        assertThat(scene(1)).contains("decision:  released, by grant upload-policies");
        assertThat(scene(5)).contains("decision:  released, by grant upload-policies");
    }

    @Test
    void aFeatureBranchAndAnotherRepositoryGetNothing() {
        assertThat(scene(2)).contains("answer:    200, variables []").contains("decision:  nothing_granted");
        assertThat(scene(3)).contains("answer:    200, variables []").contains("decision:  nothing_granted");
    }

    @Test
    void aForgedTokenIsRefusedForItsSignature() {
        assertThat(scene(4))
                .contains("who:       nobody that could be proved")
                .contains("answer:    401, variables []")
                .contains("decision:  refused, code signature_invalid");
    }

    @Test
    void everySceneShowsItsAuditEventWithoutAnySecret() {
        for (int number = 1; number <= 5; number++) {
            assertThat(scene(number))
                    .contains("audit:     ", ", correlation id ")
                    .doesNotContain("demo-client", "{\"v\"");
        }
    }

    private static String scene(int number) {
        int start = indexOf(number + ". ");
        int end = number == 5 ? lines.size() - 1 : indexOf(number + 1 + ". ");
        return String.join("\n", lines.subList(start, end));
    }

    private static int indexOf(String beginning) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(beginning)) {
                return i;
            }
        }
        throw new AssertionError("no line begins with " + beginning);
    }
}
