package io.github.bitbucketoidc.store.aws.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bitbucketoidc.rows.Row;
import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.support.Failures;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

class SessionsTest {

    private static final Deadline LONG = Deadline.after(Duration.ofMinutes(5));

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    private final Sessions sessions = new Sessions(Clock.systemUTC(), timer);
    private final AtomicInteger made = new AtomicInteger();

    @AfterEach
    void close() {
        timer.shutdownNow();
    }

    private Session make() {
        return new Session(
                AwsSessionCredentials.create("ASIA" + made.incrementAndGet(), "secret", "token"),
                Instant.now().plusSeconds(3600),
                "arn");
    }

    private static Session refuse() {
        throw Failures.denied("STS gives no session", List.of());
    }

    @Row("D11")
    @Test
    @DisplayName("D11 ten thousand logins that are refused evict no good session")
    void d11RefusedLoginsEvictNoGoodSession() {
        sessions.current("good", this::make, LONG);
        for (int i = 0; i < Sessions.MOST + 1; i++) {
            String key = "refused " + i;
            assertThatThrownBy(() -> sessions.current(key, SessionsTest::refuse, LONG))
                    .isInstanceOf(SecretStoreException.class);
        }

        sessions.current("good", this::make, LONG);
        assertThat(made).as("logins of the good step").hasValue(1);
        assertThat(sessions.size()).isEqualTo(1);
        assertThat(sessions.inFlight()).isZero();
    }

    @Test
    void aLoginThatWasRefusedIsAskedForAgain() {
        assertThatThrownBy(() -> sessions.current("a", SessionsTest::refuse, LONG))
                .isInstanceOf(SecretStoreException.class);

        assertThat(sessions.current("a", this::make, LONG)).isEqualTo(sessions.current("a", this::make, LONG));
        assertThat(made).hasValue(1);
    }

    @Test
    void manyThreadsThatNeedOneSessionShareOneLogin() throws Exception {
        CountDownLatch asking = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(20);
        try {
            List<Future<Session>> waiting = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                waiting.add(threads.submit(() -> sessions.current(
                        "a",
                        () -> {
                            await(asking);
                            return make();
                        },
                        LONG)));
            }
            asking.countDown();
            for (Future<Session> session : waiting) {
                assertThat(session.get().credentials().accessKeyId()).isEqualTo("ASIA1");
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(sessions.inFlight()).isZero();
    }

    @Test
    void whoWaitsAsksForItselfAfterAFailureThatIsNoRefusal() throws Exception {
        CountDownLatch asking = new CountDownLatch(1);
        CountDownLatch failing = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<Session> first = threads.submit(() -> sessions.current(
                    "a",
                    () -> {
                        asking.countDown();
                        await(failing);
                        throw new IllegalStateException("the provider's own credentials have ended");
                    },
                    LONG));
            asking.await();
            Future<Session> second = threads.submit(() -> sessions.current("a", this::make, LONG));
            failing.countDown();

            assertThatThrownBy(first::get).hasCauseInstanceOf(IllegalStateException.class);
            assertThat(second.get().credentials().accessKeyId()).isEqualTo("ASIA1");
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void anErrorOfALoginLeavesNothingBehind() {
        assertThatThrownBy(() -> sessions.current(
                        "a",
                        () -> {
                            throw new StackOverflowError();
                        },
                        LONG))
                .isInstanceOf(StackOverflowError.class);

        assertThat(sessions.inFlight()).isZero();
        assertThat(sessions.current("a", this::make, LONG).credentials().accessKeyId())
                .isEqualTo("ASIA1");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
