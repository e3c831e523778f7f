package io.github.bitbucketoidc.benchmarks.load;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;

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
    private static final class Fixed extends HttpServlet {

        private static final long serialVersionUID = 1L;

        private static final byte[] BODY = "{\"TOKEN\":\"value number 0\"}".getBytes(StandardCharsets.US_ASCII);

        private final transient Optional<PublicKey> key;

        private Fixed(Optional<PublicKey> key) {
            this.key = key;
        }

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            String token = request.getHeader("Authorization").substring("Bearer ".length());
            boolean good = key.isEmpty() || isSigned(token, key.get());
            response.setStatus(good ? 200 : 401);
            response.setHeader("Content-Type", "application/json");
            response.setHeader("Cache-Control", "no-store");
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.setContentLength(BODY.length);
            response.getOutputStream().write(BODY);
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
