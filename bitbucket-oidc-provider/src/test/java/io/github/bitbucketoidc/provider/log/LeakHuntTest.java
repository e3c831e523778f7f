package io.github.bitbucketoidc.provider.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.leaks.Canary;
import io.github.bitbucketoidc.leaks.LeakHunt;
import io.github.bitbucketoidc.rows.Row;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** A hunt that finds nothing is worth what it would have found: a leak is planted in each place, in each spelling. */
class LeakHuntTest {

    private static final Canary CANARY = new Canary("c4n4ry \"9f3b\\7a61\" d2e8");

    private final LeakHunt hunt = new LeakHunt();

    @AfterEach
    void close() {
        hunt.close();
    }

    /** A type of ours that says too much, in its text and behind a method. */
    public static final class Talkative {

        private final String text;
        private final Object inside;

        Talkative(String text, Object inside) {
            this.text = text;
            this.inside = inside;
        }

        public Optional<Object> inside() {
            return Optional.ofNullable(inside);
        }

        @Override
        public String toString() {
            return "Talkative[" + text + "]";
        }
    }

    static Stream<Consumer<LeakHunt>> planted() {
        String secret = CANARY.text();
        return Stream.of(
                hunt -> LoggerFactory.getLogger("a.library").trace("sent {}", secret),
                hunt -> LoggerFactory.getLogger("a.library").trace("failed", new IllegalStateException(secret)),
                hunt -> Logger.getLogger("jdk.httpclient.HttpClient").log(Level.FINEST, "header {0}", secret),
                hunt -> Logger.getLogger("").log(Level.FINE, "failed", new IllegalStateException(secret)),
                hunt -> System.out.println(secret),
                hunt -> System.err.println(secret),
                hunt -> hunt.look("127.0.0.1 GET /secrets " + secret),
                hunt -> hunt.look(new IllegalStateException("a", new IllegalArgumentException(secret))),
                hunt -> hunt.look((Object) new Talkative(secret, null)),
                hunt -> hunt.look((Object) new Talkative("", new Talkative("", List.of(Map.of("a", secret))))));
    }

    @Row("H11")
    @ParameterizedTest
    @MethodSource("planted")
    void h11FindsALeakInEachPlace(Consumer<LeakHunt> leak) {
        assertThat(hunt.leaks(List.of(CANARY))).isEmpty();
        leak.accept(hunt);
        assertThat(hunt.leaks(List.of(CANARY))).isNotEmpty();
    }

    @Row("H11")
    @Test
    void h11FindsALeakInEachSpelling() {
        String text = CANARY.text();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        String escaped = text.chars().mapToObj(c -> String.format("\\u%04X", c)).collect(Collectors.joining());
        for (String spelling : List.of(
                text,
                Base64.getEncoder().encodeToString(bytes),
                Base64.getUrlEncoder().encodeToString(("x" + text + "yz").getBytes(StandardCharsets.UTF_8)),
                HexFormat.of().withUpperCase().formatHex(bytes),
                URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20"),
                escaped,
                text.replace("\\", "\\\\").replace("\"", "\\\""))) {
            assertThat(CANARY.foundIn("before " + spelling + " behind"))
                    .as(spelling)
                    .isNotEmpty();
        }
    }

    @Test
    void findsNothingWhereNothingIs() {
        LoggerFactory.getLogger("a.library").trace("sent {} bytes", 7);
        hunt.look((Object) new Talkative("nothing", Map.of())).look(new IllegalStateException("why"));
        assertThat(hunt.everything()).anySatisfy(line -> assertThat(line).contains("sent 7 bytes"));
        assertThat(hunt.leaks(List.of(CANARY))).isEmpty();
    }
}
