package io.github.bitbucketoidc.core.policy;

/** A place in a file: line and column, counted from 1, columns in code points. */
record Place(int line, int column) {

    /** For what was built in code. */
    static final Place NONE = new Place(0, 0);
}
