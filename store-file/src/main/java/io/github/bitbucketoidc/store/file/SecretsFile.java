package io.github.bitbucketoidc.store.file;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

/** One file of secrets: finds it, reads it whole, and parses it whole. Immutable. */
final class SecretsFile {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Path path;
    private final FileReading reading;

    SecretsFile(Path path, FileReading reading) {
        this.path = path;
        this.reading = reading;
    }

    /** What the file holds now. */
    byte[] bytes() throws FileProblemException, FileChangedException {
        try {
            return RegularFile.read(new LinkResolver().resolve(path), reading.permissions());
        } catch (NoSuchFileException e) {
            throw FileProblemException.unavailable(
                    "there is no file or folder '" + path + "'",
                    "a relative path begins at the folder of the policy file",
                    e);
        } catch (IOException e) {
            throw FileProblemException.unavailable(
                    "the file '" + path + "' cannot be read", "see that the user of this process may read it", e);
        }
    }

    /** The secrets in the bytes; everything that is wrong with them is noted in the content. */
    SecretsContent parse(byte[] bytes) {
        SecretsContent content = new SecretsContent(reading::value);
        try {
            parse(RegularFile.decode(path, bytes), content);
        } catch (FileProblemException e) {
            content.wrong(String.valueOf(e.getMessage()), e.hint());
        }
        return content;
    }

    private void parse(String text, SecretsContent content) {
        if (text.isBlank()) {
            content.wrong("the file is empty", "a file without secrets is { }");
        } else if (text.startsWith(BYTE_ORDER_MARK)) {
            content.wrong("the file begins with a byte order mark", "save it as UTF-8 without one");
        } else if (isJson()) {
            JsonSecrets.parse(text, content);
        } else {
            YamlSecrets.parse(text, content);
        }
    }

    private boolean isJson() {
        return Objects.requireNonNull(path.getFileName()).toString().endsWith(".json");
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
