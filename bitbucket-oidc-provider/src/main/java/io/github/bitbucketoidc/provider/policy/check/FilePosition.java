package io.github.bitbucketoidc.provider.policy.check;

/** A position in a file: line and column, counted from 1, columns in code points. */
public record FilePosition(int line, int column) {

    /** For what was built in code. */
    public static final FilePosition NONE = new FilePosition(0, 0);
}
