package io.github.bitbucketoidc.store.vault;

import io.github.bitbucketoidc.store.Caller;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Which Vault role a step logs in with. */
interface StepRole {

    /** The role; empty if this step has none. */
    Optional<String> of(Caller caller);

    /**
     * One role for all, or one whose name is made of the step's identity: {@code {workspace}}, {@code {repository}} and
     * {@code {environment}} stand for the bare lower-case UUID. A step without an environment has no role that names it.
     */
    record Template(String text) implements StepRole {

        @Override
        public Optional<String> of(Caller caller) {
            if (text.contains("{environment}") && caller.environment().isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(text.replace("{workspace}", caller.workspace().toString())
                    .replace("{repository}", caller.repository().toString())
                    .replace(
                            "{environment}",
                            caller.environment().map(UUID::toString).orElse("")));
        }

        /** What is left of the braces when the known words are gone must not hold any. */
        boolean isWellFormed() {
            String rest =
                    text.replace("{workspace}", "").replace("{repository}", "").replace("{environment}", "");
            return rest.indexOf('{') < 0 && rest.indexOf('}') < 0;
        }
    }

    /** A role for each repository. */
    record ByRepository(Map<UUID, String> roles) implements StepRole {

        public ByRepository {
            roles = Map.copyOf(roles);
        }

        @Override
        public Optional<String> of(Caller caller) {
            return Optional.ofNullable(roles.get(caller.repository()));
        }
    }
}
