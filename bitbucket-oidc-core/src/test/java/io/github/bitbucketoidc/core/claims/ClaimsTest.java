package io.github.bitbucketoidc.core.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.bitbucketoidc.rows.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ClaimsTest {

    private final Claims claims = Claims.builder()
            .text("text", "secret value")
            .list("list", List.of("a", "b"))
            .number("number", -7)
            .flag("flag", false)
            .other("other")
            .build();

    @Test
    void knowTheirKinds() {
        assertThat(claims.kind("text")).isEqualTo(Claims.Kind.TEXT);
        assertThat(claims.kind("list")).isEqualTo(Claims.Kind.LIST);
        assertThat(claims.kind("number")).isEqualTo(Claims.Kind.NUMBER);
        assertThat(claims.kind("flag")).isEqualTo(Claims.Kind.FLAG);
        assertThat(claims.kind("other")).isEqualTo(Claims.Kind.OTHER);
        assertThat(claims.kind("missing")).isEqualTo(Claims.Kind.ABSENT);
        assertThat(claims.names()).containsExactly("flag", "list", "number", "other", "text");
    }

    @Test
    void areAsManyAsATokenHas() {
        Claims.Builder many = Claims.builder();
        for (int i = 0; i < 200; i++) {
            many.text("claim" + i, "value" + i);
        }
        assertThat(many.build().names()).hasSize(200);
        assertThat(many.build().text("claim199")).contains("value199");
    }

    @Test
    void answerByTypeOnly() {
        assertThat(claims.text("text")).contains("secret value");
        assertThat(claims.text("number")).isEmpty();
        assertThat(claims.list("list")).containsExactly("a", "b");
        assertThat(claims.list("text")).isEmpty();
        assertThat(claims.number("number")).hasValue(-7);
        assertThat(claims.number("text")).isEmpty();
        assertThat(claims.flag("flag")).contains(false);
        assertThat(claims.flag("other")).isEmpty();
    }

    @Row("C13")
    @Test
    @DisplayName("C13 names are compared exactly")
    void c13NamesAreExact() {
        assertThat(claims.kind("Text")).isEqualTo(Claims.Kind.ABSENT);
        assertThat(claims.kind("text ")).isEqualTo(Claims.Kind.ABSENT);
        assertThat(claims.kind("te\u0445t")).isEqualTo(Claims.Kind.ABSENT);
    }

    @Row("H10")
    @Test
    @DisplayName("H10 showing claims shows no value and no control character")
    void h10ShowNamesAndKindsOnly() {
        Claims odd = Claims.builder().text("a\nb", "secret").number("n", 5).build();
        assertThat(odd).hasToString("Claims{a\\u{A}b=TEXT, n=NUMBER}");
        assertThat(claims.toString()).doesNotContain("secret").doesNotContain("-7");
    }

    @Test
    void doNotFollowLaterChanges() {
        List<String> audiences = new ArrayList<>(List.of("a"));
        Claims.Builder builder = Claims.builder().list("aud", audiences);
        Claims before = builder.build();
        audiences.add("b");
        builder.text("later", "x");
        assertThat(before.list("aud")).containsExactly("a");
        assertThat(before.names()).containsExactly("aud");
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> before.names().clear());
    }

    @Test
    void makeALateTextWhenItIsAskedFor() {
        AtomicInteger asked = new AtomicInteger();
        Claims claims = Claims.builder()
                .text("early", "a")
                .lateText("late", () -> "b" + asked.incrementAndGet())
                .build();
        assertThat(claims.names()).containsExactly("early", "late");
        assertThat(asked).hasValue(0);
        assertThat(claims.kind("late")).isEqualTo(Claims.Kind.TEXT);
        assertThat(claims.text("late")).contains("b1");
        assertThat(claims.text("late")).contains("b1");
        assertThat(claims)
                .isEqualTo(
                        Claims.builder().text("late", "b1").text("early", "a").build())
                .hasSameHashCodeAs(
                        Claims.builder().text("late", "b1").text("early", "a").build());
        assertThat(asked).hasValue(1);
    }

    @Test
    void refuseALateTextThatIsNone() {
        Claims claims = Claims.builder().lateText("late", () -> null).build();
        assertThatNullPointerException().isThrownBy(() -> claims.text("late"));
    }

    @Test
    void areNamedOnceAlsoWhenTheirHashesAreNot() {
        // Two names of one hash.
        Claims.Builder claims = Claims.builder().text("Aa", "1").lateText("BB", () -> "2");
        assertThatIllegalArgumentException().isThrownBy(() -> claims.lateText("Aa", () -> "3"));
        assertThatIllegalArgumentException().isThrownBy(() -> claims.text("BB", "4"));
        assertThat(claims.build().text("BB")).contains("2");
    }

    @Test
    void areNamedOnce() {
        Claims.Builder builder = Claims.builder().text("x", "1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.number("x", 1))
                .withMessage("the claim \"x\" is already there");
    }

    @Test
    void areValuesHoweverManyTheyAre() {
        Claims.Builder builder = Claims.builder();
        for (int i = 0; i < 40; i++) {
            Claims claims = builder.build();
            assertThat(claims).isEqualTo(builder.build()).hasSameHashCodeAs(builder.build());
            builder.number("claim" + i, i);
            assertThat(claims).isNotEqualTo(builder.build());
        }
    }

    @Test
    void showPredicatesWhatTheyMaySee() {
        Claims claims = Claims.builder()
                .text("branchName", "main")
                .text("stepUuid", "{7F6BFC40-83DC-4A2D-B5C8-2A1C9F8B4B1D}")
                .text("repositoryUuid", "payments")
                .number("number", 1)
                .flag("flag", true)
                .list("list", List.of("a"))
                .build();
        assertThat(ClaimRef.of(ClaimWord.BRANCH).valueIn(claims)).contains(new ClaimValue.Text("main"));
        assertThat(ClaimRef.of(ClaimWord.STEP).valueIn(claims))
                .contains(new ClaimValue.Uuid(UUID.fromString("7f6bfc40-83dc-4a2d-b5c8-2a1c9f8b4b1d")));
        assertThat(ClaimRef.named("number").valueIn(claims)).contains(new ClaimValue.Whole(1));
        assertThat(ClaimRef.named("flag").valueIn(claims)).contains(new ClaimValue.Flag(true));
        assertThat(ClaimRef.of(ClaimWord.REPOSITORY).valueIn(claims)).isEmpty();
        assertThat(ClaimRef.named("list").valueIn(claims)).isEmpty();
        assertThat(ClaimRef.named("missing").valueIn(claims)).isEmpty();
    }

    @Test
    void areValues() {
        assertThat(Claims.builder().text("a", "b").other("o").build())
                .isEqualTo(Claims.builder().other("o").text("a", "b").build())
                .hasSameHashCodeAs(Claims.builder().other("o").text("a", "b").build())
                .isNotEqualTo(Claims.builder().text("a", "c").other("o").build())
                .isNotEqualTo("a");
    }
}
