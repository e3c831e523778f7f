package io.github.bitbucketoidc.examples.standalone;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The flags of the command line.
 *
 * @param policy the policy file
 * @param host the name or address to listen on
 * @param port the port to listen on; 0 for a free one
 * @param path where the secrets are, beginning with a slash
 * @param tls the certificate and its key; empty for plain HTTP
 * @param replay what happens to a token that is shown again
 * @param maxConcurrent how many requests may be in work at a time
 * @param auditFile where audit events go besides standard output, if anywhere
 * @param trustedProxies the addresses and ranges of proxies whose word on the client counts, not checked
 */
record Options(
        Path policy,
        String host,
        int port,
        String path,
        Optional<TlsFiles> tls,
        ReplayFlag replay,
        int maxConcurrent,
        Optional<Path> auditFile,
        List<String> trustedProxies) {

    static final int USUAL_CONCURRENT = 128;

    static final String USAGE = """
            usage: java -jar standalone.jar --policy FILE [--host 127.0.0.1] [--port 0] [--path /secrets]
                                            [--tls-cert FILE --tls-key FILE] [--replay count]
                                            [--max-concurrent 128] [--audit-file FILE]
                                            [--trusted-proxies LIST]

              --policy FILE     the policy file, YAML or JSON
              --host NAME       the name or address to listen on; 0.0.0.0 for all (default 127.0.0.1)
              --port NUMBER     the port to listen on; 0 for a free one (default 0)
              --path PATH       where runners ask for their secrets (default /secrets)
              --tls-cert FILE   the certificate and its chain, PEM
              --tls-key FILE    its private key, PEM, not encrypted
              --replay MODE     what happens to a token that is shown again: off, count (in the audit
                                events), once, once-within:60s (or m, h), same-source (default count)
              --max-concurrent NUMBER
                                how many requests may be in work at a time; others get 503 at once.
                                Half as many may wait for one store (default 128, at most 150)
              --audit-file FILE audit events go there, too, and are on the disk before an answer leaves; the
                                file rotates at 100 MiB
              --trusted-proxies LIST
                                whose X-Forwarded-For counts: addresses and ranges with commas between
                                them, such as 127.0.0.1,10.0.0.0/8 (default: nobody's)

            Audit events are written on standard output, one line of JSON each; logs on standard error.
            GET /healthz says whether the program is alive, GET /readyz whether it can answer.
            """;

    private static final String UNPRINTABLE = "\\p{C}";

    private static final Set<String> FLAGS = Set.of(
            "--policy",
            "--host",
            "--port",
            "--path",
            "--tls-cert",
            "--tls-key",
            "--replay",
            "--max-concurrent",
            "--audit-file",
            "--trusted-proxies");

    /**
     * The two files of TLS.
     *
     * @param certificate the certificate and its chain
     * @param key its private key
     */
    record TlsFiles(Path certificate, Path key) {}

    static Options parse(String... arguments) throws Refusal {
        Map<String, String> given = split(arguments);
        String policy = given.get("--policy");
        if (policy == null) {
            throw usage("--policy FILE is missing");
        }
        return new Options(
                path("--policy", policy),
                given.getOrDefault("--host", "127.0.0.1"),
                port(given.getOrDefault("--port", "0")),
                urlPath(given.getOrDefault("--path", "/secrets")),
                tls(given.get("--tls-cert"), given.get("--tls-key")),
                replay(given.get("--replay")),
                maxConcurrent(given.get("--max-concurrent")),
                auditFile(given.get("--audit-file")),
                list(given.get("--trusted-proxies")));
    }

    private static Map<String, String> split(String... arguments) throws Refusal {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < arguments.length; i++) {
            int equals = arguments[i].indexOf('=');
            String flag = equals < 0 ? arguments[i] : arguments[i].substring(0, equals);
            if (!FLAGS.contains(flag)) {
                throw usage("unknown argument " + printable(flag));
            }
            if (equals < 0 && ++i == arguments.length) {
                throw usage(flag + " needs a value");
            }
            String value = equals < 0 ? arguments[i] : arguments[i].substring(equals + 1);
            if (value.isEmpty() || FLAGS.contains(value)) {
                throw usage(flag + " needs a value");
            }
            if (given.put(flag, value) != null) {
                throw usage(flag + " is there twice");
            }
        }
        return given;
    }

    private static Path path(String flag, String value) throws Refusal {
        try {
            return Path.of(value);
        } catch (InvalidPathException notAPath) {
            throw usage(flag + ": " + printable(value) + " is not the name of a file");
        }
    }

    private static int port(String value) throws Refusal {
        int port = value.matches("[0-9]{1,5}") ? Integer.parseInt(value) : -1;
        if (port < 0 || port > 65_535) {
            throw usage("--port: a number from 0 to 65535 is needed, not " + printable(value));
        }
        return port;
    }

    private static String urlPath(String value) throws Refusal {
        if (!value.matches("(/[A-Za-z0-9._~-]+)+") || value.contains("/.")) {
            throw usage("--path: a path such as /secrets is needed, of letters, digits, '-', '_', '~' and '.', not "
                    + printable(value));
        }
        if (value.equals("/healthz") || value.equals("/readyz")) {
            throw usage("--path: " + value + " is taken");
        }
        return value;
    }

    private static Optional<TlsFiles> tls(@Nullable String certificate, @Nullable String key) throws Refusal {
        if (certificate == null && key == null) {
            return Optional.empty();
        }
        if (certificate == null || key == null) {
            throw usage("--tls-cert and --tls-key go together");
        }
        return Optional.of(new TlsFiles(path("--tls-cert", certificate), path("--tls-key", key)));
    }

    private static ReplayFlag replay(@Nullable String value) throws Refusal {
        if (value == null) {
            return ReplayFlag.DEFAULT;
        }
        return ReplayFlag.parse(value)
                .orElseThrow(() -> usage("--replay: off, count, once, once-within:60s (1s to 24h) or same-source is"
                        + " needed, not " + printable(value)));
    }

    private static int maxConcurrent(@Nullable String value) throws Refusal {
        if (value == null) {
            return USUAL_CONCURRENT;
        }
        int requests = value.matches("[0-9]{1,5}") ? Integer.parseInt(value) : 0;
        if (requests < 1 || requests > SecretsServer.MOST_CONCURRENT) {
            throw usage("--max-concurrent: a number from 1 to " + SecretsServer.MOST_CONCURRENT + " is needed, not "
                    + printable(value));
        }
        return requests;
    }

    private static Optional<Path> auditFile(@Nullable String value) throws Refusal {
        return value == null ? Optional.empty() : Optional.of(path("--audit-file", value));
    }

    private static List<String> list(@Nullable String value) {
        return value == null
                ? List.of()
                : Stream.of(value.split(",", -1)).map(String::strip).toList();
    }

    /** Refuses what was typed. */
    static Refusal usage(String problem) {
        return Refusal.input(problem.replaceAll(UNPRINTABLE, "?") + "; --help shows how to start this program");
    }

    /** What was typed, without what a terminal would act on. */
    private static String printable(String text) {
        return "\"" + text.replaceAll(UNPRINTABLE, "?") + "\"";
    }
}
