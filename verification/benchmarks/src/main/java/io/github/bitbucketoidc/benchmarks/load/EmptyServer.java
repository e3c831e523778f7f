package io.github.bitbucketoidc.benchmarks.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The floor: Jetty as the standalone program uses it, with one fixed answer, and, if it is given a key, one bare signature check for each
 * request, which no provider can do without.
 */
public final class EmptyServer {

    private EmptyServer() {}

    /**
     * Runs until it is killed.
     *
     * @param arguments none, or a public RSA key (X.509, base64)
     * @throws Exception if it cannot listen, or the key is none
     */
    public static void main(String[] arguments) throws Exception {
        Optional<PublicKey> key = arguments.length == 0
                ? Optional.empty()
                : Optional.of(KeyFactory.getInstance("RSA")
                        .generatePublic(
                                new X509EncodedKeySpec(Base64.getDecoder().decode(arguments[0]))));
        int port = JettyServer.start(new Fixed(key));
        System.out.println("listening on http://127.0.0.1:" + port + "/secrets");
    }

    /** The same bytes each time. */
    private static final class Fixed extends Handler.Abstract {

        private static final byte[] BODY = "{\"TOKEN\":\"value number 0\"}".getBytes(StandardCharsets.US_ASCII);

        private final Optional<PublicKey> key;

        private Fixed(Optional<PublicKey> key) {
            this.key = key;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            String token = request.getHeaders().get(HttpHeader.AUTHORIZATION).substring("Bearer ".length());
            boolean good = key.isEmpty() || isSigned(token, key.get());
            response.setStatus(good ? 200 : 401);
            response.getHeaders().put("Content-Type", "application/json");
            response.getHeaders().put("Cache-Control", "no-store");
            response.getHeaders().put("X-Content-Type-Options", "nosniff");
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, BODY.length);
            response.write(true, ByteBuffer.wrap(BODY), callback);
            return true;
        }

        private static boolean isSigned(String token, PublicKey key) {
            int dot = token.lastIndexOf('.');
            try {
                Signature check = Signature.getInstance("SHA256withRSA");
                check.initVerify(key);
                check.update(token.substring(0, dot).getBytes(StandardCharsets.US_ASCII));
                return check.verify(Base64.getUrlDecoder().decode(token.substring(dot + 1)));
            } catch (GeneralSecurityException notASignature) {
                return false;
            }
        }
    }
}
