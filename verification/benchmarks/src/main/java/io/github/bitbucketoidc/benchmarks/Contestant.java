package io.github.bitbucketoidc.benchmarks;

/** Something that takes one of the tokens, by its number, and does its whole work on it. Used by one thread. */
@FunctionalInterface
interface Contestant {

    /**
     * Works on one token.
     *
     * @return something that the work led to, so that it cannot be left out
     * @throws Exception if the token is refused that must not be, or the other way round
     */
    Object run(int token) throws Exception;
}
