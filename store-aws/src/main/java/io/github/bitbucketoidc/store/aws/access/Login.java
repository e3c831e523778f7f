package io.github.bitbucketoidc.store.aws.access;

import java.time.Duration;
import java.util.Optional;

/** How a store gets its AWS credentials; the section {@code login} of the settings. */
public sealed interface Login {

    /** The credentials that the process has by itself: the SDK's default chain, or a profile of the AWS files. */
    record Own(Optional<String> profile) implements Login {}

    /** A role that the provider takes on with its own credentials. */
    record Role(Own own, RoleArns.Template role, Duration duration, Optional<String> externalId) implements Login {}

    /** The step itself, with its own token; the roles are empty where they stand elsewhere in the settings. */
    record Step(Optional<RoleArns> roles, Duration duration) implements Login {}

    /** Whether STS is needed. */
    default boolean usesSts() {
        return !(this instanceof Own);
    }
}
