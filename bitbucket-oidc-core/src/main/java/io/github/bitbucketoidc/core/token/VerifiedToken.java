package io.github.bitbucketoidc.core.token;

import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.issuer.Workspace;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The proof of which Bitbucket step is asking. Only {@link TokenVerifier} can make one, so holding one means that every check
 * has passed: there is no way to read a token's claims before (attack row S18). Immutable, thread-safe; two are equal only
 * if they are the same object.
 *
 * @since 0.1.0
 */
public final class VerifiedToken implements Claims.Source {

    private final Workspace workspace;
    private final Workload.BitbucketStep step;
    private final TokenClaims claims;
    private final @Nullable String keyId;
    private final byte[] signature;
    private final String token;
    private @Nullable String digest;

    /** For the verifier only, after its last check; takes the array over. */
    VerifiedToken(Workspace workspace, TokenClaims claims, @Nullable String keyId, byte[] signature, String token) {
        this.workspace = workspace;
        this.step = new Workload.BitbucketStep(workspace, claims);
        this.claims = claims;
        this.keyId = keyId;
        this.signature = signature;
        this.token = token;
    }

    /**
     * What the token proves: who runs, and as part of what.
     *
     * @return the workload
     */
    public Workload workload() {
        return step;
    }

    /**
     * The Bitbucket step that the token proves: {@link #workload()}, where nothing else can come.
     *
     * @return the step
     * @throws IllegalStateException if the workload is of another kind; today there is none
     */
    public Workload.BitbucketStep bitbucketStep() {
        return step;
    }

    /**
     * Who signed the token.
     *
     * @return the workspace's issuer
     */
    public String issuer() {
        return workspace.issuer();
    }

    /**
     * The subject, which agrees with the other claims. Policies match the single claims, never this text.
     *
     * @return the claim {@code sub}
     */
    public String subject() {
        return claims.required(StandardClaim.SUBJECT).text();
    }

    /**
     * For whom the token was made; one of them is the workspace's.
     *
     * @return the claim {@code aud} in the token's order, one entry if it was a single text
     */
    public List<String> audiences() {
        return claims.audiences();
    }

    /**
     * When the token was made.
     *
     * @return the claim {@code iat}, to the second
     */
    public Instant issuedAt() {
        return Instant.ofEpochSecond(claims.number(StandardClaim.ISSUED_AT));
    }

    /**
     * When the token ends. The verifier accepted it within the skew, so this may lie a little back.
     *
     * @return the claim {@code exp}, to the second
     */
    public Instant expires() {
        return Instant.ofEpochSecond(claims.number(StandardClaim.EXPIRES));
    }

    /**
     * The key that verified the token.
     *
     * @return its kid in the issuer's key set; empty if that key has none, which only {@link
     *     TokenVerifier.Builder#allowMissingKid()} lets pass
     */
    public Optional<String> keyId() {
        return Optional.ofNullable(keyId);
    }

    /**
     * Every claim, for filters.
     *
     * @return the claims; {@code aud} is always a list
     */
    @Override
    public Claims claims() {
        return claims.all();
    }

    /**
     * A name for this very token which gives nothing away: it serves to recognise a token that is shown again (attack row
     * C18). One token has one spelling, so it has one digest.
     *
     * @return the SHA-256 of the verified signature, in 64 lower-case hex digits
     */
    public String signatureDigest() {
        String known = digest;
        if (known == null) {
            known = sha256(signature);
            // A race computes the same text twice: harmless, a String is safe to publish.
            digest = known;
        }
        return known;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256, which every JDK must have", e);
        }
    }

    /**
     * The token itself, to log in elsewhere as the step. It is a bearer credential until {@link #expires()}: it must not be
     * logged, and {@link #toString} does not show it.
     *
     * @return the compact text
     */
    public String revealToken() {
        return token;
    }

    /**
     * Who asks, for logs: nothing of the token that a committer could choose.
     *
     * @return workspace, repository and step
     */
    @Override
    public String toString() {
        return "VerifiedToken[" + step + "]";
    }
}
