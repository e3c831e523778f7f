package io.github.bitbucketoidc.core.token;

import io.github.bitbucketoidc.core.issuer.Workspace;
import io.github.bitbucketoidc.core.text.StrictUuid;
import io.github.bitbucketoidc.core.token.json.JsonText;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a verified token proves: who runs, and as part of what. Closed: each kind of issuer has its own, and there is only a step of Bitbucket
 * Pipelines today. Immutable, thread-safe.
 *
 * <pre>{@code
 * if (verifiedToken.workload() instanceof Workload.BitbucketStep step) {
 *     log.info("asked by a step of the repository {}", step.repository());
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public sealed interface Workload {

    /**
     * The run that the token was made for. A replay guard tells tokens apart by it.
     *
     * @return an id that no other run of the issuer has
     */
    String run();

    /**
     * Returns its facts by their names, for role templates of stores and the like: only what the issuer chooses, nothing that a committer can.
     *
     * @return for a step of Bitbucket {@code workspace}, {@code repository}, {@code environment}, {@code pipeline} and {@code step}, as far as
     *     it has them, each as a bare lower-case UUID; unmodifiable
     */
    Map<String, String> attributes();

    /** A step of Bitbucket Pipelines. */
    final class BitbucketStep implements Workload {

        private final Workspace workspace;
        private final TokenClaims claims;
        private @Nullable UUID repository;
        private @Nullable UUID step;

        BitbucketStep(Workspace workspace, TokenClaims claims) {
            this.workspace = workspace;
            this.claims = claims;
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
                known = StrictUuid.parse(
                        claims.required(StandardClaim.REPOSITORY).text(), 0);
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

        private Optional<UUID> uuid(StandardClaim claim) {
            JsonText text = claims.text(claim);
            return text == null ? Optional.empty() : Optional.of(StrictUuid.parse(text.text(), 0));
        }

        @Override
        public String run() {
            return step().toString();
        }

        @Override
        public Map<String, String> attributes() {
            Map<String, String> attributes = new LinkedHashMap<>();
            attributes.put("workspace", workspace.uuid().toString());
            attributes.put("repository", repository().toString());
            environment().ifPresent(uuid -> attributes.put("environment", uuid.toString()));
            pipeline().ifPresent(uuid -> attributes.put("pipeline", uuid.toString()));
            attributes.put("step", step().toString());
            return Collections.unmodifiableMap(attributes);
        }

        /**
         * Which step it is, for logs: nothing of the token that a committer could choose.
         *
         * @return workspace, repository and step
         */
        @Override
        public String toString() {
            return "workspace=" + workspace.slug() + ", repository=" + StrictUuid.write(repository()) + ", step="
                    + StrictUuid.write(step());
        }
    }
}
