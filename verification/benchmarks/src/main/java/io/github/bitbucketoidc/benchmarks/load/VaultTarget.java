package io.github.bitbucketoidc.benchmarks.load;

import io.github.bitbucketoidc.testkit.FakeWorkspace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Base64;
import java.util.List;

/** A real Vault in development mode: a step logs in with its token ({@code auth/jwt/login}) and reads its secret (KV version 2). */
final class VaultTarget implements Target {

    private static final String ROOT = "X-Vault-Token: root";

    private final Process process;
    private final int port;
    private final List<byte[]> logins;

    private VaultTarget(Process process, int port, List<byte[]> logins) {
        this.process = process;
        this.port = port;
        this.logins = logins;
    }

    static VaultTarget start(String binary, FakeWorkspace workspace, List<String> tokens)
            throws IOException, InterruptedException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Process process = new ProcessBuilder(
                        binary,
                        "server",
                        "-dev",
                        "-dev-root-token-id=root",
                        "-dev-listen-address=127.0.0.1:" + port,
                        "-dev-no-store-token")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        VaultTarget vault = new VaultTarget(
                process,
                port,
                tokens.stream()
                        .map(token -> Connection.request(
                                "POST",
                                "/v1/auth/jwt/login",
                                "Accept: */*",
                                "{\"role\":\"step\",\"jwt\":\"" + token + "\"}"))
                        .toList());
        vault.prepare(workspace);
        return vault;
    }

    private void prepare(FakeWorkspace workspace) throws IOException, InterruptedException {
        for (int tries = 0; !answers(); tries++) {
            if (tries == 100) {
                throw new IOException("Vault did not start");
            }
            Thread.sleep(100);
        }
        String pem = "-----BEGIN PUBLIC KEY-----\\n"
                + Base64.getEncoder()
                        .encodeToString(workspace.signingKey().publicKey().getEncoded())
                + "\\n-----END PUBLIC KEY-----";
        try (Connection root = new Connection(port)) {
            root("POST", root, "/v1/sys/auth/jwt", "{\"type\":\"jwt\"}");
            root(
                    "POST",
                    root,
                    "/v1/auth/jwt/config",
                    "{\"jwt_validation_pubkeys\":[\"" + pem + "\"],\"bound_issuer\":\"" + workspace.issuer() + "\"}");
            root(
                    "POST",
                    root,
                    "/v1/sys/policies/acl/step",
                    "{\"policy\":\"path \\\"secret/data/own\\\" { capabilities = [\\\"read\\\"] }\"}");
            root(
                    "POST",
                    root,
                    "/v1/auth/jwt/role/step",
                    "{\"role_type\":\"jwt\",\"user_claim\":\"repositoryUuid\","
                            + "\"bound_audiences\":[\"" + workspace.audience()
                            + "\"],\"bound_claims\":{\"branchName\":\"main\"},"
                            + "\"token_policies\":[\"step\"],\"token_ttl\":\"60s\"}");
            root("POST", root, "/v1/secret/data/own", "{\"data\":{\"TOKEN\":\"a value\"}}");
        }
    }

    private static void root(String method, Connection root, String path, String body) throws IOException {
        Connection.Answer answer = root.exchange(Connection.request(method, path, ROOT, body));
        if (answer.status() >= 300) {
            throw new IOException(path + ": " + answer.status() + ' ' + answer.body());
        }
    }

    private boolean answers() {
        try (Connection connection = new Connection(port)) {
            return connection
                            .exchange(Connection.request("GET", "/v1/secret/config", ROOT, ""))
                            .status()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public String name() {
        return "Vault: jwt login + KV v2 read";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public boolean exchange(Connection connection, int token) throws IOException {
        Connection.Answer login = connection.exchange(logins.get(token));
        String marker = "\"client_token\":\"";
        int at = login.body().indexOf(marker);
        if (login.status() != 200 || at < 0) {
            return false;
        }
        int start = at + marker.length();
        String client = login.body().substring(start, login.body().indexOf('"', start));
        Connection.Answer secret =
                connection.exchange(Connection.request("GET", "/v1/secret/data/own", "X-Vault-Token: " + client, ""));
        return secret.status() == 200;
    }

    @Override
    public Process process() {
        return process;
    }
}
