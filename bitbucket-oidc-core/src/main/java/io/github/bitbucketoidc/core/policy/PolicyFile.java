package io.github.bitbucketoidc.core.policy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Reads policies from YAML 1.2 or JSON. A file is taken whole or not at all, and every problem of it is reported at once.
 * Stateless.
 *
 * <pre>{@code
 * Policy policy = PolicyFile.read(Path.of("policy.yaml"));
 * Policy small = PolicyFile.parse("""
 *         version: 1
 *         workspaces:
 *           acme: { uuid: "{922e118c-f34f-4226-a897-0e0afbec553d}" }
 *         """, Path.of(""));
 * }</pre>
 *
 * @since 0.1.0
 */
public final class PolicyFile {

    private static final int DIGESTED_AT_ONCE = 4096;

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
        try (InputStream in = Files.newInputStream(file)) {
            return parse(in.readNBytes(SourceText.MAX_BYTES + 1), file, stores);
        } catch (IOException e) {
            throw unreadable(file);
        }
    }

    /** Says that a file is not there, or cannot be read. */
    static PolicyException unreadable(Path file) {
        Problems problems = new Problems(file.toString());
        if (Files.notExists(file)) {
            problems.add(Place.NONE, "there is no such file", "check the path");
        } else {
            problems.add(Place.NONE, "the file cannot be read", "it must be a file that this process may read");
        }
        return problems.toException();
    }

    /** A policy from bytes that were read from a file before. */
    static Policy parse(byte[] bytes, Path file, StoreOpener stores) {
        Path folder = file.toAbsolutePath().getParent();
        return parse(bytes, file.toString(), folder == null ? file.toAbsolutePath() : folder, stores);
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
        return parse(text.getBytes(StandardCharsets.UTF_8), "policy", baseDirectory, stores);
    }

    static Policy parse(byte[] bytes, String file, Path baseDirectory, StoreOpener stores) {
        SourceText source = SourceText.decode(bytes, new Problems(file));
        Problems problems = new Problems(file, source::picture);
        source.refuseControls(problems);
        Node root = YamlReader.read(source, problems);
        if (root == null) {
            problems.add(new Place(1, 1), "the policy is empty", "begin with version: 1");
            throw problems.toException();
        }
        return new PolicyReader(source, problems, baseDirectory, stores).read(root, digest(bytes));
    }

    private static String digest(byte[] bytes) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            // In pieces: one long call would spend all its time in code that is not compiled yet.
            for (int at = 0; at < bytes.length; at += DIGESTED_AT_ONCE) {
                digest.update(bytes, at, Math.min(DIGESTED_AT_ONCE, bytes.length - at));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
