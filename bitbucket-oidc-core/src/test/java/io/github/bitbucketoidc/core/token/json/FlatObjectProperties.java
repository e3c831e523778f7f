package io.github.bitbucketoidc.core.token.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** The reader of flat objects reads what Jackson reads, or gives up: it never reads more, and never anything else. */
class FlatObjectProperties {

    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            "\"",
            ":",
            ",",
            "\"a\"",
            "\"b\"",
            "\"ab\\\"c\"",
            "\"\\u0041\"",
            "\\",
            "0",
            "-1",
            "01",
            "1",
            "1.5",
            "1e9",
            "-",
            "7",
            "1784000000",
            "true",
            "null",
            " ",
            "\n",
            "\u0001",
            "\u007F",
            "\u00FC",
            "\uD83D\uDE00",
            "x",
            "999999999999999999",
            "9999999999999999999");

    /** What a reader handed over, and how it ended. */
    private static final class Sink implements JsonReader.Members {

        private final Set<String> names = new HashSet<>();
        private final List<String> members = new ArrayList<>();

        @Override
        public boolean add(String name, Object value) {
            members.add(name + "=" + (value instanceof JsonText text ? '"' + text.text() : value));
            return names.add(name);
        }
    }

    @Property(tries = 20_000)
    void readsWhatJacksonReads(@ForAll("documents") String document) {
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        Sink flat = new Sink();
        JsonRefusal.Reason flatRefusal = null;
        boolean read = false;
        try {
            read = new FlatObject(bytes).read(flat);
        } catch (JsonRefusal refusal) {
            flatRefusal = refusal.reason();
        }
        Statistics.collect(read ? "read" : flatRefusal == null ? "given up" : "refused");
        if (!read && flatRefusal == null) {
            assertThat(flat.members).as("handed over before it gave up").isEmpty();
            return;
        }
        Sink jackson = new Sink();
        JsonRefusal.Reason refusal = new StrictJson().read(bytes, jackson);
        assertThat(flatRefusal).as(document).isEqualTo(refusal);
        assertThat(flat.members).as(document).isEqualTo(jackson.members);
    }

    @Provide
    Arbitrary<String> documents() {
        Arbitrary<String> pieces = Arbitraries.of(PIECES).list().ofMaxSize(5).map(list -> String.join("", list));
        Arbitrary<String> values = Arbitraries.of("\"a\"", "\"\"", "1", "23", "\"x{},:[]\"", "999999999999999999");
        Arbitrary<String> names = Arbitraries.of("a", "b", "c", "");
        Arbitrary<String> members =
                net.jqwik.api.Combinators.combine(names, values).as((name, value) -> '"' + name + "\":" + value);
        Arbitrary<String> flat = members.list().ofMaxSize(26).map(list -> '{' + String.join(",", list) + '}');
        Arbitrary<String> good = net.jqwik.api.Combinators.combine(values.list().ofMaxSize(26), pieces)
                .as((list, piece) -> {
                    StringBuilder text = new StringBuilder("{");
                    for (int i = 0; i < list.size(); i++) {
                        text.append(i == 0 ? "" : ",")
                                .append("\"n")
                                .append(i)
                                .append("\":")
                                .append(list.get(i));
                    }
                    return text.append(piece.length() % 3 == 0 ? "" : piece)
                            .append('}')
                            .toString();
                });
        return Arbitraries.oneOf(
                pieces,
                flat,
                good,
                pieces.map(text -> "{\"first\":\"some text\",\"second\":" + text + "}"),
                good.map(text -> text + " "));
    }
}
