package io.github.bitbucketoidc.store.vault.client;

import io.github.bitbucketoidc.store.vault.http.HttpReply;
import java.util.List;
import java.util.Optional;

/** What an HTTP answer means for the question whether its call may be made again. */
enum Verdict {
    /** Vault answered: there is nothing to repeat. */
    ANSWER,
    /** Vault did nothing and asks to wait: any call may be made again there. */
    ASKS_TO_WAIT,
    /** Vault did nothing, because its cluster has no leader at the moment: any call may be made again, there or elsewhere. */
    NO_LEADER,
    /** Vault did nothing, and will do nothing until somebody acts: any call may be made elsewhere, none there again. */
    NOT_SERVING,
    /** Vault failed at it, and said so: a read may be made again. */
    FAILED,
    /** What came says nothing of what Vault did: a read may be made again. */
    UNKNOWN;

    private static final List<String> WITHOUT_LEADER = List.of("local node not active", "no active node");

    static Verdict of(HttpReply reply, Optional<Json.Members> body) {
        int status = reply.status();
        if (VaultStatus.asksToWait(status)) {
            return ASKS_TO_WAIT;
        }
        if (VaultStatus.problem(status).isEmpty()) {
            return body.isEmpty() && VaultStatus.shouldBeJson(reply) ? UNKNOWN : ANSWER;
        }
        if (status >= 500 && body.isEmpty()) {
            return UNKNOWN; // Vault's own failures are JSON; this is a page of what stands between us
        }
        if (VaultStatus.refusedToServe(status)) {
            return NOT_SERVING;
        }
        boolean withoutLeader = body.map(Verdict::errors).orElse(List.of()).stream()
                .anyMatch(error -> WITHOUT_LEADER.stream().anyMatch(error::contains));
        return withoutLeader ? NO_LEADER : FAILED;
    }

    private static List<String> errors(Json.Members body) {
        return body.texts("errors");
    }

    /** Whether the call may be made again there, after a pause. */
    boolean isRetryable(VaultCall call) {
        return switch (this) {
            case ASKS_TO_WAIT, NO_LEADER -> true;
            case FAILED, UNKNOWN -> call.repeatable();
            case ANSWER, NOT_SERVING -> false;
        };
    }

    /** Whether the call may be made at another server at once. */
    boolean isRetryableElsewhere(VaultCall call) {
        return switch (this) {
            case NO_LEADER, NOT_SERVING -> true;
            case FAILED, UNKNOWN -> call.repeatable();
            case ANSWER, ASKS_TO_WAIT -> false;
        };
    }

    /** Whether Vault may have done what nobody will ever hear of. */
    boolean isLost(VaultCall call) {
        return this == UNKNOWN && !call.repeatable();
    }
}
