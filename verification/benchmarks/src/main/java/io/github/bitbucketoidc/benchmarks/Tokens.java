package io.github.bitbucketoidc.benchmarks;

import io.github.bitbucketoidc.testkit.FakeWorkspace;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** Distinct tokens of one key: nothing of one may be remembered for another. */
final class Tokens {

    /** A token, and its parts as a bare signature check takes them. */
    record Signed(String text, byte[] signedPart, byte[] signature) {}

    private final List<Signed> all;
    private final PublicKey key;

    private Tokens(List<Signed> all, PublicKey key) {
        this.all = all;
        this.key = key;
    }

    static Tokens of(FakeWorkspace workspace, int count) {
        List<Signed> all = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String text = workspace.mint().step(UUID.randomUUID()).token();
            int dot = text.lastIndexOf('.');
            all.add(new Signed(
                    text,
                    text.substring(0, dot).getBytes(StandardCharsets.US_ASCII),
                    Base64.getUrlDecoder().decode(text.substring(dot + 1))));
        }
        return new Tokens(all, workspace.signingKey().publicKey());
    }

    /** The same tokens, taken for those of another key. */
    Tokens forKey(PublicKey other) {
        return new Tokens(all, other);
    }

    int size() {
        return all.size();
    }

    Signed get(int index) {
        return all.get(index);
    }

    String text(int index) {
        return all.get(index).text();
    }

    PublicKey key() {
        return key;
    }
}
