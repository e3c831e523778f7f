package io.github.bitbucketoidc.testkit.policy;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the names of rules out of an explanation's text. */
final class Explained {

    private static final Pattern RULE =
            Pattern.compile("^(grant|denial) `(.*)`(?: \\(line \\d+\\))?: (applies|.*)$", Pattern.MULTILINE);

    private Explained() {}

    static Set<String> names(String text, String kind, String verdict) {
        Set<String> names = new TreeSet<>();
        for (Matcher rule = RULE.matcher(text); rule.find(); ) {
            if (rule.group(1).equals(kind) && rule.group(3).startsWith(verdict)) {
                names.add(rule.group(2));
            }
        }
        return names;
    }
}
