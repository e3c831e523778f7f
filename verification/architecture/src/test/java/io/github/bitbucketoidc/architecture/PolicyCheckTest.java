package io.github.bitbucketoidc.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.bitbucketoidc.provider.SecretProvider;
import io.github.bitbucketoidc.provider.policy.file.PolicyFile;
import io.github.bitbucketoidc.provider.rules.PolicyException;
import io.github.bitbucketoidc.store.SecretStores;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A policy with stores of every type is checked where there is none of their files, variables and servers. */
class PolicyCheckTest {

    private static final String STORES = """
            version: 1
            workspaces:
              acme: { uuid: "{922e118c-f34f-4226-a897-0e0afbec553d}" }
            stores:
              local: { type: file, path: not-there.yaml, permissions: group }
              folder: { type: file, path: { env: NOT_SET_FOLDER }, trim: newline }
              vault:
                type: vault
                address: "http://127.0.0.1:PORT"
                ca: not-there.pem
                client-cert: not-there.pem
                client-key: not-there.key
                permissions: any
                login: { app-role: { role-id: { env: NOT_SET_ROLE }, secret-id: { file: not-there } } }
              steps:
                type: vault
                address: { env: NOT_SET_ADDRESS }
                time-out: { env: NOT_SET_TIME }
                login: { jwt: { role: provider, token: { file: not-there, permissions: any } } }
              manager:
                type: aws-secrets-manager
                region: { env: NOT_SET_REGION }
                endpoint: "http://127.0.0.1:PORT"
                login: { profile: not-there }
              parameters: { type: aws-parameter-store, region: eu-central-1, endpoint: "http://127.0.0.1:PORT" }
              minted:
                type: aws-credentials
                region: eu-central-1
                sts-endpoint: "http://127.0.0.1:PORT"
                login: step
                roles:
                  deploy: { arn: "arn:aws:iam::123456789012:role/deploy", session-policy: { file: not-there.json } }
                  other: { arn: { env: NOT_SET_ARN }, duration: 15m }
              sealed: { type: file, path: not-there.yaml.age, identity: { env: NOT_SET_IDENTITY } }
            grants:
              one:
                when: workspace is acme
                unpinned: true
                deliver: { A: "local:not/there", B: "vault:secret/b#c", C: "manager:d" }
            """;

    @TempDir
    Path folder;

    private Path policy(String text, int port) throws IOException {
        return Files.writeString(folder.resolve("policy.yaml"), text.replace("PORT", Integer.toString(port)));
    }

    @Test
    void needsNoFileNoVariableAndNoServer() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(200);
            Path file = policy(STORES, server.getLocalPort());
            assertThat(PolicyFile.check(file, SecretStores.discover()).stores()).hasSize(8);
            assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
            // what the check spares the author is missing indeed
            PolicyException refused = catchThrowableOfType(
                    PolicyException.class, () -> SecretProvider.open(file).close());
            assertThat(refused.report())
                    .contains("not-there.yaml", "NOT_SET_FOLDER", "`ca`: the file cannot be read", "NOT_SET_ARN");
        }
    }

    @Test
    void findsWhatIsWrongInTheSettingsOfEveryType() throws IOException {
        String wrong = STORES.replace("not-there.yaml, permissions: group", "not-there.yaml, permisions: group")
                .replace("trim: newline", "trim: all")
                .replace("    ca: not-there.pem\n", "    cca: not-there.pem\n")
                .replace("secret-id: { file: not-there }", "secret-id: written-out")
                .replace("time-out: { env: NOT_SET_TIME }", "time-out: { evn: NOT_SET_TIME }")
                .replace("login: { profile: not-there }", "profile: not-there")
                .replace("type: aws-parameter-store, region: eu-central-1", "type: aws-parameter-store, region: mars")
                .replace("session-policy: { file", "session-polcy: { file")
                .replace(", identity: { env: NOT_SET_IDENTITY }", "");
        Path file = policy(wrong, 1);
        PolicyException refused =
                catchThrowableOfType(PolicyException.class, () -> PolicyFile.check(file, SecretStores.discover()));
        assertThat(refused.problems().stream()
                        .map(problem -> problem.line() + ":" + problem.column() + " " + problem.message()))
                .containsExactlyInAnyOrderElementsOf(
                        List.of(
                                "5:46 the store `local`, `permisions`: is not a known key",
                                "6:56 the store `folder`, `trim`: is not known",
                                "10:5 the store `vault`, `cca`: is not a known key",
                                "14:58 the store `vault`, `login.app-role.secret-id`: a credential must not stand in the settings",
                                "18:5 the store `steps`, `time-out`: must be a text, but is a section",
                                "24:5 the store `manager`, `profile`: is not a known key",
                                "25:44 the store `parameters`, `region`: is not a region of AWS",
                                "32:63 the store `minted`, `roles.deploy.session-polcy`: is not a known key",
                                "34:3 the store `sealed`, `identity`: is missing, and the name of the file says that age encrypted it"));
        assertThat(refused.report()).doesNotContain("written-out");
    }
}
