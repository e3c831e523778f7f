package io.github.bitbucketoidc.store.file.document;

import io.github.bitbucketoidc.store.file.age.AgeEncryption;
import io.github.bitbucketoidc.store.file.reading.FileChangedException;
import io.github.bitbucketoidc.store.file.reading.FileProblemException;
import io.github.bitbucketoidc.store.file.reading.FileReading;
import io.github.bitbucketoidc.store.file.reading.Text;
import io.github.bitbucketoidc.store.files.RegularFile;
import io.github.bitbucketoidc.store.files.StillContent;
import io.github.bitbucketoidc.store.files.UnusableFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/** One file of secrets: finds it, reads it whole, decrypts it if it is encrypted, and parses it whole. Immutable. */
public final class SecretsFile {

    private final Path path;
    private final FileReading reading;
    private final Optional<AgeEncryption> encryption;

    public SecretsFile(Path path, FileReading reading) {
        this(path, reading, Optional.empty());
    }

    public SecretsFile(Path path, FileReading reading, Optional<AgeEncryption> encryption) {
        this.path = path;
        this.reading = reading;
        this.encryption = encryption;
    }

    /** What the file holds now, encrypted if it is. */
    byte[] bytes() throws FileProblemException, FileChangedException {
        try {
            return encryption.isPresent()
                    ? RegularFile.read(path, AgeEncryption.MAX_BYTES, reading.ruleForEncrypted())
                    : RegularFile.read(path, Text.MAX_BYTES, reading.rule());
        } catch (UnusableFileException e) {
            switch (e.reason()) {
                case CHANGING -> throw new FileChangedException(e.message());
                case MISSING ->
                    throw FileProblemException.unavailable("there is no file or folder '" + path + "'", e.fix(), e);
                default -> throw FileProblemException.of(e);
            }
        }
    }

    /** The secrets in the bytes; everything that is wrong with them is noted in the content. */
    SecretsContent parse(byte[] bytes) {
        SecretsContent content = new SecretsContent(reading::value);
        try {
            parse(encryption.isPresent() ? decrypted(encryption.get(), bytes) : text(bytes), content);
        } catch (FileProblemException e) {
            content.wrong(String.valueOf(e.getMessage()), e.hint());
        }
        return content;
    }

    private String decrypted(AgeEncryption age, byte[] bytes) throws FileProblemException {
        byte[] plain = age.decrypt(bytes);
        try {
            return text(plain);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    private String text(byte[] bytes) throws FileProblemException {
        return Text.decode(path.toString(), bytes);
    }

    /** How long a content must hold still before it takes the place of another. */
    Duration mustHoldStill(byte[] inUse, byte[] now) {
        // The beginning of an encrypted file cannot be decrypted, so what can be is never cut off.
        return encryption.isPresent() ? StillContent.USUAL : StillContent.required(inUse, now);
    }

    /** What beside the bytes decides whether they can be used; the same text while it is the same. */
    String openedBy() {
        return encryption.map(AgeEncryption::mark).orElse("");
    }

    private void parse(String text, SecretsContent content) {
        if (text.isBlank()) {
            content.wrong("the file is empty", "a file without secrets is { }");
        } else if (isJson()) {
            JsonSecrets.parse(text, content);
        } else {
            YamlSecrets.parse(text, content);
        }
    }

    private boolean isJson() {
        String name = Objects.requireNonNull(path.getFileName()).toString();
        return name.endsWith(".json") || (encryption.isPresent() && name.endsWith(".json" + AgeEncryption.SUFFIX));
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
