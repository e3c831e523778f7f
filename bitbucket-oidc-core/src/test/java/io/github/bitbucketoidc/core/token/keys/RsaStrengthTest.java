package io.github.bitbucketoidc.core.token.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.core.token.TestKeys;
import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;
import org.junit.jupiter.api.Test;

/** Where a key begins to be strong enough, and what is said of one that is not. */
class RsaStrengthTest {

    private static final BigInteger GOOD = ((RSAPublicKey) TestKeys.rsa("k1").getPublic()).getModulus();
    private static final BigInteger F4 = BigInteger.valueOf(65537);

    private static BigInteger odd(int bits) {
        return BigInteger.ONE.shiftLeft(bits - 1).setBit(0);
    }

    @Test
    void takesAnExponentOf64BitsAndNoLongerOne() {
        assertThat(RsaStrength.weakness(GOOD, F4)).isNull();
        assertThat(RsaStrength.weakness(GOOD, odd(64))).isNull();
        assertThat(RsaStrength.weakness(GOOD, odd(65))).contains("even, below 65537 or longer than 64 bits");
    }

    @Test
    void saysWhatIsWeak() {
        assertThat(RsaStrength.weakness(odd(2047), F4)).isEqualTo("has 2047 bits instead of 2048 to 8192");
        assertThat(RsaStrength.weakness(GOOD.clearBit(0), F4)).isEqualTo("has an even modulus");
        assertThat(RsaStrength.weakness(GOOD, BigInteger.TWO)).startsWith("has a public exponent that is even");
    }
}
