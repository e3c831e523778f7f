package io.github.bitbucketoidc.core.token;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Mints tokens, right ones and wrong ones; members are raw JSON, so that any nonsense can be written. */
public final class TestToken {

    public static final String WORKSPACE = "922e118c-f34f-4226-a897-0e0afbec553d";
    public static final String REPOSITORY = "{1de489be-ce6a-42a0-a8c8-eadbf1174ac7}";
    public static final String ENVIRONMENT = "{bd715740-c970-486b-b68a-b421ec2a1f8b}";
    public static final String PIPELINE = "{d3b6f1a0-1b1f-4c4b-9d4e-6ad7f9f7f6c1}";
    public static final String STEP = "{759de0c6-eaee-4eaa-b7a6-c507eec759a7}";
    public static final String OTHER = "{00000000-0000-4000-8000-000000000001}";
    public static final String AUDIENCE = "ari:cloud:bitbucket::workspace/" + WORKSPACE;
    public static final long ISSUED = 1784000000;
    public static final long EXPIRES = ISSUED + 3600;

    private final Map<String, String> header = new LinkedHashMap<>();
    private final Map<String, String> claims = new LinkedHashMap<>();
    private String kid;
    private KeyPair key;
    private String rawHeader;
    private byte[] rawPayload;
    private String algorithm = "SHA256withRSA";

    private TestToken() {}

    /** A token of protocol.md's sample, signed by the key of this name. */
    public static TestToken of(String issuer, String kid) {
        TestToken token = new TestToken();
        token.kid = kid;
        token.key = TestKeys.rsa(kid);
        token.header.put("typ", "\"JWT\"");
        token.header.put("alg", "\"RS256\"");
        token.header.put("kid", '"' + kid + '"');
        token.text("iss", issuer)
                .text("aud", AUDIENCE)
                .text("sub", REPOSITORY + ":" + ENVIRONMENT + ":" + STEP)
                .text("workspaceUuid", "{" + WORKSPACE + "}")
                .text("repositoryUuid", REPOSITORY)
                .text("deploymentEnvironmentUuid", ENVIRONMENT)
                .text("pipelineUuid", PIPELINE)
                .text("stepUuid", STEP)
                .text("branchName", "main")
                .claim("iat", Long.toString(ISSUED))
                .claim("exp", Long.toString(EXPIRES));
        return token;
    }

    public TestToken header(String name, String json) {
        header.put(name, json);
        return this;
    }

    public TestToken withoutHeader(String name) {
        header.remove(name);
        return this;
    }

    public TestToken rawHeader(String json) {
        rawHeader = json;
        return this;
    }

    public TestToken claim(String name, String json) {
        claims.put(name, json);
        return this;
    }

    public TestToken claim(String name, long number) {
        return claim(name, Long.toString(number));
    }

    public TestToken text(String name, String text) {
        return claim(name, '"' + text + '"');
    }

    public TestToken without(String name) {
        claims.remove(name);
        return this;
    }

    public TestToken rawPayload(String json) {
        return rawPayload(json.getBytes(StandardCharsets.UTF_8));
    }

    public TestToken rawPayload(byte[] bytes) {
        rawPayload = bytes.clone();
        return this;
    }

    public TestToken signedBy(KeyPair otherKey) {
        key = otherKey;
        return this;
    }

    public TestToken signedWith(String otherAlgorithm) {
        algorithm = otherAlgorithm;
        return this;
    }

    /** The members of the payload, each value as raw JSON. */
    public Map<String, String> claims() {
        return new LinkedHashMap<>(claims);
    }

    public String payloadJson() {
        return json(claims);
    }

    public String headerJson() {
        return rawHeader == null ? json(header) : rawHeader;
    }

    private static String json(Map<String, String> members) {
        return members.entrySet().stream()
                .map(member -> '"' + member.getKey() + "\":" + member.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    public String signed() {
        byte[] payload = rawPayload == null ? payloadJson().getBytes(StandardCharsets.UTF_8) : rawPayload;
        String signed = encode(headerJson().getBytes(StandardCharsets.UTF_8)) + '.' + encode(payload);
        return signed + '.' + encode(signature(signed));
    }

    private byte[] signature(String text) {
        try {
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(key.getPrivate());
            signer.update(text.getBytes(StandardCharsets.US_ASCII));
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new AssertionError("signing as " + kid, e);
        }
    }

    public static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
