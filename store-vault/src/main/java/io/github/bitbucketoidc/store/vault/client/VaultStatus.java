package io.github.bitbucketoidc.store.vault.client;

import io.github.bitbucketoidc.store.vault.http.HttpReply;

/** What the HTTP statuses of Vault's API mean to a reader of secrets. */
final class VaultStatus {

    private VaultStatus() {}

    /** Over a quota, or not yet replicated: Vault asks to be asked again. */
    static boolean asksToWait(int status) {
        return status == 429 || status == 412;
    }

    /** The server did not look at the call at all. */
    static boolean refusedToServe(int status) {
        return status == 503
                || status == 501
                || (status >= 472 && status <= 474)
                || status == 530
                || isRedirect(status);
    }

    private static boolean isRedirect(int status) {
        return status >= 300 && status <= 399;
    }

    /** Why a status is no answer; empty if it is one. */
    static String problem(int status) {
        if (isRedirect(status)) {
            return "answered a redirect (" + status
                    + "), which is never followed: name the active server, or all of them," + " in addresses";
        }
        return switch (status) {
            case 429 -> "asks for fewer requests (429)";
            case 412 -> "has not replicated what is needed yet (412)";
            case 472 -> "is a disaster recovery secondary (472)";
            case 473 -> "is a performance standby (473)";
            case 474 -> "is a standby without an active server (474)";
            case 501 -> "is not initialised (501)";
            case 503 -> "is sealed or in maintenance (503)";
            case 530 -> "was removed from its cluster (530)";
            default -> status >= 500 ? "failed (" + status + ")" : "";
        };
    }

    /** Whether a body that is no JSON object was damaged on its way, or comes from somebody between us and Vault. */
    static boolean shouldBeJson(HttpReply reply) {
        String type = reply.header("content-type");
        return reply.status() == 200 && (type.startsWith("application/json") || type.startsWith("text/html"));
    }
}
