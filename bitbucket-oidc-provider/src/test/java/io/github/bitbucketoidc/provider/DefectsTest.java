package io.github.bitbucketoidc.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.bitbucketoidc.provider.audit.AuditEvent;
import io.github.bitbucketoidc.provider.audit.Origin;
import io.github.bitbucketoidc.provider.endpoint.EndpointRequest;
import io.github.bitbucketoidc.provider.endpoint.EndpointResponse;
import io.github.bitbucketoidc.provider.release.Release;
import io.github.bitbucketoidc.provider.request.Answers;
import io.github.bitbucketoidc.rows.Row;
import io.github.bitbucketoidc.store.Lease;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Whatever goes wrong behind a request, it has one answer and one event. */
class DefectsTest {

    private final Bench bench = new Bench().delivering("A: a:one");

    @BeforeEach
    void secretWithALease() {
        bench.a.secret(
                "one", Secret.ofText(SecretValue.of("s3cr3t s3cr3t")).withLease(Lease.of("lease-1", Instant.MAX)));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    /** Encodes an answer, but throws this when there are secrets in it. */
    private static EndpointResponse throwing(@Nullable Throwable thrown, Release release, Origin origin) {
        if (thrown != null && release instanceof Release.Released) {
            throw DefectsTest.<RuntimeException>sneaky(thrown);
        }
        return Answers.encode(release, origin);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> E sneaky(Throwable thrown) throws E {
        throw (E) thrown;
    }

    @Row("H13")
    @Test
    @DisplayName("H13 any defect while answering is one 500, one event, and no lease is left")
    void h13DefectsAreInternalErrors() {
        List<Throwable> defects = List.of(
                new IllegalStateException("s3cr3t"),
                new java.io.IOException("s3cr3t"),
                new AssertionError("s3cr3t"),
                new NoClassDefFoundError("s3cr3t"),
                new StackOverflowError(),
                new OutOfMemoryError("s3cr3t"));
        AtomicReference<Throwable> next = new AtomicReference<>();
        bench.encoder((release, origin) -> throwing(next.get(), release, origin));
        for (Throwable defect : defects) {
            next.set(defect);
            bench.events.clear();
            bench.a.revoked.clear();

            assertThat(bench.send(bench.issuer.token()).status()).isEqualTo(500);
            assertThat(bench.code()).isEqualTo("internal_error");
            assertThat(bench.event().detail())
                    .contains(defect.getClass().getName())
                    .doesNotContain("s3cr3t");
            assertThat(bench.event().variables()).isEmpty();
            await().until(() -> bench.a.revoked.equals(List.of("lease-1")));
        }
    }

    @Row("H13")
    @Test
    @DisplayName("H13 a defect on the way, before there is an answer")
    void h13DefectsOnTheWayAreInternalErrors() {
        List<Error> defects = List.of(
                new AssertionError("s3cr3t"),
                new NoClassDefFoundError("s3cr3t"),
                new StackOverflowError(),
                new OutOfMemoryError("s3cr3t"));
        AtomicReference<Error> next = new AtomicReference<>();
        bench.with(builder -> builder.replayGuard(use -> {
            throw next.get();
        }));
        for (Error defect : defects) {
            bench.events.clear();
            next.set(defect);

            assertThat(bench.send(bench.issuer.token()).status()).isEqualTo(500);
            assertThat(bench.code()).isEqualTo("internal_error");
            assertThat(bench.event().detail())
                    .contains(defect.getClass().getName())
                    .doesNotContain("s3cr3t");
        }
    }

    @Row("H13")
    @Test
    @DisplayName("H13 a fatal error of the virtual machine is thrown on, after the event")
    void h13FatalErrorsAreRecordedAndThrownOn() {
        InternalError fatal = new InternalError("the VM is broken");

        bench.encoder((release, origin) -> throwing(fatal, release, origin));

        assertThatThrownBy(() -> bench.send(bench.issuer.token())).isSameAs(fatal);
        assertThat(bench.code()).isEqualTo("internal_error");
    }

    @Test
    void anAnswerThatCanNeverBeWrittenIsRecordedOnceAndIsAnErrorOfTheServer() {
        bench.encoder((release, origin) -> {
            throw new IllegalStateException();
        });

        assertThat(bench.send(bench.issuer.token()).status()).isEqualTo(500);
        assertThat(bench.code()).isEqualTo("internal_error");
    }

    @Row("F21")
    @Test
    @DisplayName("fault table: an interrupted thread gets 503 and stays interrupted")
    void anInterruptedThreadGets503() {
        bench.ask(); // keys are there
        bench.events.clear();
        String another = bench.issuer.token(claims -> claims.put("branchName", "other")); // has no lease yet
        Thread.currentThread().interrupt();

        Release release = bench.provider().release(another, Origin.local());

        assertThat(Thread.interrupted()).isTrue();
        assertThat(release.status()).isEqualTo(503);
        assertThat(bench.code()).isEqualTo("deadline_exceeded");
    }

    @Test
    void everyEndOfARequestIsOneEvent() {
        List<Integer> statuses = new ArrayList<>();
        statuses.add(bench.ask().status());
        statuses.add(bench.provider().release("abc", Origin.local()).status());
        statuses.add(SecretsEndpoint.of(bench.provider())
                .handle(EndpointRequest.of("DELETE", List.of(), "", List.of()))
                .status());
        bench.provider().close();
        statuses.add(bench.ask().status());

        assertThat(statuses).containsExactly(200, 401, 405, 503);
        assertThat(bench.events).extracting(AuditEvent::status).containsExactlyElementsOf(statuses);
    }
}
