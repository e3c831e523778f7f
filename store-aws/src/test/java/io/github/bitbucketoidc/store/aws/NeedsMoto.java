package io.github.bitbucketoidc.store.aws;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A test that needs a server which speaks AWS's protocols: the program that {@code MOTO_SERVER} names, or {@code moto_server}
 * on the path. Without one the test is skipped; with {@code -Drequire.servers=true} it fails.
 */
@Target(TYPE)
@Retention(RUNTIME)
@ExtendWith(NeedsMoto.Condition.class)
@interface NeedsMoto {

    /** Finds the program. */
    final class Condition implements ExecutionCondition {

        private static final String HOW =
                "no moto: put moto_server on the PATH, or name it in MOTO_SERVER (.ci/install-moto installs one)";
        private static final AtomicBoolean TOLD = new AtomicBoolean();

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (program().isPresent()) {
                return ConditionEvaluationResult.enabled("moto is there");
            }
            if (Boolean.getBoolean("require.servers")) {
                throw new IllegalStateException(HOW);
            }
            if (TOLD.compareAndSet(false, true)) {
                System.out.println("Skipping the tests against moto: " + HOW);
            }
            return ConditionEvaluationResult.disabled(HOW);
        }

        static Optional<Path> program() {
            String named = System.getenv("MOTO_SERVER");
            Stream<Path> candidates = named != null && named.indexOf('/') >= 0
                    ? Stream.of(Path.of(named))
                    : Stream.of(System.getenv("PATH").split(":", -1))
                            .filter(folder -> !folder.isEmpty())
                            .map(folder -> Path.of(folder, named == null || named.isEmpty() ? "moto_server" : named));
            return candidates.filter(Files::isExecutable).findFirst();
        }
    }
}
