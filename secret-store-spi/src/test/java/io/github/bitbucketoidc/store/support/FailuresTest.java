package io.github.bitbucketoidc.store.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretStoreException.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailuresTest {

    private static final List<SecretId> IDS = List.of(SecretId.of("db/main"));

    @Test
    void haveTheKindOfTheirName() {
        assertThat(Failures.unavailable("m", IDS).kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(Failures.denied("m", IDS).kind()).isEqualTo(Kind.DENIED);
        assertThat(Failures.misconfigured("m", IDS).kind()).isEqualTo(Kind.MISCONFIGURED);
        assertThat(Failures.malformed("m", IDS).kind()).isEqualTo(Kind.MALFORMED);
        assertThat(Failures.unavailable("m", IDS, Duration.ofSeconds(2)).retryAfter())
                .contains(Duration.ofSeconds(2));
    }

    @Test
    void copyAllButTheCauseAndTheStack() {
        SecretStoreException failure = new SecretStoreException(
                        Kind.UNAVAILABLE, "m", IDS, new IllegalStateException("what was sent"), Duration.ofSeconds(2))
                .aboutIdsOnly();
        SecretStoreException copy = Failures.copy(failure);
        assertThat(copy).isNotSameAs(failure).hasMessage("m").hasNoCause();
        assertThat(copy.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(copy.ids()).isEqualTo(IDS);
        assertThat(copy.retryAfter()).contains(Duration.ofSeconds(2));
        assertThat(copy.isAboutStore()).isFalse();
    }

    @Test
    void copyForOtherIdsWhatIsAboutTheStore() {
        List<SecretId> others = List.of(SecretId.of("npm"));
        SecretStoreException copy = Failures.copy(Failures.unavailable("m", IDS), others);
        assertThat(copy.ids()).isEqualTo(others);
        assertThat(copy.isAboutStore()).isTrue();
    }
}
