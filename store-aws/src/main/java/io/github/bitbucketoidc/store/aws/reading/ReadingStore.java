package io.github.bitbucketoidc.store.aws.reading;

import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretReference;
import io.github.bitbucketoidc.store.SecretRequest;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.StoreHealth;
import io.github.bitbucketoidc.store.aws.sdk.Calls;
import io.github.bitbucketoidc.store.aws.sdk.Service;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Secrets Manager or Parameter Store, opened. */
final class ReadingStore implements SecretStore {

    private final Service service;
    private final Names names;
    private final Reads reads;
    private final boolean ofCaller;
    private final Calls calls;
    private final Duration timeOut;
    private final Runnable closing;
    private final AtomicBoolean closed = new AtomicBoolean();

    ReadingStore(
            Service service,
            Names names,
            Reads reads,
            boolean ofCaller,
            Calls calls,
            Duration timeOut,
            Runnable closing) {
        this.service = service;
        this.names = names;
        this.reads = reads;
        this.ofCaller = ofCaller;
        this.calls = calls;
        this.timeOut = timeOut;
        this.closing = closing;
    }

    @Override
    public Map<SecretId, Secret> read(SecretRequest request) {
        return reads.read(request, request.deadline().atMost(timeOut));
    }

    @Override
    public Optional<String> validate(SecretReference reference) {
        return names.problem(reference.id());
    }

    @Override
    public StoreHealth health() {
        return calls.health();
    }

    @Override
    public boolean needsCallerToken() {
        return ofCaller;
    }

    @Override
    public Sharing sharing() {
        return ofCaller ? Sharing.CALLER : Sharing.SHARED;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            calls.close();
            reads.close();
            closing.run();
        }
    }

    @Override
    public String toString() {
        return "AWS " + service.title();
    }
}
