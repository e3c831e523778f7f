package io.github.bitbucketoidc.store.file.age;

import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.UnsupportedRecipientStanzaException;
import com.exceptionfactory.jagged.framework.stream.StandardDecryptingChannelFactory;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaReaderFactory;
import io.github.bitbucketoidc.store.file.reading.FileProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;

/**
 * Decrypts by the library. The one class that knows it, and not loaded where it is not there ({@link AgeLibrary}). What the library
 * throws is never passed on: it quotes what it could not read. Stateless.
 */
final class AgeDecryption {

    private AgeDecryption() {}

    /** What tries the identities; refuses one that is none. */
    static List<RecipientStanzaReader> readers(List<String> identities) throws FileProblemException {
        List<RecipientStanzaReader> readers = new ArrayList<>();
        for (String identity : identities) {
            try {
                // Asked for here, because a recipient that fails for the lack of it looks like one that does not fit.
                Cipher.getInstance("ChaCha20-Poly1305");
                readers.add(X25519RecipientStanzaReaderFactory.newRecipientStanzaReader(identity));
            } catch (NoSuchAlgorithmException e) {
                throw FileProblemException.misconfigured(
                        "this Java has no X25519 or no ChaCha20-Poly1305",
                        "use one whose security providers have both, as every JDK has by default");
            } catch (GeneralSecurityException | RuntimeException e) {
                throw FileProblemException.misconfigured(
                        "identity " + (readers.size() + 1) + " of " + identities.size() + " has a wrong checksum",
                        "copy the whole line as age-keygen wrote it");
            }
        }
        return readers;
    }

    /** What the binary file holds, all of it authenticated; the caller wipes it. */
    static byte[] decrypt(byte[] file, List<String> identities, int maxBytes) throws FileProblemException {
        List<RecipientStanzaReader> readers = readers(identities);
        try (ReadableByteChannel plain = new StandardDecryptingChannelFactory()
                .newDecryptingChannel(Channels.newChannel(new ByteArrayInputStream(file)), readers)) {
            return readWhole(plain, Math.min(file.length, maxBytes + 1));
        } catch (UnsupportedRecipientStanzaException e) {
            throw FileProblemException.misconfigured(
                    "no identity in `identity` opens it",
                    "encrypt it to the recipient that age-keygen -y shows for the identity, or name the identity that"
                            + " it is encrypted to; if it is, the file was altered");
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            throw AgeHeader.broken();
        }
    }

    private static byte[] readWhole(ReadableByteChannel plain, int most) throws IOException {
        byte[] all = new byte[most];
        ByteBuffer buffer = ByteBuffer.wrap(all);
        try {
            while (buffer.hasRemaining() && plain.read(buffer) >= 0) {
                // The last chunk is authenticated as the last one when the channel says that it has ended.
            }
            return Arrays.copyOf(all, buffer.position());
        } finally {
            Arrays.fill(all, (byte) 0);
        }
    }
}
