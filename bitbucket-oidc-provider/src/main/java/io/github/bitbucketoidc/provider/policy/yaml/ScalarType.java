package io.github.bitbucketoidc.provider.policy.yaml;

import java.util.Set;
import java.util.regex.Pattern;

/** What a plain scalar is by the core schema of YAML 1.2 (section 10.3.2), which reads JSON's literals as JSON does. */
public enum ScalarType {
    TEXT("a text"),
    INTEGER("a number"),
    FRACTION("a number"),
    FLAG("true or false"),
    NOTHING("nothing");

    private static final Set<String> NOTHINGS = Set.of("", "~", "null", "Null", "NULL");
    private static final Set<String> FLAGS = Set.of("true", "True", "TRUE", "false", "False", "FALSE");
    // Only the author's file is read with them, and none can backtrack.
    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+");
    private static final Pattern REAL = Pattern.compile(
            "[-+]?(\\.[0-9]+|[0-9]++(\\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

    private final String article;

    ScalarType(String article) {
        this.article = article;
    }

    public String article() {
        return article;
    }

    public static ScalarType ofPlain(String value) {
        char first = value.isEmpty() ? '~' : value.charAt(0);
        if (first == '~' || first == 'n' || first == 'N') {
            return NOTHINGS.contains(value) ? NOTHING : TEXT;
        }
        if (first == 't' || first == 'T' || first == 'f' || first == 'F') {
            return FLAGS.contains(value) ? FLAG : TEXT;
        }
        if (first > '9') {
            return TEXT;
        }
        if (WHOLE.matcher(value).matches()) {
            return INTEGER;
        }
        return REAL.matcher(value).matches() ? FRACTION : TEXT;
    }
}
