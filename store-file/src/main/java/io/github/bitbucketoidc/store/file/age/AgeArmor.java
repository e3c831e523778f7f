package io.github.bitbucketoidc.store.file.age;

import io.github.bitbucketoidc.store.file.reading.FileProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * The text form of a file that age encrypted ({@code age -a}): base64 in lines of 64 characters between two fixed ones. As strict
 * as the format is (age-encryption.org/v1, "ASCII armor"), but for white space around it. Stateless.
 */
final class AgeArmor {

    private static final String BEGIN = "-----BEGIN AGE ENCRYPTED FILE-----";
    private static final String END = "-----END AGE ENCRYPTED FILE-----";
    private static final int COLUMNS = 64;

    private AgeArmor() {}

    /** The binary form of either form. */
    static byte[] binary(byte[] file) throws FileProblemException {
        // One character a byte: what is no text stays what it is.
        String text = new String(file, StandardCharsets.ISO_8859_1).strip();
        if (!text.startsWith(BEGIN)) {
            return file;
        }
        List<String> lines = List.of(text.split("\r?\n", -1));
        int last = lines.size() - 1;
        if (last < 2 || !lines.get(0).equals(BEGIN) || !lines.get(last).equals(END)) {
            throw AgeHeader.broken();
        }
        List<String> body = lines.subList(1, last);
        for (String line : body.subList(0, body.size() - 1)) {
            if (line.length() != COLUMNS) {
                throw AgeHeader.broken();
            }
        }
        if (body.get(body.size() - 1).length() > COLUMNS) {
            throw AgeHeader.broken();
        }
        return decode(String.join("", body));
    }

    /** One text for the same bytes: the JDK would also take one without padding, or with bits that count for nothing. */
    private static byte[] decode(String base64) throws FileProblemException {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            if (Base64.getEncoder().encodeToString(bytes).equals(base64)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // Refused below. The cause is left out: it shows a character of the file.
        }
        throw AgeHeader.broken();
    }
}
