package io.github.bitbucketoidc.core.policy;

import java.nio.file.Path;

/**
 * Reads policies from YAML 1.2 or JSON. A file is taken whole or not at all, and every problem of it is reported at once.
 * Stateless.
 */
public final class PolicyFile {

    private PolicyFile() {}

    /**
     * Reads a policy file without trying its stores.
     *
     * @param file the file
     * @return the policy
     * @throws PolicyException if the file cannot be read, or something in it is wrong
     */
    public static Policy read(Path file) {
        return read(file, definition -> {});
    }

    /**
     * Reads a policy file.
     *
     * @param file the file; relative paths in it begin at its folder
     * @param stores tries the stores, so that what is wrong with them is reported with the rest
     * @return the policy
     * @throws PolicyException if the file cannot be read, or something in it is wrong
     */
    public static Policy read(Path file, StoreOpener stores) {
        throw new UnsupportedOperationException();
    }

    /**
     * Reads a policy from text, without trying its stores.
     *
     * @param text YAML or JSON
     * @param baseDirectory where relative paths begin
     * @return the policy
     * @throws PolicyException if something in it is wrong
     */
    public static Policy parse(String text, Path baseDirectory) {
        return parse(text, baseDirectory, definition -> {});
    }

    /**
     * Reads a policy from text.
     *
     * @param text YAML or JSON
     * @param baseDirectory where relative paths begin
     * @param stores tries the stores, so that what is wrong with them is reported with the rest
     * @return the policy
     * @throws PolicyException if something in it is wrong
     */
    public static Policy parse(String text, Path baseDirectory, StoreOpener stores) {
        throw new UnsupportedOperationException();
    }
}
