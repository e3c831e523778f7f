package io.github.bitbucketoidc.store.vault;

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
 * A test that needs a real server: the binary that {@code VAULT_BIN} names, or {@code vault} or {@code bao} on the path.
 * Without one the test is skipped; with {@code -Drequire.servers=true} it fails.
 */
@Target(TYPE)
@Retention(RUNTIME)
@ExtendWith(NeedsVault.Condition.class)
@interface NeedsVault {

    /** Finds the binary. */
    final class Condition implements ExecutionCondition {

        private static final String HOW =
                "no Vault: put vault or bao on the PATH, or name one in VAULT_BIN (.ci/install-vault builds one)";
        private static final AtomicBoolean TOLD = new AtomicBoolean();

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (binary().isPresent()) {
                return ConditionEvaluationResult.enabled("a Vault is there");
            }
            if (Boolean.getBoolean("require.servers")) {
                throw new IllegalStateException(HOW);
            }
            if (TOLD.compareAndSet(false, true)) {
                System.out.println("Skipping the tests against a real Vault: " + HOW);
            }
            return ConditionEvaluationResult.disabled(HOW);
        }

        static Optional<Path> binary() {
            String named = System.getenv("VAULT_BIN");
            Stream<Path> onPath = Stream.of("vault", "bao")
                    .flatMap(name -> Stream.of(System.getenv("PATH").split(":", -1))
                            .filter(folder -> !folder.isEmpty())
                            .map(folder -> Path.of(folder, name)));
            Stream<Path> candidates =
                    named == null || named.isEmpty() ? onPath : Stream.of(named).flatMap(Condition::resolve);
            return candidates.filter(Files::isExecutable).findFirst();
        }

        /** {@code VAULT_BIN=bao} is a name and no file. */
        private static Stream<Path> resolve(String named) {
            return named.indexOf('/') >= 0
                    ? Stream.of(Path.of(named))
                    : Stream.of(System.getenv("PATH").split(":", -1)).map(folder -> Path.of(folder, named));
        }
    }
}
