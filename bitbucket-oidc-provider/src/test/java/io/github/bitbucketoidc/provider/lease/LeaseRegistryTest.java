package io.github.bitbucketoidc.provider.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.bitbucketoidc.provider.Bench;
import io.github.bitbucketoidc.provider.LoopbackIssuer;
import io.github.bitbucketoidc.provider.audit.AuditEvent;
import io.github.bitbucketoidc.provider.audit.AuditLog;
import io.github.bitbucketoidc.provider.audit.Origin;
import io.github.bitbucketoidc.provider.release.Release;
import io.github.bitbucketoidc.provider.release.StepLease;
import io.github.bitbucketoidc.store.Lease;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretRequest;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretStoreException.Kind;
import io.github.bitbucketoidc.store.SecretValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LeaseRegistryTest {

    private static final UUID WORKSPACE = UUID.fromString(LoopbackIssuer.WORKSPACE);
    private static final UUID STEP = UUID.fromString(LoopbackIssuer.STEP);

    private final Bench bench = new Bench().delivering("A: a:one", "B: b:two");
    private final AtomicInteger made = new AtomicInteger();
    private volatile Duration lasting = Duration.ofHours(1);

    @BeforeEach
    void fill() {
        bench.a.reading(this::issue);
        bench.b.text("two", "zwei zwei");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    /** A store that makes a secret at each read. */
    private Map<SecretId, Secret> issue(SecretRequest request) {
        String number = String.valueOf(made.incrementAndGet());
        Lease lease = Lease.of("lease-" + number, Instant.now().plus(lasting), Optional.of("accessor-" + number));
        SecretId one = request.ids().iterator().next();
        return Map.of(
                one, Secret.ofText(SecretValue.of("made for a step " + number)).withLease(lease));
    }

    private Release ask(String token) {
        return bench.provider().release(token, Origin.local());
    }

    private static String a(Release release) {
        return ((Release.Released) release).variables().get("A").reveal();
    }

    private String tokenOf(String step) {
        return bench.issuer.token(claims -> {
            claims.put("sub", "{" + LoopbackIssuer.REPOSITORY + "}:{" + step + "}");
            claims.put("stepUuid", "{" + step + "}");
        });
    }

    private StepLease only() {
        assertThat(bench.provider().leases()).hasSize(1);
        return bench.provider().leases().get(0);
    }

    @Nested
    class TheSameToken {

        @Test
        void getsTheSameLeaseAgain() {
            String token = bench.issuer.token();

            assertThat(a(ask(token))).isEqualTo("made for a step 1");
            assertThat(a(ask(token))).isEqualTo("made for a step 1");

            assertThat(made).hasValue(1);
            assertThat(bench.b.requests).hasSize(2); // what has no lease is read each time
            assertThat(bench.events)
                    .flatExtracting(AuditEvent::variables)
                    .extracting(AuditEvent.Variable::lease)
                    .filteredOn(Optional::isPresent)
                    .containsExactly(Optional.of("lease-1"), Optional.of("lease-1"));
        }

        @Test
        void getsTheSameLeaseWhenItAsksTwiceAtTheSameTime() throws Exception {
            CyclicBarrier both = new CyclicBarrier(2);
            bench.a.reading(request -> {
                meet(both);
                return issue(request);
            });
            String token = bench.issuer.token();
            bench.provider();
            ExecutorService threads = Executors.newFixedThreadPool(2);
            try {
                Future<String> first = threads.submit(() -> a(ask(token)));
                Future<String> second = threads.submit(() -> a(ask(token)));

                assertThat(first.get()).isEqualTo(second.get());
            } finally {
                threads.shutdownNow();
            }
            assertThat(made).hasValue(2);
            await().until(() -> bench.a.revoked.size() == 1);
            assertThat(only().lease()).isNotEqualTo(bench.a.revoked.get(0));
        }

        private void meet(CyclicBarrier both) {
            try {
                both.await();
            } catch (Exception broken) {
                throw new IllegalStateException(broken);
            }
        }

        @Test
        void getsAnotherLeaseWhenTheFirstIsOver() {
            lasting = Duration.ofMillis(50);
            String token = bench.issuer.token();
            ask(token);
            await().until(() -> bench.a.revoked.contains("lease-1"));

            assertThat(a(ask(token))).isEqualTo("made for a step 2");
        }

        @Test
        void keepsItsLeaseWhenALaterAnswerFails() {
            String token = bench.issuer.token();
            ask(token);
            bench.b.reading(request -> {
                throw new SecretStoreException(Kind.UNAVAILABLE, "sealed", List.of());
            });
            assertThat(ask(token).status()).isEqualTo(503);
            bench.b.reading(bench.b::find);

            assertThat(a(ask(token))).isEqualTo("made for a step 1");
            assertThat(bench.a.revoked).isEmpty();
        }
    }

    @Test
    void anotherTokenOfTheSameStepGetsALeaseOfItsOwn() {
        String first = bench.issuer.token();
        String second = bench.issuer.token(claims -> claims.put("branchName", "other"));

        assertThat(a(ask(first))).isNotEqualTo(a(ask(second)));
    }

    @Test
    void anotherStepGetsALeaseOfItsOwn() {
        String other = "11111111-2222-3333-4444-555555555555";

        assertThat(a(ask(bench.issuer.token()))).isNotEqualTo(a(ask(tokenOf(other))));

        assertThat(bench.provider().leases())
                .extracting(StepLease::step)
                .containsExactlyInAnyOrder(STEP, UUID.fromString(other));
    }

    @Test
    void isRecordedUnderItsStep() {
        ask(bench.issuer.token());

        StepLease lease = only();
        assertThat(lease.store()).isEqualTo("a");
        assertThat(lease.lease()).isEqualTo("lease-1");
        assertThat(lease.holder()).contains("accessor-1");
        assertThat(lease.workspace()).isEqualTo(WORKSPACE);
        assertThat(lease.repository()).hasToString(LoopbackIssuer.REPOSITORY);
        assertThat(lease.step()).isEqualTo(STEP);
        assertThat(lease.state()).hasToString("running");
    }

    @Nested
    class AnAnswerThatFails {

        private void revokesTheLease() {
            assertThat(ask(bench.issuer.token()).status()).isGreaterThanOrEqualTo(500);
            await().until(() -> bench.a.revoked.equals(List.of("lease-1")));
            assertThat(bench.provider().leases()).isEmpty();
        }

        @Test
        void afterItsReadHasTheLeaseRevokedAtOnce() {
            bench.delivering("A: a:one", "B: b:no-such-secret");
            revokesTheLease();
        }

        @Test
        void atTheGateHasTheLeaseRevokedAtOnce() {
            bench.b.text("nul", "holds \u0000 a NUL");
            bench.delivering("A: a:one", "B: b:nul");
            revokesTheLease();
        }

        @Test
        void forWantOfAnAuditLogHasTheLeaseRevokedAtOnce() {
            bench.with(builder -> builder.auditLog(new AuditLog() {
                @Override
                public void record(AuditEvent event) {
                    throw new IllegalStateException("the disk is full");
                }

                @Override
                public boolean mandatory() {
                    return true;
                }
            }));
            revokesTheLease();
        }
    }

    @Nested
    class AStepThatEnded {

        @Test
        void hasItsLeasesRevokedAndNoOther() {
            String other = "11111111-2222-3333-4444-555555555555";
            ask(bench.issuer.token());
            ask(tokenOf(other));

            bench.provider().stepEnded(WORKSPACE, STEP);

            await().until(() -> bench.a.revoked.equals(List.of("lease-1")));
            assertThat(only().step()).hasToString(other);
        }

        @Test
        void countsInItsWorkspaceOnly() {
            ask(bench.issuer.token());

            bench.provider().stepEnded(UUID.randomUUID(), STEP);
            bench.provider().stepEnded(WORKSPACE, UUID.randomUUID());

            assertThat(only().state()).isEqualTo(StepLease.State.RUNNING);
            assertThat(bench.a.revoked).isEmpty();
        }

        @Test
        void isToldTwiceWithoutHarm() {
            ask(bench.issuer.token());

            bench.provider().stepEnded(WORKSPACE, STEP);
            bench.provider().stepEnded(WORKSPACE, STEP);

            await().until(() -> bench.provider().leases().isEmpty());
            assertThat(bench.a.revoked).containsExactly("lease-1");
        }
    }

    @Nested
    class AStoreThatDoesNotRevokeALease {

        @Test
        void isAskedAgainAndTheLeaseIsListedMeanwhile() {
            List<String> asked = new ArrayList<>();
            CountDownLatch healthy = new CountDownLatch(1);
            bench.a.revoking(lease -> {
                asked.add(lease.id());
                if (healthy.getCount() > 0) {
                    throw new SecretStoreException(Kind.DENIED, "policy", List.of());
                }
                bench.a.revoked.add(lease.id());
            });
            ask(bench.issuer.token());
            bench.provider().stepEnded(WORKSPACE, STEP);

            await().until(() -> only().state() == StepLease.State.LEFT);
            assertThat(only().holder()).contains("accessor-1");
            assertThat(only().lease()).isEqualTo("lease-1");
            assertThat(only().problem()).isEqualTo("policy");
            assertThat(only().attempts()).isPositive();
            healthy.countDown();

            await().until(() -> bench.provider().leases().isEmpty());
            assertThat(bench.a.revoked).containsExactly("lease-1");
            assertThat(asked).hasSizeGreaterThan(1);
        }

        @Test
        void aDefectIsToldByItsClass() {
            bench.a.revoking(lease -> {
                throw new IllegalStateException("s3cr3t");
            });
            ask(bench.issuer.token());
            bench.provider().stepEnded(WORKSPACE, STEP);

            await().until(() -> only().state() == StepLease.State.LEFT);
            assertThat(only().problem()).contains("IllegalStateException").doesNotContain("s3cr3t");
        }
    }

    @Nested
    class TheStore {

        @Test
        void staysOpenWhileALeaseOfItsIsRunningThoughThePolicyHasAnotherOne() {
            ask(bench.issuer.token());
            bench.writePolicy("changed");
            bench.provider().reload();
            assertThat(bench.a.closed).isFalse();

            bench.provider().stepEnded(WORKSPACE, STEP);

            await().untilTrue(bench.a.closed);
            assertThat(bench.a.revoked).containsExactly("lease-1");
        }

        @Test
        void closesWithTheProviderAndKeepsTheLeasesThatStepsUse() {
            ask(bench.issuer.token());

            bench.provider().close();

            assertThat(bench.a.closed).isTrue();
            assertThat(bench.a.revoked).isEmpty();
            assertThat(bench.provider().leases()).isEmpty();
        }
    }
}
