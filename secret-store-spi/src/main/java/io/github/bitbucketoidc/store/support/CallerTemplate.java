package io.github.bitbucketoidc.store.support;

import io.github.bitbucketoidc.store.Caller;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

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

    /** The attributes that a name may be made of, whatever kind of caller has them; each value is a UUID, which holds no brace. */
    private static final List<String> NAMES = List.of("workspace", "repository", "environment");

    private static final String SAMPLE = "00000000-0000-0000-0000-000000000000";

    /**
     * The name for one caller.
     *
     * @param caller who asks
     * @return the name; empty if it names an attribute that the caller does not have
     */
    public Optional<String> filledFor(Caller caller) {
        return filled(caller::attribute);
    }

    private Optional<String> filled(Function<String, Optional<String>> attributes) {
        String filled = text;
        for (String name : NAMES) {
            String word = "{" + name + "}";
            if (filled.contains(word)) {
                Optional<String> value = attributes.apply(name);
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                filled = filled.replace(word, value.get());
            }
        }
        return Optional.of(filled);
    }

    /**
     * The name for a caller that does not exist, to be checked when the settings are read.
     *
     * @return the name with zeros for each UUID; the text itself if nothing is filled in
     */
    public String sample() {
        return filled(name -> Optional.of(SAMPLE)).orElse(text);
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
