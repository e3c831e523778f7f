package io.github.bitbucketoidc.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bitbucketoidc.rows.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SecretTest {

    private static final SecretValue VALUE = SecretValue.of("hunter2");

    @Nested
    class Value {

        @Test
        void revealsItselfInOnePlaceOnly() {
            assertThat(VALUE.reveal()).isEqualTo("hunter2");
            assertThat(VALUE).hasToString("SecretValue[redacted]");
        }

        @Test
        void isNotWrittenByJavaSerialization() throws IOException {
            try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
                assertThatThrownBy(() -> out.writeObject(VALUE)).isInstanceOf(NotSerializableException.class);
                assertThatThrownBy(() -> out.writeObject(Secret.ofText(VALUE)))
                        .isInstanceOf(NotSerializableException.class);
            }
        }

        @Row("H9")
        @Test
        void h9IsComparedInTimeThatSaysNothing() throws IOException {
            assertThat(VALUE.sameAs(SecretValue.of("hunter2"))).isTrue();
            for (String other : List.of("hunter3", "Hunter2", "hunter", "hunter22", "")) {
                assertThat(VALUE.sameAs(SecretValue.of(other))).as(other).isFalse();
            }
            // Time cannot be asserted; that the JDK's constant-time comparison is called can.
            try (InputStream compiled = SecretValue.class.getResourceAsStream("SecretValue.class")) {
                assertThat(new String(compiled.readAllBytes(), StandardCharsets.ISO_8859_1))
                        .contains("java/security/MessageDigest", "isEqual");
            }
        }

        @Test
        void isComparedUnderItsOwnName() {
            assertThat(VALUE.sameAs(SecretValue.of("hunter2"))).isTrue();
            assertThat(VALUE.sameAs(SecretValue.of("hunter3"))).isFalse();
            assertThat(VALUE.sameAs(SecretValue.of("hunter"))).isFalse();
            assertThat(VALUE.equals(SecretValue.of("hunter2"))).isFalse();
        }

        @Test
        void isComparedWithoutAnEncodingThatLosesCharacters() {
            assertThat(SecretValue.of("\ud800").sameAs(SecretValue.of("\ud801")))
                    .isFalse();
            assertThat(SecretValue.of("\ud800").sameAs(SecretValue.of("?"))).isFalse();
            assertThat(SecretValue.of("\u0100").sameAs(SecretValue.of("\u0001")))
                    .isFalse();
        }

        @Test
        void isNeverNull() {
            assertThatNullPointerException()
                    .isThrownBy(() -> SecretValue.of(null))
                    .withMessage("text");
        }
    }

    @Nested
    class TextAndFields {

        @Test
        void aTextHasNoFieldsOfItsOwn() {
            Secret secret = Secret.ofText(VALUE);
            assertThat(secret.text()).containsSame(VALUE);
            assertThat(secret.fields()).isEmpty();
        }

        @Test
        void fieldsAreNoText() {
            Secret secret = Secret.ofFields(Map.of("a", VALUE));
            assertThat(secret.text()).isEmpty();
            assertThat(secret.fields()).containsOnlyKeys("a");
        }

        @Test
        void fieldsAreCopiedAndCannotBeChanged() {
            Map<String, SecretValue> given = new HashMap<>(Map.of("a", VALUE));
            Secret secret = Secret.ofFields(given);
            given.put("b", VALUE);
            assertThat(secret.fields()).containsOnlyKeys("a");
            assertThatThrownBy(() -> secret.fields().clear()).isInstanceOf(UnsupportedOperationException.class);
        }

        @Test
        void fieldsHaveNoNulls() {
            Map<String, SecretValue> noValue = new HashMap<>();
            noValue.put("a", null);
            assertThatNullPointerException()
                    .isThrownBy(() -> Secret.ofFields(noValue))
                    .withMessage("value of a field");
            Map<String, SecretValue> noName = new HashMap<>();
            noName.put(null, VALUE);
            assertThatNullPointerException()
                    .isThrownBy(() -> Secret.ofFields(noName))
                    .withMessage("name of a field");
        }

        @Test
        void aTextIsParsedOnceAndOnlyWhenAsked() {
            AtomicInteger parsed = new AtomicInteger();
            Secret secret = Secret.ofText(VALUE, whole -> {
                parsed.incrementAndGet();
                return Map.of("whole", whole);
            });
            assertThat(secret.text()).containsSame(VALUE);
            assertThat(secret).hasToString("Secret[redacted]");
            assertThat(parsed).hasValue(0);
            assertThat(secret.fields()).containsEntry("whole", VALUE);
            assertThat(secret.fields()).hasSize(1);
            assertThat(secret.withVersion("3").fields()).hasSize(1);
            assertThat(parsed).hasValue(1);
        }

        @Test
        void aTextThatCannotBeParsedIsMalformedAndNotQuoted() {
            Secret secret = Secret.ofText(VALUE, whole -> {
                throw new IllegalStateException("cannot parse " + whole.reveal());
            });
            assertThatThrownBy(secret::fields)
                    .isInstanceOfSatisfying(
                            SecretStoreException.class,
                            e -> assertThat(e.kind()).isEqualTo(SecretStoreException.Kind.MALFORMED))
                    .hasNoCause()
                    .hasMessage("the fields of a secret cannot be read: its parser failed with IllegalStateException");
        }

        @Test
        void theParsersOwnRefusalIsKept() {
            SecretStoreException own = new SecretStoreException(
                    SecretStoreException.Kind.MALFORMED, "not JSON", List.of(SecretId.of("a")));
            Secret secret = Secret.ofText(VALUE, whole -> {
                throw own;
            });
            assertThatThrownBy(secret::fields).isSameAs(own);
        }
    }

    @Nested
    class VersionAndLease {

        @Test
        void areNotThereUnlessGiven() {
            assertThat(Secret.ofText(VALUE).version()).isEmpty();
            assertThat(Secret.ofText(VALUE).lease()).isEmpty();
        }

        @Test
        void areAddedToACopy() {
            Lease lease = Lease.of("database/creds/1", Instant.EPOCH, Optional.of("accessor"));
            Secret plain = Secret.ofText(VALUE);
            Secret secret = plain.withVersion("3").withLease(lease);
            assertThat(secret.version()).contains("3");
            assertThat(secret.lease()).contains(lease);
            assertThat(secret.text()).containsSame(VALUE);
            assertThat(plain.version()).isEmpty();
            assertThat(secret).hasToString("Secret[redacted, version 3]");
        }
    }
}
