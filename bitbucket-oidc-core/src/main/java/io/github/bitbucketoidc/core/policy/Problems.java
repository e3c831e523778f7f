package io.github.bitbucketoidc.core.policy;

import io.github.bitbucketoidc.core.policy.PolicyException.Problem;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Function;

/** Collects what is wrong: each thing once, in the order of the file, the first thousand of them. Not thread-safe. */
class Problems {

    private record Found(Place place, int ordinal, String message, String hint) {}

    private static final Comparator<Found> ORDER = Comparator.<Found>comparingInt(
                    found -> found.place().line())
            .thenComparingInt(found -> found.place().column())
            .thenComparingInt(Found::ordinal);

    private final String file;
    private final Function<Place, String> pictures;
    private final PriorityQueue<Found> lastFirst = new PriorityQueue<>(ORDER.reversed());
    private final Set<Found> seen = new HashSet<>();
    private int omitted;
    private int ordinal;

    /** For a policy that was built in code. */
    Problems(String file) {
        this(file, place -> "");
    }

    Problems(String file, Function<Place, String> pictures) {
        this.file = file;
        this.pictures = pictures;
    }

    /** The same collection, for problems that begin with the same words. */
    Problems about(String subject) {
        return new Problems(file) {
            @Override
            void add(Place place, String message, String hint) {
                Problems.this.add(place, subject + message, hint);
            }
        };
    }

    void add(Place place, String said, String mend) {
        String message = Labels.visible(said);
        String hint = Labels.visible(mend);
        if (!seen.add(new Found(place, 0, message, hint))) {
            return;
        }
        lastFirst.add(new Found(place, ordinal++, message, hint));
        if (lastFirst.size() > PolicyException.MOST_LISTED) {
            Found last = lastFirst.remove();
            seen.remove(new Found(last.place(), 0, last.message(), last.hint()));
            omitted++;
        }
    }

    int count() {
        return ordinal;
    }

    boolean any() {
        return !lastFirst.isEmpty();
    }

    /** Whether so much is wrong that looking for more would help nobody. */
    boolean enough() {
        return omitted > 0;
    }

    boolean anyOnLine(int line) {
        return lastFirst.stream().anyMatch(found -> found.place().line() == line);
    }

    PolicyException toException() {
        List<Problem> problems = lastFirst.stream()
                .sorted(ORDER)
                .map(found -> new Problem(
                        found.place().line(),
                        found.place().column(),
                        found.message(),
                        found.hint(),
                        pictures.apply(found.place())))
                .toList();
        return new PolicyException(file, problems, omitted);
    }

    void throwIfAny() {
        if (any()) {
            throw toException();
        }
    }
}
