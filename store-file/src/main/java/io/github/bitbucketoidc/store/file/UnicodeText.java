package io.github.bitbucketoidc.store.file;

/** Escapes in JSON and YAML can spell half of a surrogate pair, which no encoding can carry (attack row C3). */
final class UnicodeText {

    private UnicodeText() {}

    static boolean valid(String text) {
        return text.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE);
    }
}
