package io.github.bitbucketoidc.store;

import java.io.Serial;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a store are wrong. Holds every problem at once; the reader of the policy file adds line and column to each.
 *
 * @since 0.1.0
 */
public final class StoreConfigException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** One thing that is wrong. */
    public static final class Problem {

        private final String keyPath;
        private final String message;
        private final String hint;

        private Problem(String keyPath, String message, String hint) {
            this.keyPath = keyPath;
            this.message = message;
            this.hint = hint;
        }

        /**
         * One thing that is wrong.
         *
         * @param keyPath where, as keys with dots between them; empty for the settings as a whole
         * @param message what is wrong; never the value of a credential
         * @param hint how to fix it; may be empty
         * @return the problem
         */
        public static Problem of(String keyPath, String message, String hint) {
            return new Problem(keyPath, message, hint);
        }

        /**
         * {@return where, as keys with dots between them, for example {@code login.app-role.role-id}; empty for the
         * settings as a whole}
         */
        public String keyPath() {
            return keyPath;
        }

        /** {@return what is wrong; never the value of a credential} */
        public String message() {
            return message;
        }

        /** {@return how to fix it; may be empty} */
        public String hint() {
            return hint;
        }

        @Override
        public String toString() {
            return (keyPath.isEmpty() ? "" : keyPath + ": ") + message + (hint.isEmpty() ? "" : " (" + hint + ")");
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Problem that
                    && that.keyPath.equals(keyPath)
                    && that.message.equals(message)
                    && that.hint.equals(hint);
        }

        @Override
        public int hashCode() {
            return Objects.hash(keyPath, message, hint);
        }
    }

    private final transient List<Problem> problems;
    /** Whether it may pass by itself. */
    private final boolean mayPass;

    /**
     * The settings are wrong.
     *
     * @param problems every problem; at least one
     * @throws IllegalArgumentException if there is none
     */
    public StoreConfigException(List<Problem> problems) {
        this(problems, false);
    }

    StoreConfigException(List<Problem> problems, boolean mayPass) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("; ")));
        this.problems = List.copyOf(problems);
        if (this.problems.isEmpty()) {
            throw new IllegalArgumentException("problems: must hold at least one");
        }
        this.mayPass = mayPass;
    }

    /**
     * Whether all of it may be right by itself later, with the settings as they are: a file that is not there yet. A policy file may say
     * <code>required: false</code> for such a store.
     *
     * @return {@code false} if anything must be fixed in the settings
     */
    public boolean mayPass() {
        return mayPass;
    }

    /**
     * What is wrong.
     *
     * @return at least one problem, in the order in which they were found, unmodifiable
     */
    public List<Problem> problems() {
        return problems == null ? List.of() : problems;
    }
}
