package io.github.bitbucketoidc.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The inputs that every run begins with. */
final class Seeds {

    private Seeds() {}

    /** One of them, for the proof that a fuzz test gets past the first check. */
    static byte[] read(Class<?> test, String name) {
        String file = test.getSimpleName() + "Inputs/" + name;
        try (InputStream in = test.getResourceAsStream(file)) {
            if (in == null) {
                throw new AssertionError("there is no seed " + file);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("reading the seed " + file, e);
        }
    }
}
