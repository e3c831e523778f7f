package io.github.bitbucketoidc.store.file;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A test that needs the tools {@code age} and {@code age-keygen} on the path. Without them the test is skipped; with {@code
 * -Drequire.servers=true} it fails.
 */
@Target(TYPE)
@Retention(RUNTIME)
@ExtendWith(NeedsAge.Condition.class)
@interface NeedsAge {

    /** Finds the tools. */
    final class Condition implements ExecutionCondition {

        private static final String HOW = "no age: install the package age, so that age and age-keygen are on the PATH";
        private static final AtomicBoolean TOLD = new AtomicBoolean();

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (isThere("age") && isThere("age-keygen")) {
                return ConditionEvaluationResult.enabled("age is there");
            }
            if (Boolean.getBoolean("require.servers")) {
                throw new IllegalStateException(HOW);
            }
            if (TOLD.compareAndSet(false, true)) {
                System.out.println("Skipping the tests against age: " + HOW);
            }
            return ConditionEvaluationResult.disabled(HOW);
        }

        private static boolean isThere(String program) {
            return Stream.of(System.getenv("PATH").split(":", -1))
                    .filter(folder -> !folder.isEmpty())
                    .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        }
    }
}
