package io.github.bitbucketoidc.threats;

import java.util.List;

/**
 * A test that proves rows.
 *
 * @param rows their ids
 * @param file its source, from the root of the repository
 * @param line where its name stands
 * @param type the binary name of its class
 * @param method its name
 * @param text the whole file, in which codes are looked for
 */
record RowTest(List<String> rows, String file, long line, String type, String method, String text) {

    /** Whether it says this code, in either spelling. */
    boolean names(String code) {
        return text.contains(code) || text.contains(code.toUpperCase(java.util.Locale.ROOT));
    }

    @Override
    public String toString() {
        return type.substring(type.lastIndexOf('.') + 1).replace('$', '.') + '.' + method;
    }
}
