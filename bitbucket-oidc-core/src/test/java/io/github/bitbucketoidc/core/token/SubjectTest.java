package io.github.bitbucketoidc.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A subject as a value: equal by what it says and by what it was taken for. */
class SubjectTest {

    private static final String TWO = TestToken.REPOSITORY + ":" + TestToken.STEP;

    private static UUID uuid(String inBraces) {
        return UUID.fromString(inBraces.substring(1, 37));
    }

    private static Subject two(UUID environment, UUID step) {
        return Subject.of(TWO, uuid(TestToken.REPOSITORY), environment, step);
    }

    @Test
    void isEqualByItsTextAndItsParts() {
        UUID step = uuid(TestToken.STEP);
        UUID other = uuid(TestToken.OTHER);
        Subject subject = two(null, step);
        assertThat(subject).isEqualTo(two(other, step)).hasSameHashCodeAs(two(null, step));
        // The second part is the environment's if it is not the step's.
        assertThat(subject).isNotEqualTo(two(step, other)).isNotEqualTo(two(null, other));
        assertThat(two(step, other)).isNotEqualTo(two(null, other)).isEqualTo(two(step, uuid(TestToken.PIPELINE)));
        assertThat(subject)
                .isNotEqualTo(Subject.of(
                        TestToken.REPOSITORY + ":" + TestToken.ENVIRONMENT + ":" + TestToken.STEP,
                        uuid(TestToken.REPOSITORY),
                        uuid(TestToken.ENVIRONMENT),
                        step))
                .isNotEqualTo(TWO);
    }

    @Test
    void isShownAsItWasWritten() {
        assertThat(two(null, uuid(TestToken.STEP))).hasToString(TWO).hasSameHashCodeAs(TWO);
    }
}
