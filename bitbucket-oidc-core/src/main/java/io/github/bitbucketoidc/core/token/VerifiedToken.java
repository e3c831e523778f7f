package io.github.bitbucketoidc.core.token;

import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.issuer.Workspace;
import io.github.bitbucketoidc.core.text.StrictUuid;
import io.github.bitbucketoidc.core.token.json.JsonText;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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
    private final TokenClaims claims;
    private final @Nullable String keyId;
    private final byte[] signature;
    private final String token;
    private @Nullable UUID repository;
    private @Nullable UUID step;
    private @Nullable String digest;

    /** For the verifier only, after its last check; takes the array over. */
    VerifiedToken(Workspace workspace, TokenClaims claims, @Nullable String keyId, byte[] signature, String token) {
        this.workspace = workspace;
        this.claims = claims;
        this.keyId = keyId;
        this.signature = signature;
        this.token = token;
    }

    /**
     * The workspace of the step, as configured. The token came from its issuer and carries its UUID.
     *
     * @return the configured workspace
     */
    public Workspace workspace() {
        return workspace;
    }

    /**
     * The repository of the step. It counts only together with {@link #workspace()} (attack row C20).
     *
     * @return the claim {@code repositoryUuid}
     */
    public UUID repository() {
        UUID known = repository;
        if (known == null) {
            known = StrictUuid.parse(claims.required(StandardClaim.REPOSITORY).text(), 0);
            // A race reads it twice: harmless, a UUID is safe to publish.
            repository = known;
        }
        return known;
    }

    /**
     * The deployment environment of the step.
     *
     * @return the claim {@code deploymentEnvironmentUuid}; empty for a step that deploys nowhere
     */
    public Optional<UUID> environment() {
        return uuid(StandardClaim.ENVIRONMENT);
    }

    /**
     * The pipeline run that the step belongs to.
     *
     * @return the claim {@code pipelineUuid}, if it is there
     */
    public Optional<UUID> pipeline() {
        return uuid(StandardClaim.PIPELINE);
    }

    /**
     * The step.
     *
     * @return the claim {@code stepUuid}
     */
    public UUID step() {
        UUID known = step;
        if (known == null) {
            known = StrictUuid.parse(claims.required(StandardClaim.STEP).text(), 0);
            step = known;
        }
        return known;
    }

    /**
     * The branch that the step runs on: text that anyone with push permission can choose.
     *
     * @return the claim {@code branchName}; empty on tag, pull-request and custom runs, maybe
     */
    public Optional<String> branch() {
        return Optional.ofNullable(claims.text(StandardClaim.BRANCH)).map(JsonText::text);
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
     * The subject, which agrees with the other claims.
     *
     * @return the claim {@code sub}, taken apart
     */
    public Subject subject() {
        return Subject.of(
                claims.required(StandardClaim.SUBJECT).text(),
                repository(),
                environment().orElse(null),
                step());
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

    private Optional<UUID> uuid(StandardClaim claim) {
        JsonText text = claims.text(claim);
        return text == null ? Optional.empty() : Optional.of(StrictUuid.parse(text.text(), 0));
    }

    /**
     * Who asks, for logs: nothing of the token that a committer could choose.
     *
     * @return workspace, repository and step
     */
    @Override
    public String toString() {
        return "VerifiedToken[workspace=" + workspace.slug() + ", repository=" + StrictUuid.write(repository())
                + ", step=" + StrictUuid.write(step()) + "]";
    }
}
