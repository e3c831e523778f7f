package io.github.bitbucketoidc.provider.rules;

import io.github.bitbucketoidc.core.claims.ClaimWord;
import io.github.bitbucketoidc.provider.names.ReferenceException;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretPath;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code store:path[@version][#field]} once, from left to right, and says at which character it stopped. */
final class SecretRefParser {

    private static final Map<String, ClaimWord> FILLABLE = Map.of(
            "{workspace}", ClaimWord.WORKSPACE,
            "{repository}", ClaimWord.REPOSITORY,
            "{environment}", ClaimWord.ENVIRONMENT);
    private static final String FORM = "write store:path#field, for example vault:secret/cerbos/hub#client_id";
    private static final String BRACES =
            "only {workspace}, {repository} and {environment} are filled in, each as a whole segment between slashes";
    private static final String SAMPLE_UUID = "00000000-0000-0000-0000-000000000000";

    private final String text;

    SecretRefParser(String text) {
        this.text = text;
    }

    SecretRef parse() {
        int colon = text.indexOf(':');
        if (colon <= 0) {
            throw new ReferenceException(0, "a secret is written store:path, and this names no store", FORM);
        }
        int hash = text.indexOf('#', colon);
        int end = hash < 0 ? text.length() : hash;
        int at = lastSingleAt(colon + 1, end);
        String version = at < 0 ? null : text.substring(at + 1, end);
        int pathEnd = at < 0 ? end : at;
        String path = text.substring(colon + 1, pathEnd).replace("@@", "@");
        Set<ClaimWord> placeholders = placeholders(colon + 1, pathEnd);
        checkPath(path, placeholders, colon + 1);
        checkVersion(version, at);
        String field = hash < 0 ? null : field(hash);
        return new SecretRef(text.substring(0, colon), path, version, field, placeholders);
    }

    /** Pairs are literal, so what counts is the last one that is not half of a pair. */
    private int lastSingleAt(int from, int to) {
        int last = -1;
        for (int i = from; i < to; i++) {
            if (text.charAt(i) == '@') {
                if (i + 1 < to && text.charAt(i + 1) == '@') {
                    i++;
                } else {
                    last = i;
                }
            }
        }
        return last;
    }

    private Set<ClaimWord> placeholders(int from, int to) {
        Set<ClaimWord> found = EnumSet.noneOf(ClaimWord.class);
        int start = from;
        while (start <= to) {
            int slash = text.indexOf('/', start);
            int end = slash < 0 || slash > to ? to : slash;
            String segment = text.substring(start, end);
            ClaimWord word = FILLABLE.get(segment);
            if (word == null) {
                refuseBraces(segment, start);
            } else {
                found.add(word);
            }
            start = end + 1;
        }
        return found.isEmpty() ? Set.of() : Collections.unmodifiableSet(found);
    }

    private static void refuseBraces(String part, int offset) {
        for (int i = 0; i < part.length(); i++) {
            if (part.charAt(i) == '{' || part.charAt(i) == '}') {
                throw new ReferenceException(
                        offset + i, "nothing else is filled into a secret's path than a UUID of the step", BRACES);
            }
        }
    }

    private static void checkPath(String path, Set<ClaimWord> placeholders, int offset) {
        String sample = path;
        for (ClaimWord word : placeholders) {
            sample = sample.replace("{" + word.word() + "}", SAMPLE_UUID);
        }
        try {
            SecretPath.of(sample);
        } catch (IllegalArgumentException e) {
            throw new ReferenceException(offset, String.valueOf(e.getMessage()), FORM);
        }
    }

    private static void checkVersion(@Nullable String version, int at) {
        if (version == null) {
            return;
        }
        try {
            new SecretId(SecretPath.of("sample"), Optional.of(version));
        } catch (IllegalArgumentException e) {
            throw new ReferenceException(
                    at + 1,
                    "what stands after the last '@' is not a version or a stage",
                    "1 to 64 letters, digits, '-', '_' or '.'; if the '@' belongs to the path, write '@@'");
        }
    }

    private String field(int hash) {
        String field = text.substring(hash + 1);
        if (field.isEmpty()) {
            throw new ReferenceException(hash, "the '#' is not followed by a field's name", FORM);
        }
        refuseBraces(field, hash + 1);
        return field;
    }
}
