package io.github.bitbucketoidc.testkit;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/**
 * RSA keys of 2048 bits, made once in a virtual machine: making one costs a tenth of a second, and tests need many. Nothing
 * of it can be changed from outside; the n-th key is the same for everybody.
 */
final class KeyPool {

    private static final List<KeyPair> PAIRS = new ArrayList<>();

    private KeyPool() {}

    /** The n-th pair, counted from 0. */
    static KeyPair pair(int index) {
        synchronized (PAIRS) {
            while (PAIRS.size() <= index) {
                PAIRS.add(generate(2048));
            }
            return PAIRS.get(index);
        }
    }

    /** A pair of its own, of any size. */
    static KeyPair generate(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has RSA", impossible);
        }
    }
}
