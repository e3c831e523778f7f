package io.github.bitbucketoidc.core.claims;

import java.util.Optional;

/**
 * The words of the language that stand for a claim of a Bitbucket token.
 *
 * @since 0.1.0
 */
public enum ClaimWord {
    /** The workspace's UUID. */
    WORKSPACE("workspace", "workspaceUuid", true),
    /** The repository's UUID. */
    REPOSITORY("repository", "repositoryUuid", true),
    /** The deployment environment's UUID. */
    ENVIRONMENT("environment", "deploymentEnvironmentUuid", true),
    /** The pipeline's UUID. */
    PIPELINE("pipeline", "pipelineUuid", true),
    /** The step's UUID. */
    STEP("step", "stepUuid", true),
    /** The subject, {@code sub}. */
    SUBJECT("subject", "sub", false),
    /** The audiences, {@code aud}. */
    AUDIENCE("audience", "aud", false),
    /** The branch's name. */
    BRANCH("branch", "branchName", false);

    private final String word;
    private final String claim;
    private final boolean uuid;

    ClaimWord(String word, String claim, boolean uuid) {
        this.word = word;
        this.claim = claim;
        this.uuid = uuid;
    }

    /**
     * How a filter writes it.
     *
     * @return the word
     */
    public String word() {
        return word;
    }

    /**
     * The claim that it stands for.
     *
     * @return the claim's name in the token
     */
    public String claim() {
        return claim;
    }

    /**
     * Whether its values are UUIDs, compared by value.
     *
     * @return {@code true} for workspace, repository, environment, pipeline and step
     */
    public boolean isUuid() {
        return uuid;
    }

    /**
     * The word of a claim.
     *
     * @param claim a claim's name
     * @return the word that stands for it, if there is one
     */
    public static Optional<ClaimWord> ofClaim(String claim) {
        for (ClaimWord candidate : values()) {
            if (candidate.claim.equals(claim)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }
}
