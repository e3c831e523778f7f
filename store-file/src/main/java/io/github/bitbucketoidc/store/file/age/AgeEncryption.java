package io.github.bitbucketoidc.store.file.age;

import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretValue;
import io.github.bitbucketoidc.store.StoreConfig;
import io.github.bitbucketoidc.store.file.reading.FileProblemException;
import io.github.bitbucketoidc.store.file.reading.Text;
import io.github.bitbucketoidc.store.support.Sha256;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How the content of a file becomes plain that the tool {@code age} encrypted (<a
 * href="https://age-encryption.org/v1">age-encryption.org/v1</a>). The identity is read anew at each decryption, so that a new one
 * needs no restart; nothing of either is kept. Immutable.
 */
public final class AgeEncryption {

    public static final String SUFFIX = ".age";

    /** A plain file of the largest size with the longest header, a third more for base64, and the line ends. */
    public static final int MAX_BYTES = 1536 * 1024;

    private static final String KEY = "identity";

    private final Supplier<SecretValue> identity;

    public AgeEncryption(Supplier<SecretValue> identity) {
        this.identity = identity;
    }

    public static boolean isNamedFor(Path file) {
        return String.valueOf(file.getFileName()).endsWith(SUFFIX);
    }

    /** Notes an identity without an encrypted file, and the other way round. */
    public static void checkName(Path file, boolean identity, StoreConfig config) {
        if (isNamedFor(file) && !identity) {
            config.problem(
                    KEY,
                    "is missing, and the name of the file says that age encrypted it",
                    "add identity: { file: age.key }, or give a plain file a name without .age");
        }
        if (!isNamedFor(file) && identity) {
            config.problem(
                    KEY,
                    "is for an encrypted file, and the name of the one in `path` does not end in .age",
                    "name the encrypted file, as in path: secrets.yaml.age, or remove it");
        }
    }

    /** What the settings say for a file that is encrypted; empty, with every problem noted, if it cannot be opened so. */
    public static Optional<AgeEncryption> of(Optional<Supplier<SecretValue>> identity, StoreConfig config) {
        List<String> missing = AgeLibrary.missing();
        if (!missing.isEmpty()) {
            config.problem(
                    "path",
                    "what decrypts a file with a name in .age is not there: " + String.join(", ", missing) + " of "
                            + AgeLibrary.GROUP,
                    "add the artifact " + AgeLibrary.GROUP
                            + ":jagged-x25519, which brings the others; on the module path" + " also --add-modules "
                            + AgeLibrary.GROUP + ".x25519");
        }
        if (!missing.isEmpty() || identity.isEmpty()) {
            return Optional.empty();
        }
        try {
            AgeDecryption.readers(AgeIdentities.parse(identity.get().get().reveal()));
            return identity.map(AgeEncryption::new);
        } catch (FileProblemException e) {
            config.notYet(KEY, String.valueOf(e.getMessage()), e.hint());
        } catch (SecretStoreException e) {
            // It was noted when the settings were asked for it.
        }
        return Optional.empty();
    }

    /** What the file holds, which the caller wipes. */
    public byte[] decrypt(byte[] file) throws FileProblemException {
        byte[] binary = AgeArmor.binary(file);
        AgeHeader.check(binary);
        byte[] plain = AgeDecryption.decrypt(binary, identities(), Text.MAX_BYTES);
        if (plain.length > Text.MAX_BYTES) {
            throw FileProblemException.misconfigured(
                    "it holds more than " + Text.MAX_BYTES + " bytes",
                    "encrypt the file that holds what is meant and nothing else");
        }
        return plain;
    }

    private List<String> identities() throws FileProblemException {
        try {
            return AgeIdentities.parse(identity.get().reveal());
        } catch (SecretStoreException e) {
            throw FileProblemException.unavailable(
                    String.valueOf(e.getMessage()), "bring it back; it is read whenever the file is decrypted", null);
        } catch (FileProblemException e) {
            throw FileProblemException.misconfigured(KEY + ": " + e.getMessage(), e.hint());
        }
    }

    /** Tells one identity from another, and shows nothing of it. */
    public String mark() {
        try {
            return Sha256.hex(identity.get().reveal().getBytes(StandardCharsets.UTF_8));
        } catch (SecretStoreException e) {
            return "unreadable";
        }
    }
}
