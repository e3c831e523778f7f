package io.github.bitbucketoidc.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.leaks.RecordingLoggers;
import io.github.bitbucketoidc.provider.SecretsEndpoint;
import io.github.bitbucketoidc.rows.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLogger;

/** Every logger is on in these tests, as in an application whose logging nobody has configured. */
class LoudLogsTest {

    private static final String WARNING =
            "WARN " + LoudLogs.class.getName() + " the logger org.eclipse.jetty is at DEBUG";

    private SecretsEndpoint endpoint;
    private SampleProvider sample;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        sample = new SampleProvider(directory);
        endpoint = SecretsEndpoint.of(sample.provider);
        RecordingLoggers.clear();
    }

    @AfterEach
    void stop() {
        sample.close();
    }

    private static List<String> warnings() {
        return RecordingLoggers.lines().stream()
                .filter(line -> line.startsWith(WARNING))
                .toList();
    }

    @Row("H11")
    @Test
    void h11AServletSaysThatItsServerWouldWriteSecrets() {
        new SecretsServlet(endpoint);

        assertThat(warnings()).hasSize(1);
    }

    @Row("H11")
    @Test
    void h11SoDoesAHandlerOfJavalin() {
        new SecretsHandler(endpoint);

        assertThat(warnings()).hasSize(1);
    }

    @Test
    void aServerThatIsQuietIsNoNews() {
        LoudLogs.look(NOPLogger.NOP_LOGGER, LoggerFactory.getLogger(LoudLogs.class));

        assertThat(warnings()).isEmpty();
    }
}
