package io.github.bitbucketoidc.store.file.age;

import io.github.bitbucketoidc.store.file.reading.FileProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads a file of identities as {@code age-keygen} writes it. No message shows anything of it. Stateless. */
final class AgeIdentities {

    /** Old and new ones of a rotation, for some environments; each is tried with each recipient. */
    static final int MAX = 20;

    /** Bech32 of 32 bytes (BIP 173), in capitals. */
    private static final Pattern IDENTITY = Pattern.compile("AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}");

    private AgeIdentities() {}

    /** The identities in their order; lines that are empty or begin with {@code #} are skipped. */
    static List<String> parse(String text) throws FileProblemException {
        List<String> identities = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\r?\n", -1)) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (!IDENTITY.matcher(line).matches()) {
                throw FileProblemException.misconfigured(
                        "line " + number + " is no X25519 identity of age",
                        "it begins with AGE-SECRET-KEY-1, as age-keygen writes it; SSH keys, plugins and identities with"
                                + " a passphrase are not supported");
            }
            identities.add(line);
        }
        if (identities.isEmpty()) {
            throw FileProblemException.misconfigured(
                    "it holds no identity", "make one with age-keygen -o age.key, and name that file");
        }
        if (identities.size() > MAX) {
            throw FileProblemException.misconfigured(
                    "it holds more than " + MAX + " identities", "keep the one in use, and the next one");
        }
        return identities;
    }
}
