package io.github.bitbucketoidc.examples.standalone;

import io.github.bitbucketoidc.store.SettingBounds;
import io.github.bitbucketoidc.store.files.FilePermissions;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
 * @param revoked the file of revocations, if there is one
 * @param maxConcurrent how many requests may be in work at a time
 * @param auditFile where audit events go besides standard output, if anywhere
 * @param exitOnAuditFailure whether the program ends when a mandatory audit log fails for ten seconds
 * @param auditDeleteAfter after what time older files of {@code auditFile} are deleted, if ever
 * @param trustedProxies the addresses and ranges of proxies whose word on the client counts, not checked
 * @param bounds what the policy may point to
 * @param serving the bounds of connections, and how it stops
 * @param log how and how much it logs
 * @param permissions who else may have access to the policy and the private key
 */
record Options(
        Path policy,
        String host,
        int port,
        String path,
        Optional<TlsFiles> tls,
        ReplayFlag replay,
        Optional<Path> revoked,
        int maxConcurrent,
        Optional<Path> auditFile,
        boolean exitOnAuditFailure,
        Optional<Duration> auditDeleteAfter,
        List<String> trustedProxies,
        SettingBounds bounds,
        ServingFlags serving,
        LogFlags log,
        FilePermissions permissions) {

    static final int USUAL_CONCURRENT = 128;

    private static final int MOST_DAYS = 3660;

    static final String USAGE = """
            usage: java -jar standalone.jar --policy FILE [--host 127.0.0.1] [--port 0] [--path /secrets]
                                            [--tls-cert FILE --tls-key FILE] [--replay count]
                                            [--max-concurrent 128] [--audit-file FILE]
                                            [--audit-delete-after DAYS]
                                            [--exit-on-audit-failure yes]
                                            [--trusted-proxies LIST] [--revoked FILE]
                                            [--allow-root DIR]
                                            [--allow-env NAME] [--allow-address ADDRESS]
                                            [--max-connections NUMBER]
                                            [--max-connections-per-address NUMBER]
                                            [--idle-timeout 75s] [--drain 5s]
                                            [--log-format text] [--log-level info]
                                            [--permissions owner]

              --policy FILE     the policy file, YAML or JSON
              --host NAME       the name or address to listen on; 0.0.0.0 for all (default 127.0.0.1)
              --port NUMBER     the port to listen on; 0 for a free one (default 0)
              --path PATH       where runners ask for their secrets (default /secrets)
              --tls-cert FILE   the certificate and its chain, PEM
              --tls-key FILE    its private key, PEM, not encrypted
              --replay MODE     what happens to a token that is shown again: off, count (in the audit
                                events), once, once-within:60s (or m, h), same-source (default count).
                                All but off and count refuse tokens issued before the program started;
                                with ",earlier" behind the mode, as in once,earlier, they do not
              --max-concurrent NUMBER
                                how many requests may be in work at a time; others get 503 at once.
                                Half as many may wait for one store (default 128, at most 150)
              --audit-file FILE audit events go there, too, and are on the disk before an answer leaves; the
                                file rotates at 100 MiB
              --audit-delete-after DAYS
                                older audit files are deleted so many days after their last event
                                (default: never; look after the disk)
              --exit-on-audit-failure yes
                                end with exit code 3 when audit events cannot be written for ten seconds
              --trusted-proxies LIST
                                whose X-Forwarded-For counts: addresses and ranges with commas between
                                them, such as 127.0.0.1,10.0.0.0/8 (default: nobody's)
              --revoked FILE    what gets no secret any more, a line each: step, pipeline, repository or digest
                                and an id. Looked at every second; the file must be there, it may be empty
              --allow-root DIR  the policy may name files and folders below it; again for more
                                (default: all that this process may read)
              --allow-env NAME  the policy may name this environment variable, or with one * in it those
                                that match; again for more (default: all)
              --allow-address ADDRESS
                                the policy may name this address of a store or an issuer: HOST,
                                HOST:PORT or https://HOST/PATH; again for more (default: all)
              --permissions WORD
                                who else may write the policy and its folder, or read the TLS key: owner
                                (nobody), group, or any, which leaves it to the file system (default owner)
            """ + ServingFlags.USAGE + LogFlags.USAGE + """

            Audit events are written on standard output, one line of JSON each, and nothing else; logs on
            standard error. GET /healthz says whether the program is alive, GET /readyz whether it can answer.
            SIGHUP makes it read the policy and the certificate again; SIGTERM ends it.
            """;

    private static final String UNPRINTABLE = "\\p{C}";

    private static final Set<String> OWN = Set.of(
            "--policy",
            "--host",
            "--port",
            "--path",
            "--tls-cert",
            "--tls-key",
            "--replay",
            "--max-concurrent",
            "--audit-file",
            "--audit-delete-after",
            "--exit-on-audit-failure",
            "--trusted-proxies",
            "--revoked",
            "--allow-root",
            "--allow-env",
            "--allow-address",
            "--permissions");

    /** Flags that may be there several times. */
    private static final Set<String> REPEATED = Set.of("--allow-root", "--allow-env", "--allow-address");

    private static final Set<String> FLAGS = Stream.of(OWN, ServingFlags.NAMES, LogFlags.NAMES)
            .flatMap(Set::stream)
            .collect(Collectors.toUnmodifiableSet());

    /**
     * The two files of TLS.
     *
     * @param certificate the certificate and its chain
     * @param key its private key
     * @param permissions who else may have access to the key
     */
    record TlsFiles(Path certificate, Path key, FilePermissions permissions) {

        TlsFiles(Path certificate, Path key) {
            this(certificate, key, FilePermissions.OWNER);
        }
    }

    static Options parse(String... arguments) throws Refusal {
        Map<String, List<String>> repeated = new HashMap<>();
        Map<String, String> given = split(repeated, arguments);
        String policy = given.get("--policy");
        if (policy == null) {
            throw usage("--policy FILE is missing");
        }
        return new Options(
                path("--policy", policy),
                given.getOrDefault("--host", "127.0.0.1"),
                port(given.getOrDefault("--port", "0")),
                urlPath(given.getOrDefault("--path", "/secrets")),
                tls(given.get("--tls-cert"), given.get("--tls-key"), permissions(given.get("--permissions"))),
                replay(given.get("--replay")),
                file("--revoked", given.get("--revoked")),
                maxConcurrent(given.get("--max-concurrent")),
                file("--audit-file", given.get("--audit-file")),
                yes("--exit-on-audit-failure", given.get("--exit-on-audit-failure")),
                days("--audit-delete-after", given.get("--audit-delete-after")),
                list(given.get("--trusted-proxies")),
                bounds(repeated),
                ServingFlags.parse(given),
                LogFlags.parse(given),
                permissions(given.get("--permissions")));
    }

    private static SettingBounds bounds(Map<String, List<String>> repeated) throws Refusal {
        SettingBounds.Builder bounds = SettingBounds.builder();
        for (String root : repeated.getOrDefault("--allow-root", List.of())) {
            bounds.allowRoot(path("--allow-root", root));
        }
        for (String name : repeated.getOrDefault("--allow-env", List.of())) {
            try {
                bounds.allowEnvironment(name);
            } catch (IllegalArgumentException refused) {
                throw usage("--allow-env: a name with at most one '*' is needed, not " + printable(name));
            }
        }
        for (String address : repeated.getOrDefault("--allow-address", List.of())) {
            try {
                bounds.allowAddress(address);
            } catch (IllegalArgumentException refused) {
                throw usage(
                        "--allow-address: HOST, HOST:PORT or an address such as https://vault.example:8200 is needed,"
                                + " not " + printable(address));
            }
        }
        return bounds.build();
    }

    private static Map<String, String> split(Map<String, List<String>> repeated, String... arguments) throws Refusal {
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
            if (REPEATED.contains(flag)) {
                repeated.computeIfAbsent(flag, key -> new ArrayList<>()).add(value);
            } else if (given.put(flag, value) != null) {
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

    private static FilePermissions permissions(@Nullable String value) throws Refusal {
        String word = value == null ? "owner" : value;
        return FilePermissions.parse(word)
                .orElseThrow(() -> usage("--permissions: owner, group or any is needed, not " + printable(word)));
    }

    private static Optional<TlsFiles> tls(
            @Nullable String certificate, @Nullable String key, FilePermissions permissions) throws Refusal {
        if (certificate == null && key == null) {
            return Optional.empty();
        }
        if (certificate == null || key == null) {
            throw usage("--tls-cert and --tls-key go together");
        }
        return Optional.of(new TlsFiles(path("--tls-cert", certificate), path("--tls-key", key), permissions));
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

    private static Optional<Path> file(String flag, @Nullable String value) throws Refusal {
        return value == null ? Optional.empty() : Optional.of(path(flag, value));
    }

    private static boolean yes(String flag, @Nullable String value) throws Refusal {
        if (value != null && !value.equals("yes") && !value.equals("no")) {
            throw usage(flag + ": yes or no is needed, not " + printable(value));
        }
        return "yes".equals(value);
    }

    private static Optional<Duration> days(String flag, @Nullable String value) throws Refusal {
        if (value == null) {
            return Optional.empty();
        }
        int days = value.matches("[0-9]{1,4}") ? Integer.parseInt(value) : 0;
        if (days < 1 || days > MOST_DAYS) {
            throw usage(flag + ": a number from 1 to " + MOST_DAYS + " is needed, not " + printable(value));
        }
        return Optional.of(Duration.ofDays(days));
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
    static String printable(String text) {
        return "\"" + text.replaceAll(UNPRINTABLE, "?") + "\"";
    }
}
