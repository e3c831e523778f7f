package io.github.bitbucketoidc.store.file;

import com.exceptionfactory.jagged.EncryptingChannelFactory;
import com.exceptionfactory.jagged.RecipientStanzaWriter;
import com.exceptionfactory.jagged.framework.armor.ArmoredEncryptingChannelFactory;
import com.exceptionfactory.jagged.framework.stream.StandardEncryptingChannelFactory;
import com.exceptionfactory.jagged.x25519.X25519KeyPairGenerator;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaWriterFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Files as the tool writes them, where no tool is needed to tell; what the tool itself writes is in {@link AgeToolIT}. */
public final class AgeFixture {

    /** An identity and its recipient. */
    public record Identity(String secret, String recipient) {

        public static Identity generate() throws GeneralSecurityException {
            KeyPair pair = new X25519KeyPairGenerator().generateKeyPair();
            return new Identity(
                    text(pair.getPrivate().getEncoded()), text(pair.getPublic().getEncoded()));
        }

        /** As age-keygen writes it. */
        public String file() {
            return "# created: 2026-11-20T00:00:00Z\n# public key: " + recipient + "\n" + secret + "\n";
        }

        private static String text(byte[] bytes) {
            return new String(bytes, StandardCharsets.US_ASCII);
        }
    }

    private AgeFixture() {}

    public static byte[] encrypt(String plain, Identity... to) throws GeneralSecurityException, IOException {
        return encrypt(new StandardEncryptingChannelFactory(), plain, to);
    }

    public static byte[] armored(String plain, Identity... to) throws GeneralSecurityException, IOException {
        return encrypt(new ArmoredEncryptingChannelFactory(), plain, to);
    }

    private static byte[] encrypt(EncryptingChannelFactory channels, String plain, Identity... to)
            throws GeneralSecurityException, IOException {
        List<RecipientStanzaWriter> recipients = new ArrayList<>();
        for (Identity identity : to) {
            recipients.add(X25519RecipientStanzaWriterFactory.newRecipientStanzaWriter(identity.recipient()));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (WritableByteChannel channel = channels.newEncryptingChannel(Channels.newChannel(bytes), recipients)) {
            channel.write(ByteBuffer.wrap(plain.getBytes(StandardCharsets.UTF_8)));
        }
        return bytes.toByteArray();
    }

    /** The settings for an identity that stands in a file. */
    public static Map<String, ?> with(Path key) {
        return Map.of("identity", Map.of("file", key.toString()));
    }
}
