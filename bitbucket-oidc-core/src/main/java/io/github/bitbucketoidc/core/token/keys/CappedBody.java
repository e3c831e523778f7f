package io.github.bitbucketoidc.core.token.keys;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serial;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Collects a body up to a cap, or ends the exchange at once; called by one thread at a time (Reactive Streams, rule 1.3). */
final class CappedBody implements HttpResponse.BodySubscriber<byte[]> {

    /** The answer is not to be used. */
    static final class Refused extends IOException {

        @Serial
        private static final long serialVersionUID = 1L;

        private final String reason;
        private final int status;
        private final long retryAfter;

        Refused(String reason) {
            this(reason, 0, 0);
        }

        Refused(String reason, int status, long retryAfter) {
            super(reason);
            this.reason = reason;
            this.status = status;
            this.retryAfter = retryAfter;
        }

        KeySetRefused of(String uri) {
            return new KeySetRefused(uri + ' ' + reason, this, status, retryAfter);
        }
    }

    private final Optional<Refused> refusal;
    private final int cap;
    private final CompletableFuture<byte[]> result = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private Flow.@Nullable Subscription subscription;

    CappedBody(Optional<Refused> refusal, int cap) {
        this.refusal = refusal;
        this.cap = cap;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return result;
    }

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
        subscription = newSubscription;
        if (refusal.isPresent()) {
            refuse(refusal.get());
        } else {
            newSubscription.request(Long.MAX_VALUE);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            if (bytes.size() + buffer.remaining() > cap) {
                refuse(new Refused("answered with more than " + cap + " bytes"));
                return;
            }
            byte[] part = new byte[buffer.remaining()];
            buffer.get(part);
            bytes.writeBytes(part);
        }
    }

    private void refuse(Refused reason) {
        if (subscription != null) {
            subscription.cancel();
        }
        result.completeExceptionally(reason);
    }

    @Override
    public void onError(Throwable failure) {
        result.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        result.complete(bytes.toByteArray());
    }
}
