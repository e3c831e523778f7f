package io.github.bitbucketoidc.provider.policy.check;

import io.github.bitbucketoidc.core.text.Quoting;
import io.github.bitbucketoidc.provider.rules.PolicyException;
import io.github.bitbucketoidc.provider.rules.PolicyException.Problem;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Function;

/** Collects what is wrong: each thing once, in the order of the file, the first thousand of them. Not thread-safe. */
public class Problems {

    private record Found(FilePosition position, int ordinal, String message, String hint) {}

    private static final Comparator<Found> ORDER = Comparator.<Found>comparingInt(
                    found -> found.position().line())
            .thenComparingInt(found -> found.position().column())
            .thenComparingInt(Found::ordinal);

    private final String file;
    private final Function<FilePosition, String> pictures;
    private final PriorityQueue<Found> lastFirst = new PriorityQueue<>(ORDER.reversed());
    private final Set<Found> seen = new HashSet<>();
    private int omitted;
    private int ordinal;

    /** For a policy that was built in code. */
    public Problems(String file) {
        this(file, position -> "");
    }

    public Problems(String file, Function<FilePosition, String> pictures) {
        this.file = file;
        this.pictures = pictures;
    }

    /** The same collection, for problems that begin with the same words. */
    public Problems about(String subject) {
        return new Problems(file) {
            @Override
            public void add(FilePosition position, String message, String hint) {
                Problems.this.add(position, subject + message, hint);
            }
        };
    }

    public void add(FilePosition position, String said, String fix) {
        String message = Quoting.visible(said);
        String hint = Quoting.visible(fix);
        if (!seen.add(new Found(position, 0, message, hint))) {
            return;
        }
        lastFirst.add(new Found(position, ordinal++, message, hint));
        if (lastFirst.size() > PolicyException.MOST_LISTED) {
            Found last = lastFirst.remove();
            seen.remove(new Found(last.position(), 0, last.message(), last.hint()));
            omitted++;
        }
    }

    public int count() {
        return ordinal;
    }

    public boolean any() {
        return !lastFirst.isEmpty();
    }

    /** Whether so much is wrong that looking for more would help nobody. */
    public boolean enough() {
        return omitted > 0;
    }

    public boolean anyOnLine(int line) {
        return lastFirst.stream().anyMatch(found -> found.position().line() == line);
    }

    public PolicyException toException() {
        List<Problem> problems = lastFirst.stream()
                .sorted(ORDER)
                .map(found -> Problem.of(
                        found.position().line(),
                        found.position().column(),
                        found.message(),
                        found.hint(),
                        pictures.apply(found.position())))
                .toList();
        return new PolicyException(file, problems, omitted);
    }

    public void throwIfAny() {
        if (any()) {
            throw toException();
        }
    }
}
