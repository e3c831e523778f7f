package io.github.bitbucketoidc.store.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.store.Caller;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallerTemplateTest {

    private static final UUID WORKSPACE = UUID.fromString("922E118C-F34F-4226-A897-0E0AFBEC553D");
    private static final UUID REPOSITORY = UUID.fromString("1de489be-ce6a-42a0-a8c8-eadbf1174ac7");
    private static final UUID ENVIRONMENT = UUID.fromString("bd715740-c970-486b-b68a-b421ec2a1f8b");
    private static final Caller STEP =
            Caller.builder(WORKSPACE, REPOSITORY, new UUID(3, 3)).build();
    private static final Caller DEPLOYING = Caller.builder(WORKSPACE, REPOSITORY, new UUID(3, 3))
            .attribute("environment", ENVIRONMENT.toString())
            .build();

    @Test
    void fillsInTheBareLowerCaseUuids() {
        assertThat(CallerTemplate.of("a-{workspace}-{repository}/{environment}").filledFor(DEPLOYING))
                .contains("a-922e118c-f34f-4226-a897-0e0afbec553d-" + REPOSITORY + "/" + ENVIRONMENT);
    }

    @Test
    void givesNoNameOfAnEnvironmentToAStepThatHasNone() {
        assertThat(CallerTemplate.of("ci-{environment}").filledFor(STEP)).isEmpty();
        assertThat(CallerTemplate.of("ci-{repository}").filledFor(STEP)).contains("ci-" + REPOSITORY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{repo}", "{Repository}", "ci-{", "}", "{{workspace}}", "{work{repository}space}"})
    void findsABraceOfNoKnownWord(String text) {
        assertThat(CallerTemplate.of(text).isWellFormed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"deploy", "{workspace}{repository}{environment}"})
    void takesKnownWordsAndNone(String text) {
        assertThat(CallerTemplate.of(text).isWellFormed()).isTrue();
    }

    @Test
    void hasASampleThatIsTheTextItselfIfNothingIsFilledIn() {
        assertThat(CallerTemplate.of("deploy").sample()).isEqualTo("deploy");
        assertThat(CallerTemplate.of("ci-{repository}").sample()).isEqualTo("ci-" + new UUID(0, 0));
    }
}
