package io.github.bitbucketoidc.provider.facts;

import io.github.bitbucketoidc.core.token.Rejection;
import io.github.bitbucketoidc.provider.audit.AuditEvent;
import io.github.bitbucketoidc.provider.listener.ProviderListener;
import io.github.bitbucketoidc.provider.release.Release;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What listeners are told. They see the interfaces of {@link ProviderListener} only, to which a fact can be added without breaking anybody. */
public final class ListenerFacts {

    private ListenerFacts() {}

    public record Asker(String issuer, String workspace, UUID repository) implements ProviderListener.Asker {}

    public record TokenAccepted(ProviderListener.Asker asker, long uses) implements ProviderListener.TokenAccepted {}

    public record TokenRefused(Rejection.Code code) implements ProviderListener.TokenRefused {}

    public record Decided(
            ProviderListener.Asker asker, List<String> grants, List<String> denials, List<String> withheld)
            implements ProviderListener.Decided {}

    public record StoreRead(String store, int secrets, Duration duration) implements ProviderListener.StoreRead {}

    public record StoreFailed(String store, Release.FailureCode code, Duration duration, boolean asked)
            implements ProviderListener.StoreFailed {}

    public record StoreSlow(String store, Duration duration) implements ProviderListener.StoreSlow {}

    public record PolicyTaken(String digest) implements ProviderListener.PolicyTaken {}

    public record PolicyRefused(String inUse) implements ProviderListener.PolicyRefused {}

    public record KeysRefreshed(String issuer, int usableKeys) implements ProviderListener.KeysRefreshed {}

    public record KeysFailed(String issuer, String reason) implements ProviderListener.KeysFailed {}

    public record ClaimDrifted(String issuer, String change) implements ProviderListener.ClaimDrifted {}

    public record Released(ProviderListener.Asker asker, int variables) implements ProviderListener.Released {}

    public record Answered(int status, AuditEvent.Outcome outcome, Optional<String> code, Duration duration)
            implements ProviderListener.Answered {}

    public record RefusalsCounted(
            int status, AuditEvent.Outcome outcome, Optional<String> code, String peer, long count)
            implements ProviderListener.RefusalsCounted {}
}
