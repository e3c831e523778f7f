package io.github.bitbucketoidc.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.provider.audit.AuditEvent;
import io.github.bitbucketoidc.provider.release.Release;
import io.github.bitbucketoidc.rows.Row;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretStoreException.Kind;
import io.github.bitbucketoidc.store.SecretValue;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Each failure code, asserted through the audit event; nothing of the answer is ever delivered in part. */
class FailureCodesTest {

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    private void assertFails(Release.FailureCode code, String detail) {
        Release release = bench.ask();

        assertThat(release)
                .isInstanceOfSatisfying(
                        Release.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo(code));
        AuditEvent event = bench.event();
        assertThat(event.outcome()).isEqualTo(AuditEvent.Outcome.FAILED);
        assertThat(event.code()).contains(code.toString());
        assertThat(event.status()).isEqualTo(code.status());
        assertThat(event.detail()).contains(detail);
        assertThat(event.variables()).isEmpty();
    }

    @Nested
    class Unavailable {

        @Row("K16")
        @Test
        @DisplayName("K16 no keys")
        void k16KeysUnavailable() {
            bench.delivering("A: a:one");
            bench.issuer.goDown();

            assertFails(Release.FailureCode.KEYS_UNAVAILABLE, bench.issuer.issuer());
            assertThat(bench.event().step()).isEmpty();
            assertThat(bench.a.requests).isEmpty();
        }

        @Test
        void storeUnavailable() {
            bench.delivering("A: a:one", "B: b:one");
            bench.b.text("one", "zwei zwei");
            bench.a.reading(request -> {
                throw new SecretStoreException(Kind.UNAVAILABLE, "sealed", List.of());
            });

            assertFails(Release.FailureCode.STORE_UNAVAILABLE, "store a: sealed");
            assertThat(bench.event().decision().orElseThrow().grants()).containsExactly("all");
        }

        @Test
        void overloaded() {
            bench.delivering("A: a:one")
                    .with(builder -> builder.executor(task -> {
                        throw new java.util.concurrent.RejectedExecutionException();
                    }));

            assertFails(Release.FailureCode.OVERLOADED, "store a");
        }

        @Row("H14")
        @Test
        @DisplayName("H14 the policy's deadline holds for the whole request")
        void h14DeadlineExceeded() {
            bench.delivering("A: a:one").settings("deadline: 200ms");
            CountDownLatch testEnds = new CountDownLatch(1);
            bench.a.reading(request -> {
                try {
                    testEnds.await();
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
                return Map.of();
            });
            bench.provider();

            assertFails(Release.FailureCode.DEADLINE_EXCEEDED, "in time");
        }

        @Test
        void closed() {
            bench.delivering("A: a:one");
            bench.provider().close();

            assertFails(Release.FailureCode.STORE_UNAVAILABLE, "closed");
        }
    }

    @Nested
    class NotDeliverable {

        @Test
        void missingSecret() {
            bench.delivering("A: a:one", "B: b:two");
            bench.a.text("one", "eins eins");

            assertFails(Release.FailureCode.SECRET_MISSING, "b:two does not exist");
        }

        @Test
        void missingField() {
            bench.delivering("A: a:one#x");
            bench.a.fields("one", Map.of("y", "s3cr3t"));

            assertFails(Release.FailureCode.SECRET_MISSING, "a:one#x");
            assertThat(bench.event().toJson()).doesNotContain("s3cr3t");
        }

        @Test
        void fieldThatIsNoText() {
            bench.delivering("A: a:one#port");
            bench.a.secret("one", Secret.ofFields(Map.of(), Set.of("port")));

            assertFails(Release.FailureCode.SECRET_MALFORMED, "a:one#port is no text");
        }

        @Test
        void wholeValueOfASecretThatHasFieldsOnly() {
            bench.delivering("A: a:one");
            bench.a.fields("one", Map.of("x", "eins eins"));

            assertFails(Release.FailureCode.SECRET_MALFORMED, "a:one has fields only");
        }

        @Test
        void fieldsThatCannotBeRead() {
            bench.delivering("A: a:one#x");
            bench.a.secret("one", Secret.ofText(SecretValue.of("s3cr3t"), text -> {
                throw new SecretStoreException(Kind.MALFORMED, "no JSON", List.of());
            }));

            assertFails(Release.FailureCode.SECRET_MALFORMED, "a:one#x cannot be read as fields: no JSON");
        }

