package io.github.bitbucketoidc.core.filter;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lets test data show characters that cannot be seen, as {@code <U+200B>}. */
public final class Marked {

    private Marked() {}

    public static String read(String text) {
        String[] parts = text.split("<U\\+", -1);
        return parts[0]
                + Stream.of(parts)
                        .skip(1)
                        .map(part -> Character.toString(Integer.parseInt(part.substring(0, part.indexOf('>')), 16))
                                + part.substring(part.indexOf('>') + 1))
                        .collect(Collectors.joining());
    }
}
