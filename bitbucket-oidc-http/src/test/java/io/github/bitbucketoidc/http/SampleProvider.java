package io.github.bitbucketoidc.http;

import io.github.bitbucketoidc.provider.SecretProvider;
import io.github.bitbucketoidc.provider.SecretsEndpoint;
import io.github.bitbucketoidc.provider.audit.AuditEvent;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretRequest;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretValue;
import io.github.bitbucketoidc.testkit.FakeBitbucket;
import io.github.bitbucketoidc.testkit.TokenMint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A fake Bitbucket and a real provider over a store in memory, behind the adapter that a test looks at. */
final class SampleProvider implements AutoCloseable {

    /** Longer than what frameworks leave uncompressed. */
    static final String LONG_VALUE = "a long value ".repeat(2000);

    final FakeBitbucket bitbucket = FakeBitbucket.start();
    final List<AuditEvent> events = new CopyOnWriteArrayList<>();
    final SecretProvider provider;
    /** How many reads of the store have begun. */
    final AtomicInteger reading = new AtomicInteger();
    /** Opened: the store answers at once. */
    volatile CountDownLatch gate = new CountDownLatch(0);

    SampleProvider(Path directory) throws IOException {
        Path policy = directory.resolve("policy.yaml");
        Files.writeString(policy, policyText());
        provider = SecretProvider.builder()
                .policyFile(policy)
                .store("memory", new MemoryStore())
                .auditLog(events::add)
                .build();
    }

    private String policyText() {
        return """
                version: 1
                workspaces:
                  acme: { uuid: "{%s}", issuer: "%s" }
                stores:
                  memory: { type: memory }
                grants:
                  payments:
                    when: repository is "{%s}"
                    deliver:
                      PASSWORD: memory:payments/db#password
                      LONG: memory:payments/db#long
                """.formatted(FakeBitbucket.ACME, bitbucket.acme().issuer(), TokenMint.REPOSITORY);
    }

    SecretsEndpoint endpoint() {
        return SecretsEndpoint.of(provider);
    }

    String token() {
        return bitbucket.acme().mint().token();
    }

    @Override
    public void close() {
        gate.countDown();
        provider.close();
        bitbucket.close();
    }

    private final class MemoryStore implements SecretStore {

        private final Secret secret = Secret.ofFields(
                Map.of("password", SecretValue.of("correct horse"), "long", SecretValue.of(LONG_VALUE)));

        @Override
        public Map<SecretId, Secret> read(SecretRequest request) {
            reading.incrementAndGet();
            try {
                gate.await();
            } catch (InterruptedException late) {
                Thread.currentThread().interrupt();
            }
            Map<SecretId, Secret> found = new HashMap<>();
            request.ids().forEach(id -> found.put(id, secret));
            return found;
        }

        @Override
        public void close() {}
    }
}
