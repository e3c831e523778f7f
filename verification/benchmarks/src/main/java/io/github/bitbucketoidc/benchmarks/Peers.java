package io.github.bitbucketoidc.benchmarks;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier;
import com.auth0.jwt.algorithms.Algorithm;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.github.bitbucketoidc.testkit.FakeWorkspace;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * What a user would run instead, each set up as its documentation shows: one key in memory, RS256 only, issuer, audience and
 * times checked. They only verify; none of them decides anything.
 */
final class Peers {

    private Peers() {}

    static Map<String, Contestant> of(FakeWorkspace workspace, Tokens tokens) {
        RSAPublicKey key = (RSAPublicKey) tokens.key();
        String kid = workspace.signingKey().kid();
        Map<String, Contestant> peers = new LinkedHashMap<>();
        peers.put("bare Signature.verify", bare(tokens));
        peers.put("bare check + base64", withBase64(tokens));
        peers.put("bare check + base64 + Jackson passing by", withJackson(tokens));
        peers.put("auth0 java-jwt", auth0(workspace, key, tokens));
        peers.put("jjwt", jjwt(workspace, key, tokens));
        peers.put("jose4j", jose4j(workspace, key, tokens));
        peers.put("Nimbus processor", nimbus(workspace, key, kid, tokens));
        peers.put("Spring Security decoder", spring(workspace, key, tokens));
        return peers;
    }

    /** The floor: one prepared check on bytes that are at hand. */
    private static Contestant bare(Tokens tokens) {
        Signature signature;
        try {
            signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(tokens.key());
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this JDK has no SHA256withRSA", missing);
        }
        return token -> {
            Tokens.Signed signed = tokens.get(token);
            signature.update(signed.signedPart());
            if (!signature.verify(signed.signature())) {
                throw new IllegalStateException("a good token was refused");
            }
            return signature;
        };
    }

    /** The floor, and what nobody can leave out who gets a text: its bytes, and the decoding of two parts. */
    private static Contestant withBase64(Tokens tokens) {
        Contestant bare = bare(tokens);
        return token -> {
            if (payload(tokens.text(token)).length == 0) {
                throw new IllegalStateException("a token without claims");
            }
            return bare.run(token);
        };
    }

    private static byte[] payload(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        int first = text.indexOf('.') + 1;
        int second = text.indexOf('.', first);
        Base64.getUrlDecoder().decode(ByteBuffer.wrap(bytes, second + 1, bytes.length - second - 1));
        return Base64.getUrlDecoder()
                .decode(ByteBuffer.wrap(bytes, first, second - first))
                .array();
    }

    /**
     * The same, and what nobody can leave out who has Jackson read the payload: one pass over the claims that looks at no value. No
     * check, no object for the result, no decision.
     */
    private static Contestant withJackson(Tokens tokens) {
        Contestant bare = bare(tokens);
        JsonFactory json = new JsonFactoryBuilder()
                .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
                .build();
        return token -> {
            try (JsonParser parser = json.createParser(payload(tokens.text(token)))) {
                JsonToken last = parser.nextToken();
                while (last != null) {
                    last = parser.nextToken();
                }
            }
            return bare.run(token);
        };
    }

    private static Contestant auth0(FakeWorkspace workspace, RSAPublicKey key, Tokens tokens) {
        JWTVerifier verifier = JWT.require(Algorithm.RSA256(key))
                .withIssuer(workspace.issuer())
                .withAudience(workspace.audience())
                .build();
        return token -> verifier.verify(tokens.text(token));
    }

    private static Contestant jjwt(FakeWorkspace workspace, RSAPublicKey key, Tokens tokens) {
        JwtParser parser = Jwts.parser()
                .verifyWith(key)
                .requireIssuer(workspace.issuer())
                .requireAudience(workspace.audience())
                .build();
        return token -> parser.parseSignedClaims(tokens.text(token));
    }

    private static Contestant jose4j(FakeWorkspace workspace, RSAPublicKey key, Tokens tokens) {
        JwtConsumer consumer = new JwtConsumerBuilder()
                .setRequireExpirationTime()
                .setExpectedIssuer(workspace.issuer())
                .setExpectedAudience(workspace.audience())
                .setVerificationKey(key)
                .setJwsAlgorithmConstraints(
                        AlgorithmConstraints.ConstraintType.PERMIT, AlgorithmIdentifiers.RSA_USING_SHA256)
                .build();
        return token -> consumer.processToClaims(tokens.text(token));
    }

    private static Contestant nimbus(FakeWorkspace workspace, RSAPublicKey key, String kid, Tokens tokens) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        JWKSet keys = new JWKSet(new RSAKey.Builder(key).keyID(kid).build());
        processor.setJWSKeySelector(
                new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, new ImmutableJWKSet<SecurityContext>(keys)));
        processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<SecurityContext>(
                workspace.audience(),
                new JWTClaimsSet.Builder().issuer(workspace.issuer()).build(),
                Set.of("sub", "iat", "exp")));
        return token -> processor.process(tokens.text(token), null);
    }

    private static Contestant spring(FakeWorkspace workspace, RSAPublicKey key, Tokens tokens) {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withPublicKey(key).build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                new JwtTimestampValidator(), new JwtIssuerValidator(workspace.issuer())));
        return token -> decoder.decode(tokens.text(token));
    }
}
