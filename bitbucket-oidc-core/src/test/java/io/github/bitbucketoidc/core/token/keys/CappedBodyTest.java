package io.github.bitbucketoidc.core.token.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

/** A body ends the exchange as soon as it is known to be of no use. */
class CappedBodyTest {

    private static final class Line implements Flow.Subscription {

        private long requested;
        private boolean cancelled;

        @Override
        public void request(long parts) {
            requested += parts;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    private final Line line = new Line();
    private final CappedBody body = new CappedBody(Optional.empty(), 8);

    @Test
    void isWhatCameUpToTheCap() {
        body.onSubscribe(line);
        body.onNext(List.of(bytes("abc"), bytes("de")));
        body.onNext(List.of(bytes("fgh")));
        body.onComplete();
        assertThat(line.requested).isPositive();
        assertThat(line.cancelled).isFalse();
        assertThat(result(body)).isEqualTo("abcdefgh");
    }

    @Test
    void isRefusedOneByteBehindTheCap() {
        body.onSubscribe(line);
        body.onNext(List.of(bytes("abcdefgh"), bytes("i"), bytes("j")));
        assertThat(line.cancelled).isTrue();
        refused(body, "answered with more than 8 bytes");
    }

    @Test
    void isNotEvenAskedForWhenTheAnswerIsOfNoUse() {
        CappedBody useless = new CappedBody(Optional.of(new CappedBody.Refused("answered 500")), 8);
        useless.onSubscribe(line);
        assertThat(line.requested).isZero();
        assertThat(line.cancelled).isTrue();
        refused(useless, "answered 500");
    }

    @Test
    void failsWithTheConnection() {
        body.onSubscribe(line);
        IOException failure = new IOException("reset");
        body.onError(failure);
        assertThatThrownBy(() -> body.getBody().toCompletableFuture().join()).hasCause(failure);
    }

    private static void refused(CappedBody body, String reason) {
        assertThatThrownBy(() -> body.getBody().toCompletableFuture().join())
                .cause()
                .isInstanceOfSatisfying(
                        CappedBody.Refused.class,
                        refused -> assertThat(refused.getMessage()).isEqualTo(reason));
    }

    private static String result(CappedBody body) {
        return new String(body.getBody().toCompletableFuture().join(), StandardCharsets.US_ASCII);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
