package io.github.bitbucketoidc.testkit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Mints one token, right or wrong. It begins as the token that Bitbucket would make for the sample step: on {@code main}, in a
 * deployment environment, issued now, valid for an hour, signed by the workspace's key; each method changes one thing. Not
 * thread-safe.
 *
 * <p>{@code sub} follows {@link #repository}, {@link #environment}, {@link #noEnvironment} and {@link #step}. What
 * {@link #claim} and its like do is done to that one claim alone, so that claims can be made to contradict each other.
 *
 * <pre>{@code
 * workspace.mint().branch("release/1").token();                        // right
 * workspace.mint().claim("exp", "tomorrow").token();                   // claim_type
 * workspace.mint().algorithm("HS256").token();                         // alg_not_allowed
 * }</pre>
 *
 * @since 0.1.0
 */
public final class TokenMint {

    /** The repository that a token names when nothing else is said. */
    public static final UUID REPOSITORY = UUID.fromString("1de489be-ce6a-42a0-a8c8-eadbf1174ac7");
    /** The deployment environment that a token names when nothing else is said. */
    public static final UUID ENVIRONMENT = UUID.fromString("bd715740-c970-486b-b68a-b421ec2a1f8b");
    /** The pipeline that a token names when nothing else is said. */
    public static final UUID PIPELINE = UUID.fromString("d3b6f1a0-1b1f-4c4b-9d4e-6ad7f9f7f6c1");
    /** The step that a token names when nothing else is said. */
    public static final UUID STEP = UUID.fromString("759de0c6-eaee-4eaa-b7a6-c507eec759a7");

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final FakeWorkspace workspace;
    private final Members header = new Members();
    private final Members claims = new Members();
    private UUID repository = REPOSITORY;
    private @Nullable UUID environment = ENVIRONMENT;
    private UUID step = STEP;
    private byte @Nullable [] rawHeader;
    private byte @Nullable [] rawPayload;
    private SigningKey key;
    private String algorithm = "RS256";
    private byte @Nullable [] hmacSecret;
    private UnaryOperator<byte[]> signature = UnaryOperator.identity();

    TokenMint(FakeWorkspace workspace) {
        this.workspace = workspace;
        this.key = workspace.signingKey();
        header.set("kid", key.kid());
        header.set("typ", "JWT");
        header.set("alg", algorithm);
        claims.set("iss", workspace.issuer());
        claims.set("aud", workspace.audience());
        claims.set("sub", "");
        claims.set("workspaceUuid", braces(workspace.uuid()));
        claims.set("pipelineUuid", braces(PIPELINE));
        claims.set("branchName", "main");
        subjectFollows();
        long now = workspace.clock().instant().getEpochSecond();
        claims.set("iat", now);
        claims.set("exp", now + 3600);
    }

    private static String braces(UUID uuid) {
        return "{" + uuid + "}";
    }

    private TokenMint subjectFollows() {
        claims.set("repositoryUuid", braces(repository));
        if (environment == null) {
            claims.remove("deploymentEnvironmentUuid");
        } else {
            claims.set("deploymentEnvironmentUuid", braces(environment));
        }
        claims.set("stepUuid", braces(step));
        String middle = environment == null ? "" : braces(environment) + ":";
        claims.set("sub", braces(repository) + ":" + middle + braces(step));
        return this;
    }

    /** The forms of {@code sub} with two parts, which a token may also have whose step deploys. */
    TokenMint shortSubject(boolean ofEnvironment) {
        UUID second = ofEnvironment && environment != null ? environment : step;
        claims.set("sub", braces(repository) + ":" + braces(second));
        return this;
    }

    /**
     * Another repository.
     *
     * @param uuid its UUID
     * @return this
     */
    public TokenMint repository(UUID uuid) {
        this.repository = Objects.requireNonNull(uuid, "uuid");
        return subjectFollows();
    }

    /**
     * Another deployment environment.
     *
     * @param uuid its UUID
     * @return this
     */
    public TokenMint environment(UUID uuid) {
        this.environment = Objects.requireNonNull(uuid, "uuid");
        return subjectFollows();
    }

    /**
     * A step that deploys nowhere: without the claim, and with a {@code sub} of two parts.
     *
     * @return this
     */
    public TokenMint noEnvironment() {
        this.environment = null;
        return subjectFollows();
    }

    /**
     * Another step.
     *
     * @param uuid its UUID
     * @return this
     */
    public TokenMint step(UUID uuid) {
        this.step = Objects.requireNonNull(uuid, "uuid");
        return subjectFollows();
    }

    /**
     * Another branch.
     *
     * @param name any text
     * @return this
     */
    public TokenMint branch(String name) {
        return claim("branchName", Objects.requireNonNull(name, "name"));
    }

    /**
     * Audiences that the step's author chose: an array, also for one.
     *
     * @param audiences the audiences
     * @return this
     */
    public TokenMint audiences(String... audiences) {
        return claim("aud", List.of(audiences));
    }

    /**
     * Another beginning; the end moves along, an hour later.
     *
     * @param instant {@code iat}, in whole seconds
     * @return this
     */
    public TokenMint issuedAt(Instant instant) {
        return lifetime(instant, Duration.ofHours(1));
    }

    /**
     * Another beginning and end.
     *
     * @param instant {@code iat}, in whole seconds
     * @param lifetime {@code exp} less {@code iat}, in whole seconds; may be negative
     * @return this
     */
    public TokenMint lifetime(Instant instant, Duration lifetime) {
        claims.set("iat", instant.getEpochSecond());
        claims.set("exp", instant.plus(lifetime).getEpochSecond());
        return this;
    }

    /**
     * Sets one claim to any JSON value, right or wrong.
     *
     * @param name the claim's name
     * @param value a text, a number, a flag, {@code null}, or a map or a list of such
     * @return this
     * @throws IllegalArgumentException if JSON has no such value
     */
    public TokenMint claim(String name, @Nullable Object value) {
        claims.set(name, value);
        return this;
    }

    /**
     * Sets one claim to a JSON text, for what Java's values cannot say: {@code 1e999}, an escaped text.
     *
     * @param name the claim's name
     * @param json the value's text, written as it is
     * @return this
     */
    public TokenMint claimJson(String name, String json) {
        claims.setJson(name, json);
        return this;
    }

    /**
     * Adds a claim although the name may be there already (attack row C1).
     *
     * @param name the claim's name
     * @param value as for {@link #claim}
     * @return this
     */
    public TokenMint duplicate(String name, @Nullable Object value) {
        claims.add(name, value);
        return this;
    }

    /**
     * Leaves claims out.
     *
     * @param names the claims' names
     * @return this
     */
    public TokenMint without(String... names) {
        List.of(names).forEach(claims::remove);
        return this;
    }

    /**
     * Replaces the payload as a whole.
     *
     * @param bytes what is signed, JSON or not
     * @return this
     */
    public TokenMint payload(byte[] bytes) {
        this.rawPayload = bytes.clone();
        return this;
    }

    /**
     * Replaces the payload as a whole.
     *
     * @param text what is signed, JSON or not, in UTF-8
     * @return this
     */
    public TokenMint payload(String text) {
        return payload(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Sets one member of the header to any JSON value; what signs stays.
     *
     * @param name the member's name
     * @param value as for {@link #claim}
     * @return this
     */
    public TokenMint header(String name, @Nullable Object value) {
        header.set(name, value);
        return this;
    }

    /**
     * Leaves members of the header out.
     *
     * @param names the members' names
     * @return this
     */
    public TokenMint withoutHeader(String... names) {
        List.of(names).forEach(header::remove);
        return this;
    }

    /**
     * Replaces the header as a whole.
     *
     * @param text JSON or not, in UTF-8
     * @return this
     */
    public TokenMint header(String text) {
        this.rawHeader = text.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    /**
     * Signs with another key; the {@code kid} in the header stays, so that the signature is a stranger's.
     *
     * @param other the key
     * @return this
     */
    public TokenMint signedBy(SigningKey other) {
        this.key = Objects.requireNonNull(other, "other");
        return this;
    }

    /**
     * Signs by another algorithm, correctly, and says so in the header. The HMAC ones take the public key's X.509 bytes for the
     * secret, as in the attack on verifiers that confuse the two (S10); elliptic ones take a key of their own.
     *
     * @param name {@code none} or a name of RFC 7518 or RFC 8037, for example {@code HS256}
     * @return this
     */
    public TokenMint algorithm(String name) {
        this.algorithm = Objects.requireNonNull(name, "name");
        return header("alg", name);
    }

    /**
     * Signs by an HMAC with a secret of one's choice, and says so in the header (S10).
     *
     * @param name {@code HS256}, {@code HS384} or {@code HS512}
     * @param secret the secret
     * @return this
     */
    public TokenMint hmac(String name, byte[] secret) {
        this.hmacSecret = secret.clone();
        return algorithm(name);
    }

    /**
     * Changes the signature after it was made.
     *
     * @param change from the right signature to another one
     * @return this
     */
    public TokenMint signature(UnaryOperator<byte[]> change) {
        this.signature = Objects.requireNonNull(change, "change");
        return this;
    }

    /**
     * Turns one bit of the signature.
     *
     * @return this
     */
    public TokenMint wrongSignature() {
        return signature(right -> {
            right[right.length / 2] ^= 1;
            return right;
        });
    }

    /**
     * Makes the token. The workspace's first pipeline has run now.
     *
     * @return the compact JWS
     * @throws IllegalArgumentException if nothing can sign by the algorithm asked for
     */
    public String token() {
        workspace.pipelineHasRun(true);
        String input = part(rawHeader, header) + "." + part(rawPayload, claims);
        byte[] made = sign(input.getBytes(StandardCharsets.US_ASCII));
        return input + "." + BASE64.encodeToString(signature.apply(made));
    }

    Instant now() {
        return workspace.clock().instant();
    }

    private byte[] sign(byte[] input) {
        if (hmacSecret == null) {
            return Signing.sign(algorithm, key, input);
        }
        try {
            return Signing.mac(algorithm, hmacSecret, input);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java platform cannot sign by " + algorithm, impossible);
        }
    }

    private static String part(byte @Nullable [] raw, Members members) {
        return BASE64.encodeToString(raw == null ? members.json().getBytes(StandardCharsets.UTF_8) : raw);
    }
}
