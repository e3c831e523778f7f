package io.github.bitbucketoidc.core.token.keys;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides which RSA keys are strong enough (attack rows K1 to K4). The JDK itself takes 512 bits, e = 3 and an even modulus. */
final class RsaStrength {

    private static final int FEWEST_BITS = 2048;

    /** The cost of a verification grows with the square of the size. */
    private static final int MOST_BITS = 8192;

    private static final BigInteger SMALLEST_EXPONENT = BigInteger.valueOf(65537);
    private static final int MOST_EXPONENT_BITS = 64;

    /**
     * Keys from the flawed library of CVE-2017-15361 ("ROCA") have a modulus that is a power of 65537 modulo each of these primes.
     * About one honest modulus in 2^27 has this property too.
     */
    private static final int LARGEST_ROCA_PRIME = 167;

    private static final List<RocaPrime> ROCA_PRIMES = rocaPrimes();

    /** A prime, and the powers of 65537 modulo it. */
    private record RocaPrime(BigInteger prime, BitSet powers) {}

    private RsaStrength() {}

    /** Why a key is too weak, or null if it is not. */
    static @Nullable String weakness(BigInteger modulus, BigInteger exponent) {
        int bits = modulus.bitLength();
        if (bits < FEWEST_BITS || bits > MOST_BITS) {
            return "has " + bits + " bits instead of " + FEWEST_BITS + " to " + MOST_BITS;
        }
        if (!modulus.testBit(0)) {
            return "has an even modulus";
        }
        if (exponent.compareTo(SMALLEST_EXPONENT) < 0
                || exponent.bitLength() > MOST_EXPONENT_BITS
                || !exponent.testBit(0)) {
            return "has a public exponent that is even, below 65537 or longer than " + MOST_EXPONENT_BITS + " bits";
        }
        return isRoca(modulus) ? "bears the mark of the ROCA weakness (CVE-2017-15361)" : null;
    }

    private static boolean isRoca(BigInteger modulus) {
        for (RocaPrime mark : ROCA_PRIMES) {
            if (!mark.powers().get(modulus.mod(mark.prime()).intValue())) {
                return false;
            }
        }
        return true;
    }

    private static List<RocaPrime> rocaPrimes() {
        List<RocaPrime> primes = new ArrayList<>();
        for (int prime = 3; prime <= LARGEST_ROCA_PRIME; prime += 2) {
            if (BigInteger.valueOf(prime).isProbablePrime(50)) {
                BitSet powers = new BitSet(prime);
                for (int power = 1; !powers.get(power); power = power * (65537 % prime) % prime) {
                    powers.set(power);
                }
                primes.add(new RocaPrime(BigInteger.valueOf(prime), powers));
            }
        }
        return List.copyOf(primes);
    }
}
