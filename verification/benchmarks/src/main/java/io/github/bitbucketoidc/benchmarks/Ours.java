package io.github.bitbucketoidc.benchmarks;

import io.github.bitbucketoidc.core.issuer.KeySourceException;
import io.github.bitbucketoidc.core.token.TokenVerifier;
import io.github.bitbucketoidc.core.token.Verification;
import io.github.bitbucketoidc.core.token.VerifiedToken;
import io.github.bitbucketoidc.provider.policy.Decision;
import io.github.bitbucketoidc.provider.policy.Policy;
import io.github.bitbucketoidc.testkit.FakeWorkspace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Our own way, whole and in parts, right tokens and wrong ones. */
final class Ours implements AutoCloseable {

    static final String WHOLE = "ours: verify + decide, 1,000 grants";

    private final Policy policy;
    private final TokenVerifier verifier;
    private final Tokens tokens;

    private Ours(Policy policy, Tokens tokens) {
        this.policy = policy;
        this.tokens = tokens;
        this.verifier = TokenVerifier.builder().workspaces(policy.workspaces()).build();
    }

    static Ours of(FakeWorkspace workspace, Tokens tokens) {
        return new Ours(Policies.withGrants(workspace, 1_000), tokens);
    }

    private VerifiedToken verify(int token) {
        if (verifier.verify(tokens.text(token)) instanceof Verification.Verified verified) {
            return verified.token();
        }
        throw new IllegalStateException("the tokens must be good, or the wrong thing is measured");
    }

    private Decision decide(VerifiedToken token) {
        Decision decision = policy.decide(token);
        if (decision.deliveries().isEmpty()) {
            throw new IllegalStateException("the tokens must be granted something, or the wrong thing is measured");
        }
        return decision;
    }

    Map<String, Contestant> good() {
        Map<String, Contestant> ours = new LinkedHashMap<>();
        ours.put("ours: verify", this::verify);
        ours.put("ours: verify + claims for the policy", token -> verify(token).claims());
        ours.put(WHOLE, token -> decide(verify(token)));
        return ours;
    }

    /** Decisions alone, on tokens that are verified already, with policies of several sizes. */
    Map<String, Contestant> decisions(FakeWorkspace workspace, int... sizes) {
        List<VerifiedToken> verified = new ArrayList<>();
        for (int i = 0; i < Math.min(1_000, tokens.size()); i++) {
            verified.add(verify(i));
            verified.get(i).claims();
        }
        Map<String, Contestant> decisions = new LinkedHashMap<>();
        for (int size : sizes) {
            Policy sized = Policies.withGrants(workspace, size);
            decisions.put(
                    String.format("decide alone, %,d grants", size),
                    token -> sized.decide(verified.get(token % verified.size())));
        }
        return decisions;
    }

    /** What strangers send. */
    Map<String, Contestant> refusals(FakeWorkspace workspace, FakeWorkspace stranger) {
        String good = tokens.text(0);
        String header = good.substring(0, good.indexOf('.'));
        String unknownIssuer = stranger.mint().token();
        String unknownKid = workspace.mint().header("kid", "nobody").token();
        Map<String, Contestant> refusals = new LinkedHashMap<>();
        refusals.put("refuse a word", refusing("malformed_compact", "cGFzc3dvcmQ"));
        refusals.put("refuse three words", refusing("json_invalid", "Z2FyYmFnZQ.Z2FyYmFnZQ.Z2FyYmFnZQ"));
        refusals.put("refuse other characters", refusing("malformed_base64", good.replace('e', '*')));
        refusals.put(
                "refuse other characters behind a good header",
                refusing(
                        "malformed_base64",
                        header + good.substring(header.length()).replace('e', '*')));
        refusals.put(
                "refuse broken JSON behind a good header",
                refusing("json_invalid", header + ".e2dhcmJhZ2U" + good.substring(good.lastIndexOf('.'))));
        refusals.put(
                "refuse 16 KiB of junk",
                refusing("json_invalid", "x".repeat(5_460) + '.' + "x".repeat(5_460) + '.' + "x".repeat(5_460)));
        refusals.put("refuse an unknown issuer", refusing("issuer_unknown", unknownIssuer));
        refusals.put("refuse an unknown kid, warm", unknownKey(unknownKid));
        return refusals;
    }

    /** Whether its key is unknown, or could not be looked for because so many asked for keys that are not there. */
    private Contestant unknownKey(String token) {
        Contestant refusing = refusing("key_unknown", token);
        return ignored -> {
            try {
                return refusing.run(ignored);
            } catch (KeySourceException spent) {
                return spent;
            }
        };
    }

    private Contestant refusing(String code, String token) {
        return ignored -> {
            if (verifier.verify(token) instanceof Verification.Rejected rejected
                    && rejected.rejection().code().toString().equals(code)) {
                return rejected;
            }
            throw new IllegalStateException("expected " + code + " but got " + verifier.verify(token));
        };
    }

    @Override
    public void close() {
        verifier.close();
    }
}
