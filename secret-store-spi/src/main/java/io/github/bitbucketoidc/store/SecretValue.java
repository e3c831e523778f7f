package io.github.bitbucketoidc.store;

import java.security.MessageDigest;
import java.util.Objects;

/**
 * A secret text. It shows itself nowhere but in {@link #reveal()}, so that every disclosure is one word to search for: not
 * in {@code toString}, not in an exception, not through Java serialization. Immutable and thread-safe.
 *
 * <p>Two values are compared with {@link #sameAs(SecretValue)}; {@code equals} is identity, so that a value is never
 * compared character by character by accident.
 *
 * <pre>{@code
 * SecretValue password = SecretValue.of("correct horse");
 * String shown = "password: " + password;   // password: SecretValue[redacted]
 * String disclosed = password.reveal();
 * }</pre>
 *
 * @since 0.1.0
 */
public final class SecretValue {

    private final String text;

    private SecretValue(String text) {
        this.text = text;
    }

    /**
     * Wraps a text.
     *
     * @param text the secret
     * @return the value
     */
    public static SecretValue of(String text) {
        return new SecretValue(Objects.requireNonNull(text, "text"));
    }

    /**
     * Discloses the secret.
     *
     * @return the text
     */
    public String reveal() {
        return text;
    }

    /**
     * Whether another value holds the same text, in time that depends on the lengths only.
     *
     * @param other the other value
     * @return {@code true} if the texts are equal
     */
    public boolean sameAs(SecretValue other) {
        return MessageDigest.isEqual(units(text), units(other.text));
    }

    /** Two bytes a character: an encoding would make two texts equal that hold different halves of surrogate pairs. */
    private static byte[] units(String text) {
        byte[] units = new byte[text.length() * 2];
        for (int i = 0; i < text.length(); i++) {
            units[2 * i] = (byte) (text.charAt(i) >> 8);
            units[2 * i + 1] = (byte) text.charAt(i);
        }
        return units;
    }

    /**
     * A fixed text that says nothing about the secret, not even its length.
     *
     * @return {@code SecretValue[redacted]}
     */
    @Override
    public String toString() {
        return "SecretValue[redacted]";
    }
}
