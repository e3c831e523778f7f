package io.github.bitbucketoidc.examples.demo;

import com.sun.net.httpserver.HttpServer;
import io.github.bitbucketoidc.http.JdkSecretsHandler;
import io.github.bitbucketoidc.provider.SecretProvider;
import io.github.bitbucketoidc.provider.SecretsEndpoint;
import io.github.bitbucketoidc.provider.audit.AuditEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The provider of the story: its files in a folder of its own, served by the JDK's HTTP server. */
final class DemoProvider implements AutoCloseable {

    private static final Pattern NAME = Pattern.compile("([a-z][a-z0-9-]*): \"\\{([0-9a-f-]{36})\\}\"");

    private final Path folder;
    private final LinkedBlockingDeque<AuditEvent> events = new LinkedBlockingDeque<>();
    private final SecretProvider provider;
    private final HttpServer server;

    private DemoProvider(Path folder) throws IOException {
        this.folder = folder;
        this.provider = SecretProvider.builder()
                .policyFile(policyFile())
                .auditLog(events::add)
                .explainDecisions()
                .build();
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/secrets", new JdkSecretsHandler(SecretsEndpoint.of(provider)));
        server.start();
    }

    static DemoProvider start(String issuer) throws IOException {
        Path folder = Files.createTempDirectory("bitbucket-oidc-demo");
        Files.writeString(folder.resolve("policy.yaml"), resource("policy.yaml").replace("@issuer@", issuer));
        Path secrets = Files.writeString(folder.resolve("secrets.yaml"), resource("secrets.yaml"));
        if (secrets.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            // the file store refuses secrets that others can read
            Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rw-------"));
        }
        return new DemoProvider(folder);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = DemoProvider.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("the demo's jar has no " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Path policyFile() {
        return folder.resolve("policy.yaml");
    }

    /** The policy file's text. */
    String policy() {
        try {
            return Files.readString(policyFile());
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** What the policy calls the repositories and environments that it names. */
    Map<UUID, String> names() {
        return NAME.matcher(policy())
                .results()
                .filter(name -> !name.group(1).equals("uuid"))
                .collect(Collectors.toMap(name -> UUID.fromString(name.group(2)), name -> name.group(1)));
    }

    /** Where the runner sends tokens to. */
    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/secrets");
    }

    /** What the audit log says of the last request. */
    AuditEvent lastEvent() {
        return events.getLast();
    }

    @Override
    public void close() throws IOException {
        server.stop(0);
        provider.close();
        for (String name : new String[] {"policy.yaml", "secrets.yaml", ""}) {
            Files.deleteIfExists(folder.resolve(name));
        }
    }
}
