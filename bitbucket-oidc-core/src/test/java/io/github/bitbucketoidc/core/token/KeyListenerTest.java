package io.github.bitbucketoidc.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.core.issuer.Workspace;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever listens hears of every refresh, and can neither stop nor spoil one. */
class KeyListenerTest {

    private static final class Recorder implements Workspace.KeyListener {

        private final List<String> heard = new CopyOnWriteArrayList<>();
        private final Throwable thrown;

        Recorder(Throwable thrown) {
            this.thrown = thrown;
        }

        @Override
        public void refreshed(String issuer, int usableKeys) {
            heard.add(usableKeys + " of " + issuer);
            fail();
        }

        @Override
        public void failed(String issuer, String reason) {
            heard.add(reason);
            fail();
        }

        private void fail() {
            if (thrown instanceof RuntimeException exception) {
                throw exception;
            } else if (thrown instanceof Error error) {
                throw error;
            }
        }
    }

    @Test
    void hearsOfWhatSucceedsAndOfWhatFails() {
        hold(new Recorder(null));
    }

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, NoClassDefFoundError.class, AssertionError.class})
    void mayFail(Class<? extends Throwable> failure) throws ReflectiveOperationException {
        hold(new Recorder(failure.getConstructor().newInstance()));
    }

    private static void hold(Recorder recorder) {
        try (Verifying verifying = new Verifying(builder -> builder.keyListener(recorder))) {
            String issuer = verifying.issuer.issuer();
            verifying.accept(verifying.token());
            assertThat(recorder.heard).containsExactly("1 of " + issuer);

            verifying.issuer.onKeys(FakeIssuer.answer(500, "", ""));
            verifying.time.advance(Duration.ofMinutes(6));
            verifying.accept(verifying.token());
            assertThat(recorder.heard).hasSize(2);
            assertThat(recorder.heard.get(1)).isEqualTo(issuer + "/keys.json answered 500");
            assertThat(verifying.verifier.keyStates().get(issuer).lastFailure()).contains(recorder.heard.get(1));

            verifying.issuer.publish("k1", "k2");
            verifying.time.advance(Duration.ofMinutes(6));
            verifying.accept(verifying.token("k2"));
            assertThat(recorder.heard).hasSize(3).last().isEqualTo("2 of " + issuer);
        }
    }
}
