package io.github.bitbucketoidc.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.store.SecretStoreException.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretStoreExceptionScopeTest {

    private static final SecretId ID = SecretId.of("a");

    @Test
    void unavailableMeansTheWholeStoreUnlessItSaysOtherwise() {
        SecretStoreException failure = new SecretStoreException(Kind.UNAVAILABLE, "why", List.of(ID));

        assertThat(failure.isAboutStore()).isTrue();
        assertThat(failure.aboutIdsOnly().isAboutStore()).isFalse();
    }

    @Test
    void refusalsOfSecretsAreNeverAboutTheWholeStore() {
        for (Kind kind : List.of(Kind.DENIED, Kind.MISCONFIGURED, Kind.MALFORMED)) {
            assertThat(new SecretStoreException(kind, "why", List.of()).isAboutStore())
                    .as("%s", kind)
                    .isFalse();
        }
    }

    @Test
    void theMarkChangesNothingElse() {
        IllegalStateException cause = new IllegalStateException();
        SecretStoreException marked = new SecretStoreException(
                        Kind.UNAVAILABLE, "why", List.of(ID), cause, Duration.ofSeconds(2))
                .aboutIdsOnly();

        assertThat(marked.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(marked).hasMessage("why").hasCause(cause);
        assertThat(marked.ids()).containsExactly(ID);
        assertThat(marked.retryAfter()).contains(Duration.ofSeconds(2));
    }
}
