package io.github.bitbucketoidc.provider.policy;

import io.github.bitbucketoidc.core.claims.ClaimWord;
import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.provider.policy.file.PolicyFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** A policy file's usual beginning, and the claims of a step, for tests about what comes after them. */
public final class Sample {

    public static final String ACME = "922e118c-f34f-4226-a897-0e0afbec553d";
    public static final String PAYMENTS = "1de489be-ce6a-42a0-a8c8-eadbf1174ac7";
    public static final String BILLING = "a1e489be-ce6a-42a0-a8c8-eadbf1174ac7";
    public static final String PRODUCTION = "bd715740-c970-486b-b68a-b421ec2a1f8b";
    public static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    private static final String HEAD = """
            version: 1
            workspaces:
              acme: { uuid: "{922e118c-f34f-4226-a897-0e0afbec553d}" }
            stores:
              local: { type: memory, path: secrets }
            names:
              repositories:
                payments: "{1de489be-ce6a-42a0-a8c8-eadbf1174ac7}"
                billing: "{a1e489be-ce6a-42a0-a8c8-eadbf1174ac7}"
              environments: { production: "{bd715740-c970-486b-b68a-b421ec2a1f8b}" }
            """;

    private Sample() {}

    public static Policy policy(String rules) {
        return PolicyFile.parse(HEAD + rules, Path.of("."), MemoryStoreFactory.opener());
    }

    /** The release step: payments, production, main. */
    public static Map<String, String> step() {
        Map<String, String> claims = new HashMap<>();
        claims.put("workspaceUuid", "{" + ACME + "}");
        claims.put("repositoryUuid", "{" + PAYMENTS + "}");
        claims.put("deploymentEnvironmentUuid", "{" + PRODUCTION + "}");
        claims.put("stepUuid", "{759de0c6-eaee-4eaa-b7a6-c507eec759a7}");
        claims.put("branchName", "main");
        return claims;
    }

    public static Map<String, String> step(String claim, String value) {
        Map<String, String> claims = step();
        claims.put(claim, value);
        return claims;
    }

    public static Map<String, String> stepWithout(String claim) {
        Map<String, String> claims = step();
        claims.remove(claim);
        return claims;
    }

    public static Decision decide(Policy policy, Map<String, String> step) {
        return decide(policy, step, NOW);
    }

    public static Decision decide(Policy policy, Map<String, String> step, Instant now) {
        Claims.Builder claims = Claims.builder();
        step.forEach(claims::text);
        return policy.decide(claims.build(), now, word -> uuid(step, word));
    }

    private static UUID uuid(Map<String, String> step, ClaimWord word) {
        String text = step.getOrDefault(word.claim(), "");
        return UUID.fromString(text.substring(1, text.length() - 1));
    }

    /** Decides on claims of which no path is filled. */
    public static Decision decided(Policy policy, Claims claims, Instant now) {
        return policy.decide(claims, now, word -> null);
    }
}
