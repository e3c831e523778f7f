package io.github.bitbucketoidc.store.file.document;

import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretPath;
import io.github.bitbucketoidc.store.SecretValue;
import io.github.bitbucketoidc.store.file.reading.FieldName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a file of secrets holds, as a parser tells it: a path, then a text or fields. Notes what is wrong and goes on, so that
 * a person sees all of it at once; no note shows a value. Not thread-safe.
 */
final class SecretsContent {

    /** Where something stands, both counted from 1. */
    record Position(int line, int column) {

        String prefix() {
            return "line " + line + ", column " + column + ": ";
        }
    }

    /** Something that is wrong and how to fix it. */
    record Finding(String message, String hint) {

        String line() {
            return message + (hint.isEmpty() ? "" : " (" + hint + ")");
        }
    }

    /** A person fixes a few at a time; a file that is something else would have thousands. */
    private static final int MAX_FINDINGS = 20;

    private final Function<String, SecretValue> values;
    private final Map<SecretPath, Secret> secrets = new LinkedHashMap<>();
    private final Set<String> paths = new HashSet<>();
    private final List<Finding> findings = new ArrayList<>();

    private String path = "";
    private @Nullable Map<String, SecretValue> fields;
    private final Set<String> fieldNames = new HashSet<>();
    private String field = "";

    SecretsContent(Function<String, SecretValue> values) {
        this.values = values;
    }

    Map<SecretPath, Secret> secrets() {
        return secrets;
    }

    List<Finding> findings() {
        return findings;
    }

    /** A key of the file: the next thing is what it maps to. */
    void path(String text, Position at) {
        path = text;
        if (!paths.add(text)) {
            wrong(at, "'" + text + "' is there twice", "keep one of them");
        }
        try {
            SecretPath.of(text);
        } catch (IllegalArgumentException e) {
            wrong(at, "this key is not the path of a secret: " + e.getMessage(), "");
        }
    }

    void beginFields() {
        fields = new LinkedHashMap<>();
        fieldNames.clear();
    }

    /** A key of a map of fields: the next thing is its value. */
    void field(String name, Position at) {
        field = name;
        if (!fieldNames.add(name)) {
            wrong(at, "the field '" + name + "' of '" + path + "' is there twice", "keep one of them");
        }
        if (!FieldName.wellFormed(name)) {
            wrong(
                    at,
                    "'" + path + "' has a field with a name that cannot be one",
                    "visible characters only, at most 255");
        }
    }

    void endFields(Position at) {
        if (fieldNames.isEmpty()) {
            wrong(at, "'" + path + "' has no fields", "give it some, or remove it");
        }
        put(Secret.ofFields(fields == null ? Map.of() : fields));
        fields = null;
    }

    /** The text of a path or, between {@link #beginFields()} and {@link #endFields}, of a field. */
    void text(String text, Position at) {
        if (!isUnicode(text)) {
            wrong(at, what() + " is not valid Unicode: it holds half of a surrogate pair", "");
        } else if (fields != null) {
            fields.put(field, values.apply(text));
        } else {
            put(Secret.ofText(values.apply(text)));
        }
    }

    /** Something else where a text should stand. */
    void notText(String kind, Position at) {
        wrong(at, what() + " is " + kind + ", not a text", "write it in quotes");
    }

    /** A structure where a text should stand. */
    void notFlat(String kind, Position at) {
        wrong(
                at,
                what() + " is " + kind + ", not a text",
                fields == null
                        ? "a path maps to one text, or to a map of fields"
                        : "there is no nesting: write the whole path as one key, as in a/b/c");
    }

    private String what() {
        return fields == null ? "the value of '" + path + "'" : "the field '" + field + "' of '" + path + "'";
    }

    void wrong(Position at, String message, String hint) {
        wrong(at.prefix() + message, hint);
    }

    void wrong(String message, String hint) {
        if (findings.size() < MAX_FINDINGS) {
            findings.add(new Finding(message, hint));
        }
    }

    private void put(Secret secret) {
        // A file with a finding is never used, so what stands under a wrong key plays no part.
        if (findings.isEmpty()) {
            secrets.put(SecretPath.of(path), secret);
        }
    }

    /** Escapes in JSON and YAML can spell half of a surrogate pair, which no encoding can carry (attack row C3). */
    private static boolean isUnicode(String text) {
        return text.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE);
    }
}
