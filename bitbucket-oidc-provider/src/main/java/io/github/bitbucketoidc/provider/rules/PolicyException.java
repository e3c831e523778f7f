package io.github.bitbucketoidc.provider.rules;

import java.io.Serial;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A policy was refused. Holds every problem that was found, in the order of the file; nothing of the policy came into force.
 *
 * <p>The message is written for the person who wrote the file: place, problem, the line itself and how to fix it. It never
 * shows a line of the {@code stores} section, where somebody may have written a credential. It has at most ten lines, because a
 * framework prints it once for each exception that it wraps around this one: the first problems, and how many more there are.
 * {@link #report()} has them all. There is no stack trace, since the mistake is in the file.
 *
 * <pre>{@code
 * try {
 *     PolicyFile.read(Path.of("policy.yaml"));
 * } catch (PolicyException refused) {
 *     for (PolicyException.Problem problem : refused.problems()) {
 *         log.error("line {}: {} {}", problem.line(), problem.message(), problem.hint());
 *     }
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public final class PolicyException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** The most problems that are listed; a file with more of them says how many were left out. */
    public static final int MOST_LISTED = 1000;

    /** The most lines of the message. */
    static final int MOST_LINES = 10;

    /** One thing that is wrong. */
    public static final class Problem {

        private final int line;
        private final int column;
        private final String message;
        private final String hint;
        private final String picture;

        private Problem(int line, int column, String message, String hint, String picture) {
            this.line = line;
            this.column = column;
            this.message = message;
            this.hint = hint;
            this.picture = picture;
        }

        /**
         * One thing that is wrong.
         *
         * @param line where, counted from 1; 0 for a policy that was built in code
         * @param column where in the line, counted from 1; 0 for a policy that was built in code
         * @param message what is wrong
         * @param hint how to fix it; may be empty
         * @param picture the line of the file and a caret below the place; may be empty
         * @return the problem
         */
        public static Problem of(int line, int column, String message, String hint, String picture) {
            return new Problem(line, column, message, hint, picture);
        }

        /** {@return where, counted from 1; 0 for a policy that was built in code} */
        public int line() {
            return line;
        }

        /** {@return where in the line, in characters (code points) counted from 1; 0 for a policy that was built in code} */
        public int column() {
            return column;
        }

        /** {@return what is wrong} */
        public String message() {
            return message;
        }

        /** {@return how to fix it; may be empty} */
        public String hint() {
            return hint;
        }

        /** {@return the line of the file and a caret below the place, with a line break between them; may be empty} */
        public String picture() {
            return picture;
        }

        /**
         * The problem as a person reads it.
         *
         * @return {@code 12:9: message}, then the picture and the hint, each indented on lines of their own
         */
        @Override
        public String toString() {
            return in("");
        }

        String in(String file) {
            StringBuilder text = new StringBuilder(file);
            if (line > 0) {
                text.append(file.isEmpty() ? "" : ":").append(line).append(':').append(column);
            }
            text.append(text.isEmpty() ? "" : ": ").append(message);
            picture.lines().forEach(row -> text.append("\n    ").append(row));
            if (!hint.isEmpty()) {
                text.append("\n  fix: ").append(hint);
            }
            return text.toString();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Problem that
                    && that.line == line
                    && that.column == column
                    && that.message.equals(message)
                    && that.hint.equals(hint)
                    && that.picture.equals(picture);
        }

        @Override
        public int hashCode() {
            return Objects.hash(line, column, message, hint, picture);
        }
    }

    private final transient List<Problem> problems;
    /** The name of the policy's file. */
    private final String file;

    /** How many problems are not in the message. */
    private final int omitted;

    /**
     * Refuses a policy.
     *
     * @param file the file's name as the user wrote it; empty if there is none
     * @param problems what is wrong, in the order of the file; at least one
     * @param omitted how many further problems are not listed
     * @throws IllegalArgumentException if there is no problem
     */
    public PolicyException(String file, List<Problem> problems, int omitted) {
        super(message(file, problems, omitted), null, false, false);
        this.file = file;
        this.omitted = omitted;
        this.problems = List.copyOf(problems);
        if (this.problems.isEmpty()) {
            throw new IllegalArgumentException("problems: must hold at least one");
        }
    }

    /**
     * What is wrong.
     *
     * @return at least one problem and at most 1,000, in the order of the file, unmodifiable
     */
    public List<Problem> problems() {
        return problems == null ? List.of() : problems;
    }

    /**
     * Everything that was found, for a terminal or a log: each problem with its place, the line itself and how to fix it.
     *
     * @return the problems in the order of the file, one below the other; as many lines as it takes
     */
    public String report() {
        return problems().isEmpty()
                ? String.valueOf(getMessage())
                : text(file, problems(), problems().size(), omitted);
    }

    private static String message(String file, List<Problem> problems, int omitted) {
        int shown = 0;
        int lines = 0;
        for (Problem problem : problems) {
            lines += (int) problem.in(file).lines().count();
            boolean last = shown + 1 == problems.size() && omitted == 0;
            if (shown > 0 && lines + (last ? 0 : 1) > MOST_LINES) {
                break;
            }
            shown++;
        }
        return text(file, problems, shown, omitted);
    }

    private static String text(String file, List<Problem> problems, int shown, int omitted) {
        int more = problems.size() - shown + omitted;
        return problems.stream().limit(shown).map(problem -> problem.in(file)).collect(Collectors.joining("\n"))
                + (more == 0 ? "" : "\n... and " + more + (more == 1 ? " more problem" : " more problems"));
    }
}
