package io.github.bitbucketoidc.store.vault.client;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What may be repeated of Vault's error texts. They are useful to an operator, but whoever answers in Vault's place could put
 * the token into them that we sent (attack row H11): so only phrases that are known are shown, and nothing else.
 */
final class VaultErrors {

    private static final List<String> KNOWN = List.of(
            "permission denied",
            "invalid token",
            "Vault is sealed",
            "preflight capability check returned 403",
            "no handler for route",
            "unsupported operation",
            "unsupported path",
            "unknown role",
            "role not found",
            "could not be found",
            "invalid role name",
            "invalid role or secret ID",
            "invalid role ID",
            "invalid role_id",
            "invalid secret id",
            "invalid secret_id",
            "missing role",
            "missing client token",
            "wrapping token is not valid or does not exist",
            "error verifying token",
            "error validating token",
            "error validating claims",
            "does not match any associated bound claim values",
            "claim is missing",
            "is missing from token",
            "invalid audience (aud) claim",
            "audience claim found in JWT but no audiences bound to the role",
            "invalid issuer (iss) claim",
            "failed to verify id token signature",
            "no known key successfully validated the token signature",
            "token is expired",
            "login unauthorized due to role bind failure",
            "invalid subject (sub) claim",
            "source address",
            "namespace not found",
            "route entry not found",
            "lease not found",
            "invalid lease",
            "missing required field",
            "Missing ip",
            "common name",
            "not allowed by this role",
            "unable to generate");

    private VaultErrors() {}

    /** The known phrases in the texts: empty, or a text that begins with {@code ": "}. */
    static String known(List<String> errors) {
        String phrases = KNOWN.stream()
                .filter(phrase -> errors.stream().anyMatch(error -> error.contains(phrase)))
                .collect(Collectors.joining(", "));
        return phrases.isEmpty() ? "" : ": " + phrases;
    }
}
