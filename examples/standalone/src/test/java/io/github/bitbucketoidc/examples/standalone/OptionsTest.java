package io.github.bitbucketoidc.examples.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.bitbucketoidc.examples.standalone.logging.LogFormat;
import io.github.bitbucketoidc.examples.standalone.logging.LogLevel;
import io.github.bitbucketoidc.store.SettingBounds;
import io.github.bitbucketoidc.store.files.FilePermissions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {

    @Test
    void haveDefaultsForAllButThePolicy() throws Exception {
        assertThat(Options.parse("--policy", "p.yaml"))
                .isEqualTo(new Options(
                        Path.of("p.yaml"),
                        "127.0.0.1",
                        0,
                        "/secrets",
                        Optional.empty(),
                        ReplayFlag.DEFAULT,
                        Optional.empty(),
                        128,
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        List.of(),
                        SettingBounds.none(),
                        ServingFlags.DEFAULT,
                        LogFlags.DEFAULT,
                        FilePermissions.OWNER));
    }

    @Test
    void areTakenInBothSpellings() throws Exception {
        Options options = Options.parse(
                "--policy=p.yaml",
                "--host",
                "::1",
                "--port=8080",
                "--path",
                "/a/b",
                "--tls-cert",
                "c",
                "--tls-key=k",
                "--replay",
                "once-within:5m,earlier",
                "--revoked=r",
                "--max-concurrent=7",
                "--audit-file",
                "a.jsonl",
                "--exit-on-audit-failure=yes",
                "--audit-delete-after",
                "400",
                "--trusted-proxies",
                "::1, 10.0.0.0/8",
                "--allow-root",
                "/etc/a",
                "--allow-root=/etc/b",
                "--allow-env=PROVIDER_*",
                "--allow-address=vault.example:8200",
                "--max-connections=300",
                "--max-connections-per-address=40",
                "--idle-timeout=2m",
                "--drain=0s",
                "--log-format=json",
                "--log-level=warn",
                "--permissions=group");
        assertThat(options)
                .isEqualTo(new Options(
                        Path.of("p.yaml"),
                        "::1",
                        8080,
                        "/a/b",
                        Optional.of(new Options.TlsFiles(Path.of("c"), Path.of("k"), FilePermissions.GROUP)),
                        new ReplayFlag(ReplayFlag.Mode.ONCE_WITHIN, Optional.of(Duration.ofMinutes(5)), true),
                        Optional.of(Path.of("r")),
                        7,
                        Optional.of(Path.of("a.jsonl")),
                        true,
                        Optional.of(Duration.ofDays(400)),
                        List.of("::1", "10.0.0.0/8"),
                        SettingBounds.builder()
                                .allowRoot(Path.of("/etc/a"))
                                .allowRoot(Path.of("/etc/b"))
                                .allowEnvironment("PROVIDER_*")
                                .allowAddress("vault.example:8200")
                                .build(),
                        new ServingFlags(OptionalInt.of(300), OptionalInt.of(40), Duration.ofMinutes(2), Duration.ZERO),
                        new LogFlags(LogFormat.JSON, LogLevel.WARN),
                        FilePermissions.GROUP));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|missing",
                "--policy|needs a value",
                "--policy=|needs a value",
                "--policy --port|needs a value",
                "--policy p --policy q|twice",
                "--policy p extra|unknown argument \"extra\"",
                "--policy p --Port 1|unknown argument \"--Port\"",
                "--policy p --port 65536|0 to 65535",
                "--policy p --audit-delete-after 0|from 1 to 3660",
                "--policy p --exit-on-audit-failure maybe|yes or no",
                "--policy p --port -1|0 to 65535",
                "--policy p --port 0x10|0 to 65535",
                "--policy p --path secrets|a path such as /secrets",
                "--policy p --path /|a path such as /secrets",
                "--policy p --path /a/../b|a path such as /secrets",
                "--policy p --path /*|a path such as /secrets",
                "--policy p --path /readyz|is taken",
                "--policy p --replay twice|off, count, once",
                "--policy p --replay Once|off, count, once",
                "--policy p --replay once-within:0s|off, count, once",
                "--policy p --replay once-within:25h|off, count, once",
                "--policy p --replay once-within:|off, count, once",
                "--policy p --max-concurrent 0|1 to 150",
                "--policy p --max-concurrent 151|1 to 150",
                "--policy p --max-connections 0|1 to 100000",
                "--policy p --max-connections-per-address x|1 to 100000",
                "--policy p --idle-timeout 0s|1s to 60m",
                "--policy p --idle-timeout 75|such as 75s",
                "--policy p --drain 61m|0s to 60m",
                "--policy p --log-format xml|text, json",
                "--policy p --log-level trace|error, warn, info, debug",
                "--policy p --tls-cert c|go together",
                "--policy p --permissions all|owner, group or any is needed, not \"all\"",
                "--policy p --tls-key k|go together"
            })
    void areRefusedInOneLine(String line, String problem) {
        String[] arguments = line.isEmpty() ? new String[0] : line.split(" ");
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> Options.parse(arguments))
                .satisfies(refusal -> {
                    assertThat(refusal.exitCode()).isEqualTo(2);
                    assertThat(refusal.getMessage().lines())
                            .singleElement()
                            .asString()
                            .contains(problem, "--help");
                });
    }

    @Test
    void offerEveryReplayGuard() throws Exception {
        for (String mode : List.of("off", "count", "once", "once-within:60s", "same-source")) {
            assertThat(Options.parse("--policy", "p", "--replay", mode).replay().guard())
                    .isNotNull();
        }
    }

    @Test
    void neverEchoWhatATerminalWouldActOn() {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> Options.parse("--\u001b[2J\n"))
                .withMessageContaining("\"--?[2J?\"");
    }
}
