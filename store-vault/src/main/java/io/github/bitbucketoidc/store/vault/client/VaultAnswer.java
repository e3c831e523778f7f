package io.github.bitbucketoidc.store.vault.client;

import java.util.List;

/**
 * What Vault answered to a call that it understood: any status but those which say that it cannot answer now. Immutable.
 *
 * @param status the HTTP status
 * @param isJson whether the body is a JSON object; if not, {@code body} has no members
 * @param body the object
 */
public record VaultAnswer(int status, boolean isJson, Json.Members body) {

    public boolean ok() {
        return status == 200 || status == 204;
    }

    /** By a policy, or of the token: not every Vault tells which, see {@code TokenCheck}. Nothing was done. */
    public boolean isRefusal() {
        return status == 403;
    }

    /** A 403 that is about the token and not about what it may do: logging in again helps. */
    public boolean tokenIsInvalid() {
        return isRefusal() && errors().stream().anyMatch(error -> error.contains("invalid token"));
    }

    public boolean noSuchMount() {
        return status == 404 && errors().stream().anyMatch(error -> error.contains("no handler for route"));
    }

    /** A KV engine of version 2 was read as if it were of version 1. */
    public boolean speaksOfVersions() {
        return body.texts("warnings").stream().anyMatch(warning -> warning.contains("versioned K/V secrets engine"));
    }

    private List<String> errors() {
        return body.texts("errors");
    }

    /** Why, in words that cannot hold anything but our own; empty, or a text that begins with {@code ": "}. */
    public String reason() {
        return VaultErrors.known(errors());
    }

    @Override
    public String toString() {
        return "VaultAnswer[" + status + "]";
    }
}
