package io.github.bitbucketoidc.benchmarks;

import io.github.bitbucketoidc.provider.SecretProvider;
import io.github.bitbucketoidc.provider.SecretsEndpoint;
import io.github.bitbucketoidc.provider.audit.AuditLog;
import io.github.bitbucketoidc.provider.endpoint.EndpointRequest;
import io.github.bitbucketoidc.provider.endpoint.EndpointResponse;
import io.github.bitbucketoidc.testkit.FakeBitbucket;
import io.github.bitbucketoidc.testkit.FakeWorkspace;
import io.github.bitbucketoidc.testkit.TokenMint;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * How the cost of a whole exchange, from the header to the answer's bytes and the audit event, but without an HTTP server, grows with the
 * secrets of a step and with the issuers.
 */
public final class Growth {

    private static final int TOKENS = 2_000;
    private static final int ROUNDS = 40;

    private final FakeBitbucket bitbucket;
    private final Map<String, Contestant> contestants = new LinkedHashMap<>();

    private Growth(FakeBitbucket bitbucket) {
        this.bitbucket = bitbucket;
    }

    /**
     * Measures and prints.
     *
     * @param arguments none
     * @throws Exception if a request is refused
     */
    public static void main(String[] arguments) throws Exception {
        try (FakeBitbucket bitbucket = FakeBitbucket.start()) {
            Growth growth = new Growth(bitbucket);
            for (int secrets : List.of(1, 10, 100)) {
                growth.add(secrets + (secrets == 1 ? " secret" : " secrets") + " of a step, 1 issuer", secrets, 1);
            }
            for (int issuers : List.of(10, 1_000)) {
                growth.add(String.format("1 secret, %,d issuers", issuers), 1, issuers);
            }
            growth.print();
        }
        System.exit(0);
    }

    private void print() throws Exception {
        Map<String, Rounds.Cost> costs = Rounds.measure(contestants, TOKENS, ROUNDS);
        double first = costs.values().iterator().next().microseconds();
        System.out.printf("JDK %s, %,d tokens, %d rounds%n%n", Runtime.version(), TOKENS, ROUNDS);
        System.out.println("| exchange | CPU time, µs | times the first row | bytes allocated |");
        System.out.println("| --- | ---: | ---: | ---: |");
        costs.forEach((name, cost) -> System.out.printf(
                "| %s | %.1f | %.2f | %,d |%n", name, cost.microseconds(), cost.microseconds() / first, cost.bytes()));
    }

    private void add(String name, int secrets, int issuers) throws IOException {
        List<FakeWorkspace> workspaces = IntStream.range(0, issuers)
                .mapToObj(i -> bitbucket.workspace("team-" + i, new UUID(0x4000L, 0x8000_0000_0000_0000L + i)))
                .toList();
        SecretsEndpoint endpoint = SecretsEndpoint.of(SecretProvider.builder()
                .policyFile(policy(workspaces, secrets))
                .auditLog(AuditLog.jsonLines(OutputStream.nullOutputStream()))
                .build());
        List<EndpointRequest> requests = new ArrayList<>();
        for (int i = 0; i < TOKENS; i++) {
            String token =
                    workspaces.get(i % issuers).mint().step(UUID.randomUUID()).token();
            requests.add(EndpointRequest.of("GET", List.of("Bearer " + token), "127.0.0.1", List.of()));
        }
        contestants.put(name, token -> {
            EndpointResponse answer = endpoint.handle(requests.get(token));
            if (answer.status() != 200 || answer.length() < secrets * 10) {
                throw new IllegalStateException(name + " was answered with " + answer.status());
            }
            return answer;
        });
        for (int i = 0; i < issuers; i++) {
            endpoint.handle(requests.get(i)); // fetches the issuer's keys
        }
    }

    private static Path policy(List<FakeWorkspace> workspaces, int secrets) throws IOException {
        Path folder = Scratch.folder("growth");
        Path values = Files.createFile(
                folder.resolve("secrets.yaml"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        StringBuilder text = new StringBuilder("version: 1\nworkspaces:\n");
        for (FakeWorkspace workspace : workspaces) {
            text.append(String.format(
                    "  %s: { uuid: \"{%s}\", issuer: \"%s\" }%n",
                    workspace.slug(), workspace.uuid(), workspace.issuer()));
        }
        text.append("stores:\n  local: { type: file, path: secrets.yaml }\ngrants:\n");
        StringBuilder content = new StringBuilder();
        for (FakeWorkspace workspace : workspaces) {
            text.append(String.format(
                    "  %s:%n    when: workspace is \"{%s}\" and repository is \"{%s}\"%n    deliver:%n",
                    workspace.slug(), workspace.uuid(), TokenMint.REPOSITORY));
            for (int i = 0; i < secrets; i++) {
                String path = workspace.slug() + "/secret-" + i;
                text.append("      VARIABLE_")
                        .append(i)
                        .append(": \"local:")
                        .append(path)
                        .append("#token\"\n");
                content.append(path)
                        .append(": { token: \"value number ")
                        .append(i)
                        .append("\" }\n");
            }
        }
        Files.writeString(values, content);
        return Files.writeString(folder.resolve("policy.yaml"), text);
    }
}
