package io.github.bitbucketoidc.provider;

import io.github.bitbucketoidc.provider.audit.AuditEvent;
import io.github.bitbucketoidc.provider.audit.Origin;
import io.github.bitbucketoidc.provider.endpoint.EndpointRequest;
import io.github.bitbucketoidc.provider.endpoint.EndpointResponse;
import io.github.bitbucketoidc.provider.release.Release;
import io.github.bitbucketoidc.provider.request.Encoder;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreFactory;
import io.github.bitbucketoidc.store.SecretStores;
import io.github.bitbucketoidc.store.StoreConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** A whole provider on loopback: a real issuer, a real policy file, two stores {@code a} and {@code b} in memory. */
public final class Bench implements AutoCloseable {

    static {
        // the first fetch of keys loads half of the JDK: on a busy machine it may be too late for its own deadline
        for (boolean warm = false; !warm; ) {
            try (Bench first = new Bench().policy("")) {
                warm = first.ask().status() == 200;
            }
        }
    }

    public final LoopbackIssuer issuer = new LoopbackIssuer();
    public final MemoryStore a = new MemoryStore();
    public final MemoryStore b = new MemoryStore();
    public final List<AuditEvent> events = new CopyOnWriteArrayList<>();
    private final Path file = temporaryFile();
    private UnaryOperator<SecretProviderBuilder> settings =
            builder -> builder.auditLog(events::add).watchEvery(Duration.ZERO);
    private String rest = "";
    private String moreStores = "";
    private final List<SecretStoreFactory> factories = new ArrayList<>(List.of(new MemoryStores()));
    private SecretProvider provider;

    /** More stores, each a line with two blanks before it, of a type of the test's own. */
    public Bench stores(SecretStoreFactory factory, String lines) {
        factories.remove(factory);
        factories.add(factory);
        moreStores = lines;
        writePolicy("");
        return this;
    }

    /** Everything of a policy file behind its stores: grants, denials, settings. */
    public Bench policy(String newRest) {
        rest = newRest;
        writePolicy("");
        return this;
    }

    /** One grant to the sample repository, with these deliveries, one line each. */
    public Bench delivering(String... deliveries) {
        return policy("grants:\n  all:\n    when: repository is \"{" + LoopbackIssuer.REPOSITORY
                + "}\"\n    deliver:\n      " + String.join("\n      ", deliveries) + "\n");
    }

    /** More of the policy file, behind what is there. */
    public Bench and(String more) {
        return policy(rest + more);
    }

    /** One line of the policy's settings. */
    public Bench settings(String line) {
        return and("settings: { " + line + " }\n");
    }

    public Bench with(UnaryOperator<SecretProviderBuilder> more) {
        UnaryOperator<SecretProviderBuilder> before = settings;
        settings = builder -> more.apply(before.apply(builder));
        return this;
    }

    /** Encodes answers by another way, which may fail. */
    public Bench encoder(Encoder encoder) {
        return with(builder -> builder.encoder(encoder));
    }

    /** Writes the file, with a note in the settings of store {@code a}, which changes them and nothing else. */
    public void writePolicy(String note) {
        try {
            Files.writeString(file, policyText(note));
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    String policyText() {
        return policyText("");
    }

    private String policyText(String note) {
        return """
                version: 1
                workspaces:
                  acme: { uuid: "{%s}", issuer: "%s" }
                stores:
                  a: { type: memory, name: a%s }
                  b: { type: memory, name: b }
                %s%s""".formatted(
                LoopbackIssuer.WORKSPACE, issuer.issuer(), note.isEmpty() ? "" : ", note: " + note, moreStores, rest);
    }

    public SecretProvider provider() {
        if (provider == null) {
            provider = settings.apply(SecretProvider.builder()
                            .policyFile(file)
                            .stores(SecretStores.of(factories.toArray(SecretStoreFactory[]::new))))
                    .build();
        }
        return provider;
    }

    public Release ask() {
        return provider().release(issuer.token(), Origin.local());
    }

    /** The same over HTTP, with another token. */
    public EndpointResponse send(String token) {
        return SecretsEndpoint.of(provider())
                .handle(EndpointRequest.of("GET", List.of("Bearer " + token), "192.0.2.1", List.of()));
    }

    /** The one event that there must be. */
    public AuditEvent event() {
        if (events.size() != 1) {
            throw new AssertionError("there are " + events.size() + " events");
        }
        return events.get(0);
    }

    /** The one code that there must be. */
    public String code() {
        return event().code().orElse("");
    }

    private static Path temporaryFile() {
        try {
            return Files.createTempFile("policy", ".yaml");
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    @Override
    public void close() {
        if (provider != null) {
            provider.close();
        }
        issuer.close();
        try {
            Files.delete(file);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /** Hands out the bench's own stores. */
    private final class MemoryStores implements SecretStoreFactory {

        @Override
        public String type() {
            return "memory";
        }

        @Override
        public SecretStore open(StoreConfig config) {
            config.optional("note"); // changes the settings and nothing else
            return Map.of("a", a, "b", b).get(config.required("name"));
        }
    }
}
