package io.github.bitbucketoidc.store.file.age;

import io.github.bitbucketoidc.store.file.reading.FileProblemException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What stands in front of the encrypted part, in the open: for each recipient the key of the file, wrapped for it. Looked at before
 * anything is decrypted, to say what a person can do about it and to bound the work: each identity is tried with each recipient.
 * Stateless.
 */
final class AgeHeader {

    /** What the library reads at most. */
    private static final int MAX_BYTES = 64 * 1024;

    /** With the most identities about 2,000 key agreements, less than a second. */
    private static final int MAX_RECIPIENTS = 100;

    private static final String NAME = "age-encryption.org/";
    private static final String VERSION = NAME + "v1\n";
    private static final String RECIPIENT = "-> ";
    private static final String END = "\n--- ";

    private AgeHeader() {}

    /** Refuses a binary file that no identity could open. */
    static void check(byte[] file) throws FileProblemException {
        String header = new String(file, 0, Math.min(file.length, MAX_BYTES), StandardCharsets.ISO_8859_1);
        if (!header.startsWith(NAME)) {
            throw FileProblemException.malformed(
                    "this is no file that age encrypted",
                    "encrypt it with age -r RECIPIENT, or give a plain file a name without .age");
        }
        if (!header.startsWith(VERSION)) {
            throw FileProblemException.malformed(
                    "this is no file of the version age-encryption.org/v1", "encrypt it with age 1.x");
        }
        int end = header.indexOf(END);
        if (end < 0) {
            throw broken();
        }
        checkRecipients(header.substring(0, end)
                .lines()
                .filter(line -> line.startsWith(RECIPIENT))
                .map(line -> line.substring(RECIPIENT.length()).split(" ", 2)[0])
                .toList());
    }

    private static void checkRecipients(List<String> kinds) throws FileProblemException {
        if (kinds.contains("scrypt")) {
            throw FileProblemException.misconfigured(
                    "it is encrypted with a passphrase, which is not supported",
                    "encrypt it to the recipient of an identity: age -r RECIPIENT instead of age -p");
        }
        if (!kinds.contains("X25519")) {
            throw FileProblemException.misconfigured(
                    "it is encrypted to no X25519 recipient",
                    "encrypt it to one that begins with age1, as age-keygen makes them; SSH keys and plugins are not"
                            + " supported");
        }
        if (kinds.size() > MAX_RECIPIENTS) {
            throw FileProblemException.misconfigured(
                    "it is encrypted to more than " + MAX_RECIPIENTS + " recipients",
                    "leave out those who do not need it");
        }
    }

    /** What is there is not what age wrote. */
    static FileProblemException broken() {
        return FileProblemException.malformed(
                "the encrypted file is cut off or was altered",
                "bring the whole file here again; a binary one must be copied as it is");
    }
}
