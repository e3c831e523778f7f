package io.github.bitbucketoidc.store.support;

import io.github.bitbucketoidc.store.Caller;
import java.util.Optional;
import java.util.UUID;

/**
 * A name of the settings, such as that of a role, in which the identity of the step that asks is filled in: <code>{workspace}</code>,
 * <code>{repository}</code> and <code>{environment}</code> stand for the bare lower-case UUID, which no committer can choose. Immutable
 * and thread-safe.
 *
 * <pre>{@code
 * Optional<String> role(Caller caller) {
 *     return CallerTemplate.of("ci-{repository}").filledFor(caller);
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public final class CallerTemplate {

    private final String text;

    private CallerTemplate(String text) {
        this.text = text;
    }

    /**
     * A template. It may be ill-formed: ask {@link #isWellFormed()}.
     *
     * @param text the name as it was written
     * @return the template
     */
    public static CallerTemplate of(String text) {
        return new CallerTemplate(text);
    }

    /** {@return the name as it was written} */
    public String text() {
        return text;
    }

    private static final String SAMPLE = "00000000-0000-0000-0000-000000000000";

    /**
     * The name for one step.
     *
     * @param caller the step
     * @return the name; empty if it names the environment and the step has none
     */
    public Optional<String> filledFor(Caller caller) {
        if (text.contains("{environment}") && caller.environment().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(filled(
                caller.workspace().toString(),
                caller.repository().toString(),
                caller.environment().map(UUID::toString).orElse("")));
    }

    private String filled(String workspace, String repository, String environment) {
        return text.replace("{workspace}", workspace)
                .replace("{repository}", repository)
                .replace("{environment}", environment);
    }

    /**
     * The name for a step that does not exist, to be checked when the settings are read.
     *
     * @return the name with zeros for each UUID; the text itself if nothing is filled in
     */
    public String sample() {
        return filled(SAMPLE, SAMPLE, SAMPLE);
    }

    /**
     * Whether every brace belongs to one of the three words.
     *
     * @return {@code false} if a brace would be left
     */
    public boolean isWellFormed() {
        return sample().indexOf('{') < 0 && sample().indexOf('}') < 0;
    }
}
