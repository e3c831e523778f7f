package io.github.bitbucketoidc.core.token;

/** What an issuer's key set says about the name of a key. */
sealed interface KeyAnswer permits VerificationKey, KeyAnswer.Problem {

    /** Why there is no key. */
    enum Problem implements KeyAnswer {
        /** The set has it, and it is dropped as too weak (K1 to K4). */
        WEAK,
        /** The set has the name more than once (K7). */
        AMBIGUOUS,
        /** The set has it, and it is not for verifying RS256 signatures, or malformed (K5, K23). */
        UNUSABLE,
        /** No such name, and asking the issuer again is not due. */
        UNKNOWN,
        /** No such name in a set in use; asking the issuer may help (K21). */
        NOT_IN_SET,
        /** There is no set in use; the issuer must be asked. */
        NO_SET,
        /** No name was given, and there is not exactly one usable key (K8). */
        NOT_ONE
    }
}
