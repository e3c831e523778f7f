package io.github.bitbucketoidc.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.leaks.Canary;
import io.github.bitbucketoidc.leaks.LeakHunt;
import io.github.bitbucketoidc.rows.Row;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.eclipse.jetty.server.CustomRequestLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What servers write about requests (H11): no token and no secret in an access log, nor in any line of a server down to INFO. Where a
 * server shows headers when it is told to log everything, the test says which of its loggers does, as docs/security.md does.
 */
class ServerLogsIT {

    private SampleProvider sample;
    private LeakHunt hunt;
    private String token;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        sample = new SampleProvider(directory);
        token = sample.token();
        hunt = new LeakHunt();
    }

    @AfterEach
    void stop() {
        hunt.close();
        sample.close();
    }

    private Map<String, Canary> canaries() {
        return Map.of(
                "secret", new Canary("correct horse"),
                "other secret", new Canary("a long value a long value"),
                "payload", new Canary(token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'))),
                "signature", new Canary(token.substring(token.lastIndexOf('.') + 1)));
    }

    /** Requests of each kind of answer, one after the other, each on a connection of its own. */
    private void ask(int port) throws IOException {
        String bearer = "Authorization: Bearer " + token;
        Awaitility.await() // on a busy machine the first keys may be late
                .atMost(Duration.ofMinutes(1))
                .until(() -> RawHttp.ask(port, "GET", "/secrets", bearer).status() == 200);
        assertThat(RawHttp.ask(port, "POST", "/secrets", bearer).status()).isEqualTo(200);
        assertThat(RawHttp.ask(port, "GET", "/secrets", bearer + "x").status()).isEqualTo(401);
        assertThat(RawHttp.ask(port, "GET", "/secrets", bearer, bearer).status())
                .isEqualTo(400);
        assertThat(RawHttp.ask(port, "PUT", "/secrets", bearer).status()).isEqualTo(405);
        try (RawHttp gone = new RawHttp(port)) {
            gone.write("GET /secrets HTTP/1.1", bearer);
            gone.reset();
        }
        Awaitility.await().until(() -> sample.events.size() >= 5);
    }

    /** What was shown, and by whom: {@code signature by DEBUG org.eclipse.jetty.http.HttpParser}. */
    private Set<String> shown() {
        Set<String> shown = new TreeSet<>();
        for (String place : hunt.everything()) {
            String[] words = place.split("[ \n]", 3);
            canaries().forEach((name, canary) -> {
                if (!canary.foundIn(place).isEmpty()) {
                    shown.add(name + " by " + words[0] + " " + words[1]);
                }
            });
        }
        return shown;
    }

    /** Jetty shows at DEBUG what comes and goes, and nothing can keep it from that; nobody else shows anything. */
    private void onlyJettyShowsSomethingAtDebug() {
        assertThat(shown())
                .contains("signature by DEBUG org.eclipse.jetty.http.HttpParser")
                .allMatch(finding -> finding.contains(" by DEBUG org.eclipse.jetty."));
    }

    @Row("H11")
    @Test
    void h11JettysRequestLog() throws Exception {
        AdapterServer server = JettyAdapterIT.start(
                sample.endpoint(), new CustomRequestLog(hunt::look, CustomRequestLog.EXTENDED_NCSA_FORMAT));
        ask(server.port());
        server.stop();

        assertThat(hunt.everything()).anyMatch(line -> line.contains("\"GET /secrets HTTP/1.1\" 200"));
        onlyJettyShowsSomethingAtDebug();
    }

    @Row("H11")
    @Test
    void h11JettysRequestLogThatIsToldToShowTheHeaderIsFound() throws Exception {
        AdapterServer server = JettyAdapterIT.start(
                sample.endpoint(), new CustomRequestLog(line -> hunt.look("access " + line), "log %{Authorization}i"));
        ask(server.port());
        server.stop();

        assertThat(shown()).contains("payload by access log", "signature by access log");
    }

    /** All that a log of requests can learn from Javalin but the headers, which it must name one by one. */
    private void log(Context context, float millis) {
        hunt.look("access " + context.method() + " " + context.fullUrl() + " " + context.ip() + " " + context.status()
                + " "
                + millis + " " + context.body() + " " + context.formParamMap() + " " + context.cookieMap() + " "
                + context.attributeMap() + " " + context.result() + " " + context.res());
    }

    @Row("H11")
    @Test
    void h11JavalinsRequestLogger() throws Exception {
        AdapterServer server =
                JavalinAdapterIT.start(sample.endpoint(), config -> config.requestLogger.http(this::log));
        ask(server.port());
        server.stop();

        assertThat(hunt.everything()).anyMatch(line -> line.startsWith("access GET http://localhost/secrets"));
        onlyJettyShowsSomethingAtDebug();
    }

    @Row("H11")
    @Test
    void h11JavalinsLoggingForDevelopersShowsTheHeaderAndNoSecret() throws Exception {
        AdapterServer server =
                JavalinAdapterIT.start(sample.endpoint(), config -> config.bundledPlugins.enableDevLogging());
        ask(server.port());
        server.stop();

        assertThat(shown())
                .contains("payload by INFO io.javalin.Javalin", "signature by INFO io.javalin.Javalin")
                .noneMatch(finding -> finding.endsWith("secret by INFO io.javalin.Javalin"));
    }

    @Row("H11")
    @Test
    void h11TheServerOfTheJdk() throws Exception {
        AdapterServer server = new JdkAdapterIT().start(sample.endpoint());
        ask(server.port());
        server.stop();

        assertThat(hunt.everything()).anyMatch(line -> line.startsWith("JDK com.sun.net.httpserver"));
        assertThat(shown()).isEmpty();
    }
}
