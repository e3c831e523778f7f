package io.github.bitbucketoidc.provider.policy.check;

/** A place in a file: line and column, counted from 1, columns in code points. */
public record Place(int line, int column) {

    /** For what was built in code. */
    public static final Place NONE = new Place(0, 0);
}
