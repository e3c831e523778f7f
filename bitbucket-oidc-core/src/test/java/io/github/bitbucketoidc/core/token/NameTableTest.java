package io.github.bitbucketoidc.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.sym.ByteQuadsCanonicalizer;
import io.github.bitbucketoidc.core.token.json.StrictJson;
import io.github.bitbucketoidc.core.token.keys.KeySetReader;
import io.github.bitbucketoidc.core.token.keys.KeySetRefused;
import io.github.bitbucketoidc.rows.Row;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of names with which tokens are read is the same after any token as before it. */
class NameTableTest {

    private static final String VALUE = "1";
    private static final String ESCAPED = "\"\\n\"";

    private final CollidingNames colliding = new CollidingNames("stepUuid", new Random(1));
    private final Verifying verifying = new Verifying();

    @AfterEach
    void close() {
        verifying.close();
    }

    private static String object(List<String> names, String value) {
        return names.stream().map(name -> '"' + name + "\":" + value).collect(Collectors.joining(",", "{", "}"));
    }

    private String unsigned(String payload) {
        return TestToken.encode("{\"alg\":\"RS256\",\"kid\":\"k1\"}".getBytes(StandardCharsets.US_ASCII))
                + '.'
                + TestToken.encode(payload.getBytes(StandardCharsets.US_ASCII))
                + ".AAAA";
    }

    private void acceptInEveryOrder() {
        Random random = new Random(2);
        for (int i = 0; i < 20; i++) {
            List<Map.Entry<String, String>> claims =
                    new ArrayList<>(verifying.token().claims().entrySet());
            Collections.shuffle(claims, random);
            String payload = claims.stream()
                    .map(claim -> '"' + claim.getKey() + "\":" + claim.getValue())
                    .collect(Collectors.joining(",", "{", "}"));
            assertThat(verifying.codeOf(verifying.token().rawPayload(payload)))
                    .as(payload)
                    .isEqualTo("accepted");
        }
    }

    @Test
    void theGeneratedNamesHaveOneHashWhateverTheSeed() {
        ByteQuadsCanonicalizer table = ByteQuadsCanonicalizer.createRoot();
        int expected = table.calcHash(0x73746570, 0x55756964);
        for (String name : colliding.next(100)) {
            byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
            assertThat(table.calcHash(group(bytes, 0), group(bytes, 4))).isEqualTo(expected);
        }
    }

    private static int group(byte[] bytes, int at) {
        return bytes[at] << 24 | bytes[at + 1] << 16 | bytes[at + 2] << 8 | bytes[at + 3];
    }

    @Nested
    class AfterTokensThatWereRefused {

        @ParameterizedTest
        @ValueSource(strings = {VALUE, ESCAPED})
        @Row("D1")
        void stepsAreVerifiedAlthoughTheNamesOfAFewTokensHadTheHashOfAClaim(String value) {
            for (int i = 0; i < 10; i++) {
                assertThat(verifying.codeOf(unsigned(object(colliding.next(199), value))))
                        .isEqualTo("claim_missing");
            }
            acceptInEveryOrder();
        }

        @Test
        @Row("D1")
        void stepsAreVerifiedAlthoughThousandsOfNamesMadeTheTableStartAnew() {
            for (int i = 0; i < 40; i++) {
                int first = 190 * i;
                List<String> names = IntStream.range(first, first + 190)
                        .mapToObj(n -> "name" + n)
                        .toList();
                assertThat(verifying.codeOf(unsigned(object(names, VALUE)))).isEqualTo("claim_missing");
            }
            for (int i = 0; i < 20; i++) {
                verifying.codeOf(unsigned(object(colliding.next(199), VALUE)));
            }
            acceptInEveryOrder();
        }

        @Test
        @Row("D1")
        void headersAreReadAlthoughTheNamesOfAFewHeadersHadOneHash() {
            for (int i = 0; i < 10; i++) {
                String header = object(colliding.next(199), VALUE);
                assertThat(verifying.codeOf(verifying.token().rawHeader(header)))
                        .isEqualTo("alg_not_allowed");
            }
            acceptInEveryOrder();
        }

        @Test
        @Row("D1")
        void aVerifierThatTakesOverTheKeysReadsAsWell() {
            for (int i = 0; i < 10; i++) {
                verifying.codeOf(unsigned(object(colliding.next(199), VALUE)));
            }
            try (TokenVerifier reloaded = TokenVerifier.builder()
                    .workspace(verifying.issuer.workspace())
                    .clock(verifying.time)
                    .reuseKeysOf(verifying.verifier)
                    .build()) {
                assertThat(reloaded.verify(verifying.token().signed())).isInstanceOf(Verification.Verified.class);
            }
        }
    }

    @Nested
    class WithinOneDocument {

        @Test
        @Row("D1")
        void asManyNamesOfOneHashAsATokenMayHaveAreRead() {
            VerifiedToken token = verifying.accept(verifying
                    .token()
                    .rawPayload(verifying
                            .token()
                            .payloadJson()
                            .replaceFirst("}$", "")
                            .concat(object(colliding.next(180), VALUE).replaceFirst("^.", ","))));
            assertThat(token.claims().names()).hasSizeGreaterThan(180);
        }

        @ParameterizedTest
        @ValueSource(strings = {VALUE, ESCAPED})
        @Row("D1")
        void moreOfThemAreTooManyMembersAndNothingElse(String value) {
            assertThat(verifying.codeOf(unsigned(object(colliding.next(600), value))))
                    .isEqualTo("json_limit");
            acceptInEveryOrder();
        }
    }

    @Nested
    class AfterKeySets {

        private final KeySetReader reader = new KeySetReader();

        @Test
        @Row("D1")
        void theSetOfOneIssuerIsReadAlthoughTheNamesInAnothersHaveOneHash() throws KeySetRefused {
            for (int i = 0; i < 5; i++) {
                String members = object(colliding.next(600), VALUE).replaceFirst("}$", ",\"keys\":[]}");
                assertThat(reader.read(members.getBytes(StandardCharsets.US_ASCII))
                                .usable())
                        .isEmpty();
            }
            assertThat(reader.read(TestKeys.set(TestKeys.jwk("k1")).getBytes(StandardCharsets.US_ASCII))
                            .usable())
                    .hasSize(1);
        }
    }

    /** How any document of another's is read, of tokens and of key sets. */
    @Test
    @Row({"D1", "D2"})
    void thereIsNoTableThatAnotherDocumentIsReadWith() {
        JsonFactory factory =
                StrictJson.factory(StreamReadConstraints.defaults()).build();
        assertThat(factory.isEnabled(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES))
                .isFalse();
        assertThat(factory.isEnabled(JsonFactory.Feature.INTERN_FIELD_NAMES)).isFalse();
    }
}
