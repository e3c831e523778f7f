package io.github.bitbucketoidc.provider.tokens;

import io.github.bitbucketoidc.core.token.VerifiedToken;
import io.github.bitbucketoidc.core.token.Workload;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What a file of revocations says. Each line stands for itself: one that cannot be understood is reported, and the others count. Immutable.
 *
 * @param entries {@code step}, {@code pipeline} or {@code repository} and a UUID, or {@code digest} and 64 hexadecimal digits, in lower case
 * @param mistakes what is wrong, with the number of the line; nothing of the line itself
 */
record RevocationList(Set<String> entries, List<String> mistakes) {

    static final RevocationList EMPTY = new RevocationList(Set.of(), List.of());

    private static final int MOST_MISTAKES = 20;
    private static final Set<String> WITH_UUID = Set.of("step", "pipeline", "repository");
    private static final Pattern UUID_TEXT =
            Pattern.compile("\\{?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})}?");
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern BLANKS = Pattern.compile("[ \\t]+");
    private static final Pattern LINE_END = Pattern.compile("\\r\\n|\\r|\\n");
    private static final String MARK = "\u00EF\u00BB\u00BF";

    RevocationList {
        entries = Set.copyOf(entries);
        mistakes = List.copyOf(mistakes);
    }

    static RevocationList parse(String text) {
        Set<String> entries = new HashSet<>();
        List<String> mistakes = new ArrayList<>();
        int number = 0;
        String content = text.startsWith(MARK) ? text.substring(MARK.length()) : text;
        for (String line : LINE_END.split(content, -1)) {
            number++;
            int comment = line.indexOf('#');
            String words = (comment < 0 ? line : line.substring(0, comment)).strip();
            if (words.isEmpty()) {
                continue;
            }
            Optional<String> entry = entry(BLANKS.split(words.toLowerCase(Locale.ROOT), -1));
            if (entry.isPresent()) {
                entries.add(entry.get());
            } else if (mistakes.size() < MOST_MISTAKES) {
                mistakes.add("line " + number + " is skipped; fix: write step, pipeline or repository and a UUID,"
                        + " or digest and 64 hexadecimal digits");
            }
        }
        return new RevocationList(entries, mistakes);
    }

    private static Optional<String> entry(String... words) {
        if (words.length != 2) {
            return Optional.empty();
        }
        String id = words[1];
        if (words[0].equals("digest") && DIGEST.matcher(id).matches()) {
            return Optional.of("digest " + id);
        }
        boolean braces = id.startsWith("{") == id.endsWith("}");
        return WITH_UUID.contains(words[0]) && braces && UUID_TEXT.matcher(id).matches()
                ? Optional.of(words[0] + ' ' + id.replaceAll("[{}]", ""))
                : Optional.empty();
    }

    int size() {
        return entries.size();
    }

    /** Both together. */
    RevocationList and(RevocationList other) {
        if (entries.containsAll(other.entries)) {
            return this;
        }
        Set<String> all = new HashSet<>(entries);
        all.addAll(other.entries);
        return new RevocationList(all, other.mistakes);
    }

    /** Why a token is revoked, if it is. */
    Optional<String> revokes(VerifiedToken token) {
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        Workload.BitbucketStep step = token.bitbucketStep();
        return find("step", step.step())
                .or(() -> step.pipeline().flatMap(pipeline -> find("pipeline", pipeline)))
                .or(() -> find("repository", step.repository()))
                .or(() -> found("digest", token.signatureDigest()));
    }

    private Optional<String> find(String kind, UUID id) {
        return found(kind, id.toString());
    }

    private Optional<String> found(String kind, String id) {
        return entries.contains(kind + ' ' + id)
                ? Optional.of("the revocation file has the " + kind + ' ' + id)
                : Optional.empty();
    }
}
