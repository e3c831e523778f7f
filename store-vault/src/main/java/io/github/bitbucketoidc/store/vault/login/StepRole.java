package io.github.bitbucketoidc.store.vault.login;

import io.github.bitbucketoidc.store.Caller;
import io.github.bitbucketoidc.store.support.CallerTemplate;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Which Vault role a step logs in with. */
interface StepRole {

    /** The role; empty if this step has none. */
    Optional<String> of(Caller caller);

    /** One role for all, or one whose name is made of the step's identity. */
    record Template(CallerTemplate name) implements StepRole {

        @Override
        public Optional<String> of(Caller caller) {
            return name.filledFor(caller);
        }
    }

    /** A role for each repository. */
    record ByRepository(Map<UUID, String> roles) implements StepRole {

        public ByRepository {
            roles = Map.copyOf(roles);
        }

        @Override
        public Optional<String> of(Caller caller) {
            return caller.uuid("repository").map(roles::get);
        }
    }
}
