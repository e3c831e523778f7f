package io.github.bitbucketoidc.testkit;

import io.github.bitbucketoidc.core.issuer.Workspace;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One workspace of a {@link FakeBitbucket}: an issuer with its own discovery document, its own keys and its own steps.
 * Thread-safe.
 *
 * @since 0.1.0
 */
public final class FakeWorkspace {

    private static final List<String> CLAIMS = List.of(
            "sub",
            "iss",
            "aud",
            "exp",
            "iat",
            "branchName",
            "compliant",
            "deploymentEnvironmentUuid",
            "pipelineUuid",
            "repositoryUuid",
            "stepUuid",
            "workspaceUuid");

    private final FakeBitbucket bitbucket;
    private final String slug;
    private final UUID uuid;
    private final URI issuer;
    private final FakeEndpoint discovery;
    private final FakeEndpoint keys;

    /** Guarded by this: what is in the key set, in order. */
    private final List<String> published = new ArrayList<>();
    /** Guarded by this. */
    private SigningKey signing;
    /** Guarded by this. */
    private int rotations;
    /** Guarded by this. */
    private boolean pipelineHasRun;

    FakeWorkspace(FakeBitbucket bitbucket, String slug, UUID uuid) {
        this.bitbucket = bitbucket;
        this.slug = slug;
        this.uuid = Objects.requireNonNull(uuid, "uuid");
        this.issuer = URI.create(bitbucket.uri() + "/2.0/workspaces/" + slug + "/pipelines-config/identity/oidc");
        this.discovery =
                new FakeEndpoint(URI.create(issuer + "/.well-known/openid-configuration"), this::discoveryDocument);
        this.keys = new FakeEndpoint(URI.create(issuer + "/keys.json"), this::keysDocument);
        this.signing = bitbucket.nextKey(slug + "-key-1");
        this.published.add(signing.jwk());
    }

    /**
     * Its name.
     *
     * @return the slug
     */
    public String slug() {
        return slug;
    }

    /**
     * What a verifier is told of it, with this issuer in place of Bitbucket's.
     *
     * @return the workspace
     */
    public Workspace workspace() {
        return Workspace.builder(slug, uuid).issuer(issuer.toString()).build();
    }

    /**
     * Its identity.
     *
     * @return the UUID
     */
    public UUID uuid() {
        return uuid;
    }

    /**
     * Who signs its tokens: the value of {@code iss}, and of {@code issuer:} in a policy file.
     *
     * @return {@code http://127.0.0.1:PORT/2.0/workspaces/SLUG/pipelines-config/identity/oidc}
     */
    public String issuer() {
        return issuer.toString();
    }

    /**
     * The audience that Bitbucket puts in when the step asks for none.
     *
     * @return {@code ari:cloud:bitbucket::workspace/} and the UUID without braces
     */
    public String audience() {
        return "ari:cloud:bitbucket::workspace/" + uuid;
    }

    /**
     * Its discovery document.
     *
     * @return the endpoint, to count requests and to break it
     */
    public FakeEndpoint discovery() {
        return discovery;
    }

    /**
     * Its key set.
     *
     * @return the endpoint, to count requests and to break it
     */
    public FakeEndpoint keys() {
        return keys;
    }

    /**
     * Begins a token of one of its steps. Making the token runs the workspace's first pipeline.
     *
     * @return a mint, filled with the claims of Atlassian's sample token under this issuer, valid now
     */
    public TokenMint mint() {
        return new TokenMint(this);
    }

    /**
     * Says whether a pipeline has run: before, discovery and keys answer 404.
     *
     * @param value {@code true} from the first run on
     */
    public synchronized void pipelineHasRun(boolean value) {
        this.pipelineHasRun = value;
    }

    /**
     * The key that signs now.
     *
     * @return the key
     */
    public synchronized SigningKey signingKey() {
        return signing;
    }

    /**
     * Makes a new key, publishes it and signs with it from now on. The keys before it stay published.
     *
     * @return the new key
     */
    public synchronized SigningKey rotate() {
        rotations++;
        return rotate(bitbucket.nextKey(slug + "-key-" + (rotations + 1)));
    }

    /**
     * Publishes a key and signs with it from now on. The keys before it stay published.
     *
     * @param key the key; its id may be one that another issuer uses too (attack row K9)
     * @return the key
     */
    public synchronized SigningKey rotate(SigningKey key) {
        published.add(key.jwk());
        signing = key;
        return key;
    }

    /**
     * Takes every key out of the set but the one that signs now (attack row K20).
     */
    public synchronized void removeOldKeys() {
        published.clear();
        published.add(signing.jwk());
    }

    /**
     * Replaces the whole set, whatever it holds: no key, a broken one, a private one, one id twice. What signs stays.
     *
     * @param jwks the members of {@code keys}, each any JSON text
     */
    public synchronized void publish(String... jwks) {
        published.clear();
        published.addAll(List.of(jwks));
    }

    Clock clock() {
        return bitbucket.clock();
    }

    private synchronized @Nullable String discoveryDocument() {
        if (!pipelineHasRun) {
            return null;
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("issuer", issuer());
        document.put("jwks_uri", keys.uri().toString());
        document.put("subject_types_supported", List.of("public"));
        document.put("response_types_supported", List.of("id_token"));
        document.put("id_token_signing_alg_values_supported", List.of("RS256"));
        document.put("scopes_supported", List.of("openid"));
        document.put("claims_supported", CLAIMS);
        return Json.text(document);
    }

    private synchronized @Nullable String keysDocument() {
        return pipelineHasRun ? "{\"keys\":[" + String.join(",", published) + "]}" : null;
    }

    @Override
    public String toString() {
        return "FakeWorkspace[" + slug + " " + uuid + "]";
    }
}
