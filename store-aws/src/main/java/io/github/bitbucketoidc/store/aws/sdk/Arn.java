package io.github.bitbucketoidc.store.aws.sdk;

import java.util.Optional;
import java.util.regex.Pattern;

/** The full name of something in AWS: {@code arn:partition:service:region:account:resource}. */
public record Arn(String partition, String service, String region, String account, String resource) {

    private static final Pattern PARTITION = Pattern.compile("aws(-[a-z0-9]+)*");
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");

    public static boolean looksLikeOne(String text) {
        return text.regionMatches(true, 0, "arn:", 0, 4);
    }

    /** Takes a text apart; empty if it is not an ARN. */
    public static Optional<Arn> parse(String text) {
        String[] parts = text.split(":", 6);
        boolean wellFormed = parts.length == 6
                && parts[0].equals("arn")
                && PARTITION.matcher(parts[1]).matches()
                && !parts[2].isEmpty()
                && ACCOUNT.matcher(parts[4]).matches()
                && !parts[5].isEmpty();
        return wellFormed ? Optional.of(new Arn(parts[1], parts[2], parts[3], parts[4], parts[5])) : Optional.empty();
    }
}
