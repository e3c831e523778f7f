package io.github.bitbucketoidc.core.claims;

/**
 * Kleene's three truth values: absence is neither yes nor no.
 *
 * @since 0.1.0
 */
public enum Outcome {
    /** The condition holds. */
    YES,
    /** The condition does not hold. */
    NO,
    /** The claim that it asks about is not there, or is not of a type that could answer. */
    UNKNOWN;

    /**
     * Kleene's negation.
     *
     * @return NO for YES, YES for NO, UNKNOWN for UNKNOWN
     */
    public Outcome not() {
        return switch (this) {
            case YES -> NO;
            case NO -> YES;
            case UNKNOWN -> UNKNOWN;
        };
    }

    /**
     * Kleene's conjunction.
     *
     * @param other the other side
     * @return NO if either is NO, YES if both are YES, else UNKNOWN
     */
    public Outcome and(Outcome other) {
        if (this == NO || other == NO) {
            return NO;
        }
        return this == YES && other == YES ? YES : UNKNOWN;
    }

    /**
     * Kleene's disjunction.
     *
     * @param other the other side
     * @return YES if either is YES, NO if both are NO, else UNKNOWN
     */
    public Outcome or(Outcome other) {
        if (this == YES || other == YES) {
            return YES;
        }
        return this == NO && other == NO ? NO : UNKNOWN;
    }
}
