package io.github.bitbucketoidc.store.vault.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyReaderTest {

    private static final int LIMIT = 100;
    private static final String OK = "HTTP/1.1 200 OK\r\n";

    private static HttpReply read(String text) throws IOException {
        return new ReplyReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)), LIMIT).read();
    }

    private static String body(String text) throws IOException {
        return new String(read(text).body().orElseThrow(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void readsWhatHasALength() throws IOException {
        HttpReply reply = read("HTTP/1.1 404 Not Found\r\nContent-Type: a/b\r\nCONTENT-LENGTH: 3\r\n\r\nabcdef");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.header("content-type")).isEqualTo("a/b");
        assertThat(reply.body().orElseThrow()).asString().isEqualTo("abc");
        assertThat(reply.lasts()).isTrue();
    }

    @Test
    void readsChunks() throws IOException {
        String chunked =
                OK + "Transfer-Encoding: chunked\r\n\r\n3;ext=1\r\nabc\r\n0A\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n";

        assertThat(body(chunked)).isEqualTo("abc0123456789");
        assertThat(read(chunked).lasts()).isTrue();
    }

    @Test
    void readsToTheEndWhatSaysNothing() throws IOException {
        assertThat(body(OK + "\r\nabc")).isEqualTo("abc");
        assertThat(read(OK + "\r\nabc").lasts()).isFalse();
    }

    @Test
    void readsNoBodyWhereThereIsNone() throws IOException {
        assertThat(body("HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n")).isEmpty();
        assertThat(body("HTTP/1.1 304 Not Modified\r\n\r\n")).isEmpty();
    }

    @Test
    void passesInterimAnswersOver() throws IOException {
        assertThat(body("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + OK
                        + "Content-Length: 1\r\n\r\na"))
                .isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\na",
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\na"
            })
    void knowsAConnectionThatEnds(String text) throws IOException {
        assertThat(read(text).lasts()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 101\r\n\r\n",
                "Content-Length: 999999999999\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n65\r\n",
                "Transfer-Encoding: chunked\r\n\r\nFFFFFFF\r\n"
            })
    void readsNothingOfWhatIsTooLong(String rest) throws IOException {
        HttpReply reply = read(OK + rest);

        assertThat(reply.body()).isEmpty();
        assertThat(reply.lasts()).isFalse();
    }

    @Test
    void readsNothingOfWhatIsTooLongAndDoesNotSay() throws IOException {
        assertThat(read(OK + "\r\n" + "x".repeat(LIMIT + 1)).body()).isEmpty();
        assertThat(body(OK + "\r\n" + "x".repeat(LIMIT))).hasSize(LIMIT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200",
                "HTTP/2 200 OK\r\n\r\n",
                "SSH-2.0-OpenSSH\r\n\r\n",
                "HTTP/1.1 2000 OK\r\n\r\n",
                "HTTP/1.1 101 Switching\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno header\r\n\r\n",
                "HTTP/1.1 200 OK\r\nA: b\r\n folded\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1, 1\r\n\r\nab",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n"
            })
    void refusesWhatIsNotWholeOrNotHttp(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(IOException.class);
    }

    @Test
    void refusesAHeadWithoutEnd() {
        assertThatThrownBy(() -> read(OK + "A: " + "x".repeat(70_000))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> read(OK + "A: b\r\n".repeat(20_000))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> read("HTTP/1.1 100 Continue\r\n\r\n".repeat(7)))
                .isInstanceOf(IOException.class);
    }
}
