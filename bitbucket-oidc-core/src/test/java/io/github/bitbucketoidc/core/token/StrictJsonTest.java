package io.github.bitbucketoidc.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.core.token.json.FlatFirst;
import io.github.bitbucketoidc.core.token.json.JsonReader;
import io.github.bitbucketoidc.core.token.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents beyond every limit, ours and those of the JSON library behind them, are too large and nothing else. */
class StrictJsonTest {

    private final JsonReader json = new FlatFirst(new StrictJson());
    private final List<String> names = new ArrayList<>();

    static Stream<String> beyondEveryLimit() {
        String much = "1".repeat(100_000);
        return Stream.of(
                "{\"" + much + "\":1}",
                "{\"a\":{\"" + much + "\":1}}",
                "{\"a\":\"" + much + "\"}",
                "{\"a\":\"\\n" + much + "\"}",
                "{\"a\":\"\u00e9" + much + "\"}",
                "{\"a\":" + much + "}",
                "{\"a\":-" + much + "}",
                "{\"a\":1." + much + "}",
                "{\"a\":" + "[".repeat(1000) + "]".repeat(1000) + "}",
                "{\"a\":" + "{\"b\":".repeat(1000) + "1" + "}".repeat(1000) + "}");
    }

    @ParameterizedTest
    @MethodSource("beyondEveryLimit")
    void refusesWhatIsTooLarge(String document) {
        assertThat(read(document)).isEqualTo("json_limit");
    }

    @Test
    void countsTheMembers() {
        StringBuilder document = new StringBuilder("{\"m0\":0");
        for (int i = 1; i < StrictJson.MOST_MEMBERS; i++) {
            document.append(",\"m").append(i).append("\":").append(i);
        }
        assertThat(read(document + "}")).isEqualTo("read");
        assertThat(names).hasSize(StrictJson.MOST_MEMBERS);
        assertThat(read(document + ",\"more\":1}")).isEqualTo("json_limit");
    }

    @Test
    void readsTheNextDocumentAsIfNothingHadHappened() {
        for (int i = 0; i < 3; i++) {
            assertThat(read("{\"a\":\"" + "\\n".repeat(100_000))).isNotEqualTo("read");
            names.clear();
            assertThat(read("{\"a\":1,\"b\":\"c\"}")).isEqualTo("read");
            assertThat(names).containsExactly("a", "b");
        }
    }

    private String read(String document) {
        Rejection rejection =
                Refusals.of(json.read(document.getBytes(StandardCharsets.UTF_8), (name, value) -> names.add(name)));
        return rejection == null ? "read" : rejection.code().toString();
    }
}
