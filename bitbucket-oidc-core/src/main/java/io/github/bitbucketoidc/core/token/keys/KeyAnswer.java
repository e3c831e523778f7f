package io.github.bitbucketoidc.core.token.keys;

/** What an issuer's key set says about the name of a key. */
public sealed interface KeyAnswer permits VerificationKey, KeyAnswer.Problem {

    /** Why there is no key. */
    enum Problem implements KeyAnswer {
        /** The set has it, and it is dropped as too weak (K1 to K4). */
        WEAK,
        /** The set has the name more than once (K7). */
        AMBIGUOUS,
        /** The set has it, and it is not for verifying RS256 signatures, or malformed (K5, K23). */
        UNUSABLE,
        /** No such name, and that is known for certain. */
        UNKNOWN,
        /** No such name in the set in use, which says nothing yet about a token that may be newer (K14, K21). */
        NOT_IN_SET,
        /** There is no set in use; the issuer must be asked. */
        NO_SET,
        /** No name was given, and there is not exactly one usable key (K8). */
        NOT_ONE
    }
}
