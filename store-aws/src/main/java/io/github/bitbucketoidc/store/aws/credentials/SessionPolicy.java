package io.github.bitbucketoidc.store.aws.credentials;

import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretValue;
import io.github.bitbucketoidc.store.StoreConfig;
import io.github.bitbucketoidc.store.aws.reading.JsonFields;
import io.github.bitbucketoidc.store.support.Failures;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What narrows a role for one session: a JSON policy that stands in a file, which is read again for each session. */
record SessionPolicy(Supplier<SecretValue> source) {

    /** The most characters that STS takes. */
    private static final int LONGEST = 2048;

    private static final String HINT = "an IAM policy: { \"Version\": \"2012-10-17\", \"Statement\": [ ... ] }";

    /** The policy under the key {@code session-policy}, checked now so that a wrong one is a problem of the settings. */
    static Optional<SessionPolicy> of(StoreConfig section) {
        Optional<SessionPolicy> policy = section.decision("session-policy").map(SessionPolicy::new);
        policy.ifPresent(now -> {
            try {
                problem(now.source().get().reveal())
                        .ifPresent(problem -> section.problem("session-policy", problem, HINT));
            } catch (SecretStoreException unreadable) {
                // noted already when the setting was asked for
            }
        });
        return policy;
    }

    private static Optional<String> problem(String text) {
        if (text.length() > LONGEST) {
            return Optional.of("has more than " + LONGEST + " characters, which is the most that AWS takes");
        }
        Optional<JsonFields> policy = JsonFields.parse(text, true);
        if (policy.isEmpty()) {
            return Optional.of("is not a JSON object whose names are all different");
        }
        return policy.get().texts().containsKey("Statement")
                ? Optional.empty()
                : Optional.of("has no Statement, so it is no policy");
    }

    /**
     * The policy as it stands in the file now.
     *
     * @throws SecretStoreException with kind MISCONFIGURED if it is none any more: no session is made without it
     */
    String now() {
        String text = source.get().reveal();
        problem(text).ifPresent(problem -> {
            throw Failures.misconfigured("session-policy: " + problem, List.of());
        });
        return text;
    }
}
