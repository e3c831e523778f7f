package io.github.bitbucketoidc.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.core.issuer.Workspace;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A header is known by its whole text, and what is remembered is bounded. */
class KnownHeadersTest {

    private static final int LONGEST = 1024;

    private final KnownHeaders headers = new KnownHeaders();
    private final AcceptedIssuer accepted =
            AcceptedIssuer.of(Workspace.of("acme", UUID.fromString(TestToken.WORKSPACE)), null);

    @Test
    void areFoundAtTheBeginningOfAToken() {
        headers.remember(bytes("header.claims.signature"), 6, "key", accepted);
        KnownHeaders.Header found = headers.find(bytes("header.others"), 6);
        assertThat(found).isNotNull();
        assertThat(found.kid()).isEqualTo("key");
        assertThat(found.accepted()).isSameAs(accepted);
    }

    @Test
    void areNotFoundByAPartOfTheirText() {
        headers.remember(bytes("header.claims.signature"), 6, "key", accepted);
        assertThat(headers.find(bytes("header.claims.signature"), 5)).isNull();
        assertThat(headers.find(bytes("header.claims.signature"), 7)).isNull();
        assertThat(headers.find(bytes("heades.claims.signature"), 6)).isNull();
        assertThat(headers.find(new byte[0], 0)).isNull();
    }

    /** Whatever shares their place: the text decides. */
    @Test
    void areNeverFoundForAnother() {
        for (int i = 0; i < 2000; i++) {
            byte[] header = bytes("header-" + i);
            KnownHeaders.Header found = headers.find(header, header.length);
            assertThat(found).isNull();
            headers.remember(header, header.length, "key-" + i, accepted);
            found = headers.find(header, header.length);
            assertThat(found).isNotNull();
            assertThat(found.kid()).isEqualTo("key-" + i);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, LONGEST})
    void mayHaveAnyLengthUpToABound(int length) {
        byte[] token = new byte[length];
        headers.remember(token, length, "key", accepted);
        assertThat(headers.find(token, length)).isNotNull();
    }

    @Test
    void areNotKeptWhenTheyAreLong() {
        byte[] token = new byte[LONGEST + 1];
        headers.remember(token, LONGEST + 1, "key", accepted);
        assertThat(headers.find(token, LONGEST + 1)).isNull();
        headers.remember(token, LONGEST, "key", accepted);
        assertThat(headers.find(token, LONGEST)).isNotNull();
    }

    /** Wherever they differ, they hardly ever push each other out: of 100 in 256 places some 83 stay. */
    @Test
    void areSpreadOverThePlaces() {
        List<IntFunction<String>> kinds = List.of(
                i -> "%03d-and-the-rest-of-a-header".formatted(i),
                i -> "eight-in-the-middle-%03d-eight".formatted(i),
                i -> "differing-at-the-end-%03d".formatted(i),
                i -> "a".repeat(i));
        assertThat(kinds).allSatisfy(kind -> {
            KnownHeaders spread = new KnownHeaders();
            IntStream.range(0, 100)
                    .mapToObj(kind)
                    .map(KnownHeadersTest::bytes)
                    .forEach(header -> spread.remember(header, header.length, "key", accepted));
            assertThat(IntStream.range(0, 100)
                            .mapToObj(kind)
                            .map(KnownHeadersTest::bytes)
                            .filter(header -> spread.find(header, header.length) != null)
                            .count())
                    .isGreaterThan(60);
        });
    }

    @Test
    void keepACopy() {
        byte[] token = bytes("header");
        headers.remember(token, 6, "key", accepted);
        byte[] same = token.clone();
        Arrays.fill(token, (byte) 'x');
        assertThat(headers.find(same, 6)).isNotNull();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
