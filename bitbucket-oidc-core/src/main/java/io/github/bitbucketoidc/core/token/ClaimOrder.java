package io.github.bitbucketoidc.core.token;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import org.jspecify.annotations.Nullable;

/**
 * Which standard claim comes behind which: an issuer writes the claims of all its tokens in one order, and a name that is expected
 * is found by comparing it, without a look into Jackson's table. Learnt from tokens that passed every check, and only ever a guess:
 * a token in another order is read as well, a little slower. Thread-safe: a guess that gets lost in a race is one guess.
 */
final class ClaimOrder {

    /** Where a document begins: before its first claim. */
    static final int START = 0;

    private static final int BITS = 4;

    private static final SerializableString[] SPELLINGS = spellings();

    private final @Nullable SerializableString[] following = new SerializableString[1 << BITS];

    private static SerializableString[] spellings() {
        SerializableString[] spellings = new SerializableString[StandardClaim.COUNT];
        for (int place = 0; place < spellings.length; place++) {
            spellings[place] = new SerializedString(StandardClaim.at(place).claim());
        }
        return spellings;
    }

    /** The name that is expected behind a claim, of which the last was added to this sequence; null if none is. */
    @Nullable
    SerializableString after(long sequence) {
        return following[last(sequence)];
    }

    /** Whether this claim is the one that is expected behind a sequence. */
    boolean expects(StandardClaim claim, long sequence) {
        return after(sequence) == SPELLINGS[claim.place()];
    }

    /** A sequence, which is {@link #START} in the beginning, with one more claim at its end. */
    static long with(long sequence, StandardClaim claim) {
        return sequence << BITS | (claim.place() + 1);
    }

    /** Takes what a token showed for what the next ones will. */
    void learn(long sequence) {
        for (long rest = sequence; rest != START; rest >>>= BITS) {
            following[last(rest >>> BITS)] = SPELLINGS[last(rest) - 1];
        }
    }

    private static int last(long sequence) {
        return (int) sequence & (1 << BITS) - 1;
    }
}
