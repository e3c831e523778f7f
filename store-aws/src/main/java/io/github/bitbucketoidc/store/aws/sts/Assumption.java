package io.github.bitbucketoidc.store.aws.sts;

import io.github.bitbucketoidc.store.Caller;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What STS is asked for.
 *
 * @param role the ARN
 * @param sessionName stands in AWS's own audit log
 * @param duration how long the session shall last
 * @param policy what narrows the role's permissions, as JSON
 * @param externalId what the role's trust policy may ask for
 * @param tags what the role's policies may look at; by key
 */
public record Assumption(
        String role,
        String sessionName,
        Duration duration,
        Optional<String> policy,
        Optional<String> externalId,
        Map<String, String> tags) {

    /** For a step; of the session names only this one is ever made from a step. */
    public static Assumption forStep(String role, Caller caller, Duration duration, Optional<String> policy) {
        return new Assumption(role, sessionName(caller), duration, policy, Optional.empty(), Map.of());
    }

    /** 39 characters; AWS takes 64. */
    private static String sessionName(Caller caller) {
        return "bb-" + caller.run();
    }

    public Assumption withTagsOf(Caller caller) {
        Map<String, String> all = new LinkedHashMap<>();
        for (String name : List.of("repository", "environment", "step")) {
            caller.attribute(name).ifPresent(text -> all.put(name, text));
        }
        return new Assumption(role, sessionName, duration, policy, externalId, all);
    }

    public Assumption withExternalId(Optional<String> id) {
        return new Assumption(role, sessionName, duration, policy, id, tags);
    }

    Assumption withDuration(Duration other) {
        return new Assumption(role, sessionName, other, policy, externalId, tags);
    }
}
