package io.github.bitbucketoidc.fuzz;

import io.github.bitbucketoidc.core.issuer.Workspace;
import io.github.bitbucketoidc.core.token.TokenVerifier;
import io.github.bitbucketoidc.testkit.SigningKey;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.UUID;
import java.util.function.Function;

/** The issuer of the workspace acme, with one key, made anew for each run: no key that could be stolen lies in a file. */
final class Issuer {

    static final Workspace WORKSPACE = Workspace.of("acme", UUID.fromString("922e118c-f34f-4226-a897-0e0afbec553d"));
    static final SigningKey KEY = SigningKey.generate("k1", 2048);
    static final String KEYS = "{\"keys\":[" + KEY.jwk() + "]}";
    static final String DISCOVERY =
            "{\"issuer\":\"" + WORKSPACE.issuer() + "\",\"jwks_uri\":\"" + WORKSPACE.issuer() + "/keys.json\"}";

    static final String HEADER = "{\"typ\":\"JWT\",\"alg\":\"RS256\",\"kid\":\"k1\"}";
    static final String PAYLOAD = """
            {"iss":"https://api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc",\
            "aud":"ari:cloud:bitbucket::workspace/922e118c-f34f-4226-a897-0e0afbec553d",\
            "sub":"{1de489be-ce6a-42a0-a8c8-eadbf1174ac7}:{759de0c6-eaee-4eaa-b7a6-c507eec759a7}",\
            "workspaceUuid":"{922e118c-f34f-4226-a897-0e0afbec553d}",\
            "repositoryUuid":"{1de489be-ce6a-42a0-a8c8-eadbf1174ac7}",\
            "stepUuid":"{759de0c6-eaee-4eaa-b7a6-c507eec759a7}",\
            "branchName":"main","iat":1784000000,"exp":1784003600}""";
    static final Instant NOW = Instant.ofEpochSecond(1784000060);

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private Issuer() {}

    /** A verifier that gets these documents for whatever it asks. */
    static TokenVerifier verifier(Function<URI, byte[]> documents) {
        return TokenVerifier.builder()
                .workspace(WORKSPACE)
                .clock(Clock.fixed(NOW, ZoneOffset.UTC))
                .monotonicClock(() -> 0)
                .httpClient(new MemoryClient(documents))
                .build();
    }

    static boolean isDiscovery(URI uri) {
        return uri.getPath().endsWith("/openid-configuration");
    }

    /** What is signed. */
    static String input(byte[] header, byte[] payload) {
        return BASE64.encodeToString(header) + '.' + BASE64.encodeToString(payload);
    }

    static String input(String header, String payload) {
        return input(header.getBytes(StandardCharsets.UTF_8), payload.getBytes(StandardCharsets.UTF_8));
    }

    /** A token with a signature as long as it must be, which is none. */
    static String unsigned(String input) {
        return input + '.' + BASE64.encodeToString(new byte[256]);
    }

    static String signed(String input) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(KEY.privateKey());
            signature.update(input.getBytes(StandardCharsets.US_ASCII));
            return input + '.' + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform signs with RSA", impossible);
        }
    }
}
