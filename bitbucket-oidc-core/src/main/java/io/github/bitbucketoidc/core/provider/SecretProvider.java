package io.github.bitbucketoidc.core.provider;

import io.github.bitbucketoidc.core.token.Rejection;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * From a step's token to its secrets: verifies, decides, reads, checks what would leave, and records one audit event.
 * Thread-safe; close it to close its stores.
 */
public final class SecretProvider implements AutoCloseable {

    private SecretProvider() {}

    /**
     * Opens a provider with every default: stores found on the class or module path, audit events to the log.
     *
     * @param policyFile the policy file
     * @return an open provider
     */
    public static SecretProvider open(Path policyFile) {
        throw new UnsupportedOperationException("policyFile: " + policyFile + " cannot be read yet");
    }

    /**
     * Answers a token.
     *
     * @param token what the step sent
     * @param origin where it came from
     * @return what came of it
     */
    public Release release(String token, Origin origin) {
        return answer(token, origin, Function.identity());
    }

    /**
     * Answers a token, and gives the answer its outer form before its audit event is recorded, so that the event tells what
     * is really answered: a form that cannot be made is an {@code internal_error}.
     *
     * @param token what the step sent
     * @param origin where it came from
     * @param form makes the outer form; called again with a failure if it throws, or if the event cannot be recorded
     * @param <T> the outer form
     * @return the outer form
     */
    public <T> T answer(String token, Origin origin, Function<? super Release, ? extends T> form) {
        return form.apply(new Release.Refused(new Rejection(Rejection.Code.MALFORMED_COMPACT, "")));
    }

    /**
     * Answers a request that carries no token, with its one audit event.
     *
     * @param code what was wrong with it
     * @param origin where it came from
     * @param form makes the outer form
     * @param <T> the outer form
     * @return the outer form
     */
    public <T> T refuse(Release.Malformed.Code code, Origin origin, Function<? super Release, ? extends T> form) {
        return form.apply(new Release.Malformed(code));
    }

    @Override
    public void close() {}
}
