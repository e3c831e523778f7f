package io.github.bitbucketoidc.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The order of a token's claims never matters, whatever the tokens before it had. */
class TokenOrderTest {

    private final Verifying verifying = new Verifying();
    private VerifiedToken usual;

    @BeforeEach
    void acceptTheUsualOrder() {
        usual = verifying.accept(verifying.token());
        verifying.accept(verifying.token());
    }

    @AfterEach
    void close() {
        verifying.close();
    }

    private static String json(List<Map.Entry<String, String>> claims) {
        return claims.stream()
                .map(claim -> '"' + claim.getKey() + "\":" + claim.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private List<Map.Entry<String, String>> claims() {
        return new ArrayList<>(verifying.token().claims().entrySet());
    }

    @Test
    void meansTheSameInAnyOrder() {
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            List<Map.Entry<String, String>> claims = claims();
            Collections.shuffle(claims, random);
            VerifiedToken token = verifying.accept(verifying.token().rawPayload(json(claims)));
            assertThat(token.claims()).as(json(claims)).isEqualTo(usual.claims());
        }
    }

    @Test
    void mayHaveOtherClaimsAmongThem() {
        for (int i = 0; i <= claims().size(); i++) {
            List<Map.Entry<String, String>> claims = claims();
            claims.add(i, Map.entry("other", "\"value\""));
            assertThat(verifying
                            .accept(verifying.token().rawPayload(json(claims)))
                            .claims()
                            .text("other"))
                    .contains("value");
        }
    }

    @Test
    void isMissedWhereverItIsMissing() {
        for (int i = 0; i < claims().size(); i++) {
            List<Map.Entry<String, String>> claims = claims();
            String missing = claims.remove(i).getKey();
            String code = verifying.codeOf(verifying.token().rawPayload(json(claims)));
            boolean optional = List.of("pipelineUuid", "branchName").contains(missing);
            assertThat(code.equals("accepted"))
                    .as("%s without %s", code, missing)
                    .isEqualTo(optional);
        }
    }

    @Test
    void isRefusedWhereverItIsThereTwice() {
        for (int from = 0; from < claims().size(); from++) {
            for (int to = 0; to <= claims().size(); to++) {
                List<Map.Entry<String, String>> claims = claims();
                claims.add(to, claims.get(from));
                assertThat(verifying.codeOf(verifying.token().rawPayload(json(claims))))
                        .isEqualTo("json_duplicate_name");
            }
        }
    }
}