        @Row("H11")
        @Test
        @DisplayName("H11 a parser's own exception is told by its class")
        void h11ParserThatChokes() {
            bench.delivering("A: a:one#x");
            bench.a.secret("one", Secret.ofText(SecretValue.of("s3cr3t"), text -> {
                throw new IllegalStateException(text.reveal());
            }));

            assertFails(Release.FailureCode.SECRET_MALFORMED, "IllegalStateException");
            assertThat(bench.event().toJson()).doesNotContain("s3cr3t");
        }

        @Row("H5")
        @Test
        @DisplayName("H5 a value with NUL")
        void h5ValueThatNoVariableCanHold() {
            bench.delivering("A: a:one");
            bench.a.text("one", "eins\u0000eins");

            assertFails(Release.FailureCode.SECRET_MALFORMED, "a:one holds a NUL");
        }

        @Test
        void overBudget() {
            bench.delivering("A: a:one", "B: b:one");
            bench.a.text("one", "x".repeat(60_000));
            bench.b.text("one", "x".repeat(60_000));

            assertFails(Release.FailureCode.OVER_BUDGET, "120002");
        }
    }

    @Nested
    class Wildcards {

        @Test
        void becomeOneVariablePerField() {
            bench.delivering("\"DB_*\": a:one");
            bench.a.fields("one", Map.of("USER", "benutzer", "PASSWORD", "kennwort"));

            assertThat(bench.ask()).isInstanceOfSatisfying(Release.Released.class, released -> {
                assertThat(released.variables()).containsOnlyKeys("DB_USER", "DB_PASSWORD");
                assertThat(released.variables().get("DB_USER").reveal()).isEqualTo("benutzer");
            });
            assertThat(bench.event().variables())
                    .extracting(
                            AuditEvent.Variable::name,
                            variable -> variable.field().orElseThrow())
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("DB_PASSWORD", "PASSWORD"),
                            org.assertj.core.groups.Tuple.tuple("DB_USER", "USER"));
        }

        @Test
        void onASecretWithoutFieldsAreMalformed() {
            bench.delivering("\"*\": { from: a:one, any-name: true }");
            bench.a.text("one", "eins eins");

            assertFails(Release.FailureCode.SECRET_MALFORMED, "a:one has no fields");
        }

        @Test
        void overAFieldThatIsNoTextAreMalformed() {
            bench.delivering("\"*\": { from: a:one, any-name: true }");
            bench.a.secret("one", Secret.ofFields(Map.of("A", SecretValue.of("eins eins")), Set.of("port")));

            assertFails(Release.FailureCode.SECRET_MALFORMED, "field port");
        }

        @Row("H3")
        @Test
        @DisplayName("H3 a field with a reserved name fails the whole answer and is named")
        void h3ThatBringReservedNames() {
            bench.delivering("\"*\": { from: a:one, any-name: true }");
            bench.a.fields("one", Map.of("GOOD", "eins eins", "LD_PRELOAD", "zwei zwei"));

            assertFails(Release.FailureCode.NAME_FORBIDDEN, "LD_PRELOAD from a:one#LD_PRELOAD is reserved");
        }

        @Row("H4")
        @Test
        @DisplayName("H4 a field that makes no variable name fails the whole answer and is named, escaped")
        void h4ThatBringIllFormedNames() {
            bench.delivering("\"*\": { from: a:one, any-name: true }");
            bench.a.fields("one", Map.of("a\nb", "eins eins"));

            assertFails(Release.FailureCode.NAME_FORBIDDEN, "a\\u{a}b");
        }

        @Row("H4")
        @Test
        @DisplayName("H4 fields that differ by letter case only clash")
        void h4ThatBringCaseTwins() {
            bench.delivering("\"*\": { from: a:one, any-name: true }");
            bench.a.fields("one", Map.of("Key", "eins eins", "KEY", "zwei zwei"));

            assertFails(Release.FailureCode.NAME_CLASH, "KEY from a:one#KEY");
        }

        @Row("R16")
        @Test
        @DisplayName("R16 what wildcards bring together at run time clashes")
        void r16ThatBringOneNameTwice() {
            bench.delivering("\"*\": { from: a:one, any-name: true }", "\"B*\": b:one");
            bench.a.fields("one", Map.of("BOTH", "eins eins"));
            bench.b.fields("one", Map.of("OTH", "zwei zwei"));

            assertFails(Release.FailureCode.NAME_CLASH, "BOTH from a:one#BOTH and BOTH from b:one#OTH");
        }
    }
}
