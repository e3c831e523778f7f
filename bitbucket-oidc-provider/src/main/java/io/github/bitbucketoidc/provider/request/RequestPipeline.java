package io.github.bitbucketoidc.provider.request;

import io.github.bitbucketoidc.core.token.Rejection;
import io.github.bitbucketoidc.core.token.VerifiedToken;
import io.github.bitbucketoidc.provider.lease.AnswerLeases;
import io.github.bitbucketoidc.provider.lease.LeaseRegistry;
import io.github.bitbucketoidc.provider.policy.Decision;
import io.github.bitbucketoidc.provider.release.Release;
import io.github.bitbucketoidc.provider.replay.ReplayGuard;
import io.github.bitbucketoidc.provider.stores.ReleaseFailure;
import io.github.bitbucketoidc.provider.stores.StoreReads;
import io.github.bitbucketoidc.provider.tokens.Revocations;
import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The way of a request, from its credential to its answer: {@link #answer} reads from top to bottom. Each step either goes on to the next
 * or ends the way by {@link EndOfRequest} or {@link ReleaseFailure}; whatever happens, there is one answer and one audit event (attack row
 * H13). Thread-safe.
 */
public final class RequestPipeline implements AutoCloseable {

    private final Clock clock;
    private final PolicyInUse policy;
    private final Revocations revocations;
    private final ReplayCheck replayCheck;
    private final ClaimDrift claimDrift = new ClaimDrift();
    private final LeaseRegistry leases;
    private final GrantedSecrets grantedSecrets;
    private final Encoder encoder;
    private final Recorder recorder;
    private final boolean explained;

    public RequestPipeline(
            Clock clock,
            PolicyInUse policy,
            Revocations revocations,
            ReplayGuard replayGuard,
            StoreReads storeReads,
            LeaseRegistry leases,
            Encoder encoder,
            Recorder recorder,
            boolean explained) {
        this.clock = clock;
        this.policy = policy;
        this.revocations = revocations;
        this.replayCheck = new ReplayCheck(replayGuard);
        this.leases = leases;
        this.grantedSecrets = new GrantedSecrets(storeReads);
        this.encoder = encoder;
        this.recorder = recorder;
        this.explained = explained;
    }

    /**
     * Answers a request.
     *
     * @throws VirtualMachineError if the way ended with one that is neither a full memory nor a deep stack, after it was recorded
     */
    public Answer answer(Incoming incoming) {
        RequestRecord request = new RequestRecord(clock.instant(), incoming.origin());
        try (incoming;
                PolicyInUse.Use use = policy.use()) {
            Deadline deadline = use.deadline();
            ReplayGuard.@Nullable Use admitted = null;
            @Nullable AnswerLeases answerLeases = null;
            Release release;
            try {
                PolicyVersion version = use.version();
                request.policy(version.policy().digest());
                String credential = incoming.credential();
                incoming.admit();
                VerifiedToken token = version.verify(credential);
                request.verified(token);
                refuseRevoked(token);
                admitted = replayCheck.admit(token, request, deadline);
                request.drifted(claimDrift.changes(token));
                Decision decision = version.policy().decide(token, request.time());
                request.decided(decision, explained);
                recorder.tell(request);
                answerLeases = leases.leasesFor(token, version.usableUntil(token));
                Map<String, Map<SecretId, Secret>> read =
                        grantedSecrets.read(version.wanted(decision), token, answerLeases, request, deadline);
                List<Candidate> candidates = Expansion.expand(decision, read);
                Map<String, Candidate> leaving = version.gate().check(candidates);
                Masking.check(leaving, token, version.policy().settings().masking(), request);
                request.leaving(leaving.values());
                release = version.release(leaving);
            } catch (EndOfRequest end) {
                release = end.release();
            } catch (ReleaseFailure failure) {
                release = failure.release();
            } catch (Throwable thrown) {
                release = request.defect(thrown);
            }
            Answer encoded = Answer.of(release, request, incoming.isHttp() ? encoder : null);
            Answer answer = recorder.record(encoded, request, deadline);
            if (!answer.isReleased()) {
                replayCheck.takeBack(admitted);
                revoke(answerLeases);
            }
            request.throwFatal();
            return answer;
        }
    }

    private void refuseRevoked(VerifiedToken token) {
        revocations.revokes(token).ifPresent(why -> {
            throw new EndOfRequest(new Release.Refused(Rejection.of(Rejection.Code.REVOKED, why)));
        });
    }

    /** No secret leaves after all: the leases that were made for it are revoked. */
    private static void revoke(@Nullable AnswerLeases answerLeases) {
        if (answerLeases != null) {
            answerLeases.revoke();
        }
    }

    /** Stops asking the replay guard, and waits for what the audit logs and listeners still have to be told: a second for each at most. */
    @Override
    public void close() {
        replayCheck.close();
        recorder.close();
    }
}
